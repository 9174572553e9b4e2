"""A network in training as plain arrays in one file: what it goes on from, here or elsewhere.

The file has the safetensors format (https://huggingface.co/docs/safetensors): the length of a
header, the header in JSON, then the numbers, and nothing that could be code. NumPy alone reads it.
"""

import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from math import prod
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt

from fmnist_app.core.atomic import atomic_write
from fmnist_app.core.errors import LabError
from fmnist_app.models import Architecture, Weight, weights_of
from fmnist_app.training.ranges import Range, SettingsError

Array = npt.NDArray[np.float32]
Arrays = tuple[Array, ...]
# What an optimiser may remember of each weight, by Keras's names: Adam both, SGD the first.
MEMORY = ("momentum", "velocity")
WEIGHTS = "layers"
BEST = "best"  # the weights of the best epoch so far, where early stopping watches for it
OPTIONAL = (*(f"optimizer.{slot}" for slot in MEMORY), BEST)
NOTE = "__metadata__"  # where the format has room for texts
LENGTH = struct.Struct("<Q")
BYTES = 4  # of a number
MOST_HEADER = 200_000  # bytes; a network of twenty layers has some 10,000
MOST_STEPS, MOST_SECONDS, HIGHEST_RATE, HIGHEST_LOSS = 10**9, 1e8, 1e6, 1e9


class SavedNetworkError(LabError):
    """A file that holds no network in training, or another one than is expected."""


@dataclass(frozen=True)
class Seen:
    """What was seen of the validation loss so far.

    `best` is the least, after `epoch` epochs; `waited` and `waited_to_fall` are the epochs since,
    as early stopping and the learning rate count them; `enough_for` is the length of the run, in
    epochs, that early stopping has ended; 0 if it has not.
    """

    best: float | None = None
    epoch: int = 0
    waited: int = 0
    waited_to_fall: int = 0
    enough_for: int = 0


@dataclass(frozen=True)
class Start:
    """Where training begins: steps already taken, seconds already spent, a measurement pending.

    `seen` is what was seen of the validation loss, and `best_weights` those of the best epoch.
    """

    step: int = 0
    seconds: float = 0.0
    measurement_pending: bool = False
    seen: Seen = field(default_factory=Seen)
    best_weights: Arrays | None = field(default=None, compare=False)


@dataclass(frozen=True, eq=False)
class SavedNetwork:
    """All that a training goes on from.

    `weights` are in the order of `weights_of`. `memory` is what the optimiser remembers of each
    that is trained, by name, and empty before the first step. `learning_rate` is None where a
    schedule gives it.
    """

    weights: Arrays
    memory: Mapping[str, Arrays]
    start: Start
    learning_rate: float | None = None

    @property
    def optional(self) -> Mapping[str, Arrays]:
        """The arrays beside the weights, by group, in the order of the file."""
        slots = {f"optimizer.{slot}": arrays for slot, arrays in self.memory.items()}
        best = self.start.best_weights
        return slots if best is None else slots | {BEST: best}

    @property
    def arrays(self) -> Arrays:
        """All arrays, in the order of the file."""
        return *self.weights, *(array for group in self.optional.values() for array in group)


def write_saved(saved: SavedNetwork, layers: Architecture, path: Path) -> None:
    """Write a network of these layers to `path`, whole or not at all."""
    header = _header(layers, tuple(saved.optional))
    text = json.dumps({NOTE: {"training": json.dumps(_note(saved))}, **header}).encode()
    text += b" " * (-len(text) % LENGTH.size)
    with atomic_write(path) as half, half.open("wb") as file:
        file.write(LENGTH.pack(len(text)) + text)
        for array, entry in zip(saved.arrays, header.values(), strict=True):
            assert list(array.shape) == entry["shape"]  # noqa: S101 - the layers are the array's
            file.write(array.astype("<f4").tobytes())


def read_saved(data: bytes, layers: Architecture) -> SavedNetwork:
    """The network of these layers in a file's content; raises `SavedNetworkError`.

    Each name, type, shape and place has to be the one that the layers give, so that nothing that
    the file says decides what is read. The arrays are views of `data`.
    """
    try:
        header, body = _parts(data)
        note = json.loads(header.pop(NOTE)["training"], parse_constant=_no_number)
        optional = tuple(group for group in OPTIONAL if _is_in(header, group))
        expected = _header(layers, optional)
        if header != expected or len(body) != _size(expected):
            raise SavedNetworkError(_difference(header, expected))
        start, rate = _checked(note)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SavedNetworkError("It is no file of a network in training.") from error
    except SettingsError as error:
        raise SavedNetworkError(f"Where its training stands is broken: {error}") from error
    arrays = _arrays(body, expected)
    groups = {
        name: tuple(islice(arrays, len(weights)))
        for name, weights in _groups(layers, optional).items()
    }
    memory = {slot: own for slot in MEMORY if (own := groups.get(f"optimizer.{slot}"))}
    start = replace(start, best_weights=groups.get(BEST))
    return SavedNetwork(groups[WEIGHTS], memory, start, rate)


