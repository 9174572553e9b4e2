"""One layer as a word, such as "conv32-3" or "drop0.3": read and written."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from fmnist_app.core.errors import LabError
from fmnist_app.models.layers import (
    ACTIVATIONS,
    Activation,
    BatchNorm,
    Conv,
    Dense,
    Dropout,
    Flatten,
    GlobalPool,
    Layer,
    MaxPool,
    Residual,
)

KNOWN = "conv32-3, bn, act, pool2, drop0.3, res64, gap, flat and dense64"
# A word, a number, and options behind hyphens. More digits than a size has are no layer.
WORD = re.compile(
    r"(?P<kind>[a-z]+)(?P<number>[0-9]{0,9}|0?\.[0-9]{1,3})(?P<options>(?:-[a-z0-9]{1,9})*)"
)


class WordError(LabError):
    """A word names no layer; the message says why, without naming the word."""


class _Options:
    """What stands behind the hyphens of a word, taken one after the other."""

    def __init__(self, text: str, activation: str) -> None:
        self._left = [option for option in text.split("-") if option]
        self._usual = activation

    def flag(self, name: str) -> bool:
        """Whether this option is there."""
        return self._taken(lambda option: option == name) is not None

    def kernel(self) -> int:
        """The side of a window; 3 where none is named."""
        return int(self._taken(str.isdecimal) or 3)

    def activation(self) -> str:
        """The activation named, or the run's own."""
        return self._taken(lambda option: option in ACTIVATIONS) or self._usual

    @property
    def left(self) -> list[str]:
        """Those that nobody asked for."""
        return self._left

    def _taken(self, fits: Callable[[str], bool]) -> str | None:
        found = next((option for option in self._left if fits(option)), None)
        if found is not None:
            self._left.remove(found)
        return found


def _sized(make: Callable[[int, _Options], Layer]) -> Callable[[str, _Options], Layer]:
    """A maker of layers that need a whole number above 0."""

    def made(number: str, options: _Options) -> Layer:
        if not number.isdecimal() or int(number) == 0:
            raise ValueError
        return make(int(number), options)

    return made


def _plain(make: Callable[[_Options], Layer]) -> Callable[[str, _Options], Layer]:
    """A maker of layers that take no number."""

    def made(number: str, options: _Options) -> Layer:
        if number:
            raise ValueError
        return make(options)

    return made


def _dropout(number: str, _: _Options) -> Layer:
    if not 0 < float(number) < 1:
        raise ValueError
    return Dropout(float(number))


MAKERS: Mapping[str, Callable[[str, _Options], Layer]] = MappingProxyType(
    {
        "conv": _sized(
            lambda number, said: Conv(
                number,
                said.kernel(),
                not said.flag("valid"),
                said.activation(),
                not said.flag("nobias"),
            )
        ),
        "res": _sized(
            lambda number, said: Residual(
                number, said.kernel(), said.activation(), said.flag("bias")
            )
        ),
        "pool": _sized(lambda number, _: MaxPool(number)),
        "dense": _sized(lambda number, said: Dense(number, said.activation())),
        "drop": _dropout,
        "bn": _plain(lambda _: BatchNorm()),
        "act": _plain(lambda said: Activation(said.activation())),
        "gap": _plain(lambda _: GlobalPool()),
        "flat": _plain(lambda _: Flatten()),
    }
)


def read_word(word: str, activation: str = "relu") -> Layer:
    """The layer that `word` names, with `activation` where it names none.

    Raises `WordError` for a word that is no layer.
    """
    match = WORD.fullmatch(word)
    if match is None or match["kind"] not in MAKERS:
        raise WordError(f"is no layer; known are {KNOWN}")
    options = _Options(match["options"], activation)
    try:
        layer = MAKERS[match["kind"]](match["number"], options)
    except ValueError:
        raise WordError(f"has no fitting number; write it as in {KNOWN}") from None
    if options.left:
        raise WordError(f"cannot have “{options.left[0]}” behind it")
    return layer


def write_word(layer: Layer, usual: str = "relu") -> str:  # noqa: PLR0911 - a kind each
    """The word from which `read_word` reads this layer, given the same `usual` activation."""
    match layer:
        case Conv(filters, kernel, same, activation, bias):
            rest = ("" if same else "-valid") + ("" if bias else "-nobias")
            return f"conv{filters}-{kernel}{_named(activation, usual)}{rest}"
        case Residual(filters, kernel, activation, bias):
            return f"res{filters}-{kernel}{_named(activation, usual)}{'-bias' if bias else ''}"
        case Dense(units, activation):
            return f"dense{units}{_named(activation, usual)}"
        case Activation(kind):
            return f"act{_named(kind, usual)}"
        case MaxPool(size):
            return f"pool{size}"
        case Dropout(rate):
            return f"drop{rate:g}"
        case BatchNorm():
            return "bn"
        case GlobalPool():
            return "gap"
        case Flatten():
            return "flat"


def _named(activation: str, usual: str) -> str:
    return "" if activation in (usual, "softmax") else f"-{activation}"
