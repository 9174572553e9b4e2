"""A network of a visitor's own as a line of text, such as "conv32-3,pool2,res64,gap,dense10".

The text travels in links, archives and notebooks. What it asks for is checked while it is read, and
nothing is built before.
"""

import re
from collections.abc import Callable, Mapping
from math import prod
from types import MappingProxyType

from fmnist_app.models.errors import ArchitectureError
from fmnist_app.models.layers import (
    ACTIVATIONS,
    PICTURE,
    Activation,
    Architecture,
    BatchNorm,
    Conv,
    Dense,
    Dropout,
    Flatten,
    GlobalPool,
    Layer,
    MaxPool,
    Residual,
    Shape,
)
from fmnist_app.models.limits import NetworkLimits, network_limits

CLASSES = 10
LAST = f"dense{CLASSES}"
LONGEST = 600  # characters; thirty layers take some 400
KNOWN = "conv32-3, bn, act, pool2, drop0.3, res64, gap, flat and dense64"
# A word, a number, and options behind hyphens. More digits than a size has are no layer.
WORD = re.compile(
    r"(?P<kind>[a-z]+)(?P<number>[0-9]{0,9}|0?\.[0-9]{1,3})(?P<options>(?:-[a-z0-9]{1,9})*)"
)
STEPS_OF_A_BLOCK = 7  # each of which keeps its maps while a network learns
ON_MAPS = (Conv, MaxPool, Residual, GlobalPool)


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
                number, said.kernel(), not said.flag("valid"), said.activation(),
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
)  # fmt: skip


def parse(text: str, activation: str = "relu") -> Architecture:
    """The layers that `text` names; those that name no activation of their own get `activation`.

    Raises `ArchitectureError`, with the place of the layer where it cannot work.
    """
    limits = network_limits()
    if len(text) > LONGEST:
        raise ArchitectureError(f"Your own network takes more than {LONGEST} characters to write.")
    words = [word.strip() for word in text.lower().split(",")]
    if words == [""]:
        raise ArchitectureError("Your own network has no layers yet.")
    if len(words) > limits.own_layers:
        raise ArchitectureError(
            f"Your own network has {len(words)} layers; at most {limits.own_layers} can train here."
        )
    layers = tuple(_layer(word, place, activation) for place, word in enumerate(words))
    _check(layers, words, limits)
    if words[-1] != LAST:
        raise _at(len(words) - 1, words[-1], f"is the last; that has to be {LAST}, for the classes")
    return (*layers[:-1], Dense(CLASSES, "softmax"))


def as_text(layers: Architecture, activation: str = "relu") -> str:
    """The line that `parse` reads these layers from, given the same `activation`."""
    return ",".join(_word(layer, activation) for layer in layers)


def _layer(word: str, place: int, activation: str) -> Layer:
    match = WORD.fullmatch(word)
    if match is None or match["kind"] not in MAKERS:
        raise _at(place, word, f"is no layer; known are {KNOWN}")
    options = _Options(match["options"], activation)
    try:
        layer = MAKERS[match["kind"]](match["number"], options)
    except ValueError:
        raise _at(place, word, f"has no fitting number; write it as in {KNOWN}") from None
    if options.left:
        raise _at(place, word, f"cannot have “{options.left[0]}” behind it")
    return layer


def _check(layers: Architecture, words: list[str], limits: NetworkLimits) -> None:
    """Raise `ArchitectureError` at the first layer that cannot work, or makes it too large."""
    shape, parameters, products, values = PICTURE, 0, 0, 0
    for place, (layer, word) in enumerate(zip(layers, words, strict=True)):
        if why := _obstacle(layer, shape):
            raise _at(place, word, why)
        parameters += layer.parameters(shape)
        products += layer.multiply_adds(shape)
        values += prod(layer.output(shape)) * (
            STEPS_OF_A_BLOCK if isinstance(layer, Residual) else 1
        )
        for found, most, what in (
            (parameters, limits.own_parameters, "parameters"),
            (products, limits.own_multiply_adds, "multiply-adds for a picture"),
            (values, limits.own_values, "values for a picture"),
        ):
            if found > most:
                why = f"brings the network to {found:,} {what}; at most {most:,} can train here"
                raise _at(place, word, why)
        shape = layer.output(shape)


def _obstacle(layer: Layer, shape: Shape) -> str:
    """Why a layer cannot work on what comes in; empty where it can."""
    maps = len(shape) == len(PICTURE)
    if isinstance(layer, ON_MAPS) and not maps:
        return "needs maps, and a layer before it made one row of them"
    if isinstance(layer, Conv | Residual) and layer.kernel < 1:
        return "has a window without pixels"
    if isinstance(layer, Dense) and maps:
        return "needs one row of values; put gap or flat before it"
    if min(layer.output(shape)) < 1:
        return f"has no pixels left: what comes in has only {shape[0]}x{shape[1]}"
    return ""


def _at(place: int, word: str, why: str) -> ArchitectureError:
    shown = word if len(word) <= 30 else f"{word[:30]}…"
    return ArchitectureError(f"Your own network: layer {place + 1}, “{shown}”, {why}.", place)


def _word(layer: Layer, usual: str) -> str:  # noqa: PLR0911 - a kind each
    """One layer as `parse` reads it."""
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