def check_values(saved: SavedNetwork, layers: Architecture) -> None:
    """Raise `SavedNetworkError` unless all numbers are finite, and means of squares not below 0.

    A network whose loss blew up may have others; it is of no use to anyone.
    """
    names = _header(layers, tuple(saved.optional))
    for name, array in zip(names, saved.arrays, strict=True):
        if not np.isfinite(array).all():
            raise SavedNetworkError(f"{name} holds what is no number.")
        if ("velocity" in name or "variance" in name) and array.min() < 0:
            raise SavedNetworkError(f"{name} holds a number below 0, and is a mean of squares.")


def _groups(layers: Architecture, optional: tuple[str, ...]) -> dict[str, tuple[Weight, ...]]:
    """The arrays of a file in their order, by what stands before their names."""
    weights = weights_of(layers)
    trained = tuple(weight for weight in weights if weight.trained)
    return {
        WEIGHTS: weights,
        **{group: weights if group == BEST else trained for group in optional},
    }


def _header(layers: Architecture, optional: tuple[str, ...]) -> dict[str, Any]:
    """The header of a network of these layers, without the note: each array with its place."""
    header, place = {}, 0
    for group, weights in _groups(layers, optional).items():
        for weight in weights:
            end = place + BYTES * prod(weight.shape)
            header[f"{group}.{weight.name}"] = {
                "dtype": "F32",
                "shape": list(weight.shape),
                "data_offsets": [place, end],
            }
            place = end
    return header


def _is_in(header: Mapping[str, Any], group: str) -> bool:
    return any(name.startswith(f"{group}.") for name in header)


def _parts(data: bytes) -> tuple[dict[str, Any], memoryview]:
    """Header and numbers of a file; the header is not looked into yet."""
    (length,) = LENGTH.unpack_from(data.ljust(LENGTH.size, b"\xff"))
    if length > min(MOST_HEADER, len(data) - LENGTH.size):
        raise ValueError("no header of a sensible length")
    begin = LENGTH.size + length
    header = json.loads(data[LENGTH.size : begin].decode(), parse_constant=_no_number)
    return dict(header), memoryview(data)[begin:]


def _arrays(body: memoryview, header: Mapping[str, Any]) -> Iterator[Array]:
    for entry in header.values():
        begin, end = entry["data_offsets"]
        yield np.frombuffer(body[begin:end], "<f4").reshape(entry["shape"])


def _size(header: Mapping[str, Any]) -> int:
    """Bytes of all numbers."""
    return sum(BYTES * prod(entry["shape"]) for entry in header.values())


def _difference(found: Mapping[str, Any], expected: Mapping[str, Any]) -> str:
    """In which point a file differs from what is expected, as a sentence."""
    for name, entry in expected.items():
        if found.get(name) != entry:
            shape = " x ".join(map(str, entry["shape"]))
            return f"It has no array {name} of {shape} numbers, as its settings describe."
    more = len(found) > len(expected)
    return f"It holds {'more arrays' if more else 'more or fewer numbers'} than its settings need."


def _note(saved: SavedNetwork) -> dict[str, Any]:
    """Where a training stands, for JSON."""
    start = saved.start
    return {
        "step": start.step,
        "seconds": start.seconds,
        "measurement_pending": start.measurement_pending,
        "seen": asdict(start.seen),
        "learning_rate": saved.learning_rate,
    }


def _checked(note: Mapping[str, Any]) -> tuple[Start, float | None]:
    rate, pending = note["learning_rate"], note["measurement_pending"]
    Range(0, MOST_STEPS).check("step", note["step"])
    Range(0, MOST_SECONDS, float).check("seconds", note["seconds"])
    if rate is not None:
        Range(0, HIGHEST_RATE, float).check("learning_rate", rate)
    if not isinstance(pending, bool):
        raise TypeError("no yes and no no")
    seen = _checked_seen(Seen(**note["seen"]))
    return Start(int(note["step"]), float(note["seconds"]), pending, seen), rate


def _checked_seen(seen: Seen) -> Seen:
    if seen.best is not None:
        Range(0, HIGHEST_LOSS, float).check("best", seen.best)
    for name in ("epoch", "waited", "waited_to_fall", "enough_for"):
        Range(0, MOST_STEPS).check(name, getattr(seen, name))
    return seen


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")
