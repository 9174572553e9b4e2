"""A network of a visitor's own as a line of text, such as "conv32-3,pool2,res64,gap,dense10".

The text travels in links, archives and notebooks. What it asks for is checked while it is read, and
nothing is built before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

from fmnist_app.models.errors import ArchitectureError
from fmnist_app.models.layers import (
    PICTURE,
    Architecture,
    Conv,
    Dense,
    GlobalPool,
    Layer,
    MaxPool,
    Residual,
    Shape,
)
from fmnist_app.models.limits import NetworkLimits, network_limits
from fmnist_app.models.table import LayerRow, row_of
from fmnist_app.models.words import WordError, read_word, write_word

CLASSES = 10
LAST = f"dense{CLASSES}"
LONGEST = 600  # characters; thirty layers take some 400
STEPS_OF_A_BLOCK = 7  # each of which keeps its maps while a network learns
ON_MAPS = (Conv, MaxPool, Residual, GlobalPool)


@dataclass(frozen=True)
class Draft:
    """A network of one's own as far as it works: the words of all layers, a row for each sound one.

    `fault` says why it cannot be built, and at which layer; None where it can. A text that is too
    long to be read has no words.
    """

    words: tuple[str, ...]
    rows: tuple[LayerRow, ...]
    fault: ArchitectureError | None


def parse(text: str, activation: str = "relu") -> Architecture:
    """The layers that `text` names; those that name no activation of their own get `activation`.

    Raises `ArchitectureError`, with the place of the layer where it cannot work.
    """
    return tuple(layer for layer, _ in _sound(_checked_words(text), activation))


def draft(text: str, activation: str = "relu") -> Draft:
    """What `parse` finds in `text` up to the layer where it cannot work, and never an error."""
    words: tuple[str, ...] = ()
    rows: list[LayerRow] = []
    try:
        words = words_of(text) if len(text) <= LONGEST else ()
        rows.extend(row for _, row in _sound(_checked_words(text), activation))
    except ArchitectureError as fault:
        return Draft(words, tuple(rows), fault)
    return Draft(words, tuple(rows), None)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, a layer each; none in an empty one."""
    return tuple(word.strip() for word in text.lower().split(",")) if text.strip() else ()


def as_text(layers: Architecture, activation: str = "relu") -> str:
    """The line that `parse` reads these layers from, given the same `activation`."""
    return ",".join(write_word(layer, activation) for layer in layers)


def largest_batch(layers: Architecture) -> int:
    """The most pictures of a batch that such a network can train on here, at least one."""
    shape, values = PICTURE, 0
    for layer in layers:
        values += _values(layer, shape)
        shape = layer.output(shape)
    return max(1, network_limits().batch_values // values)


def _values(layer: Layer, shape: Shape) -> int:
    """How many values a layer makes of one picture, which training keeps until the step is done."""
    steps = STEPS_OF_A_BLOCK if isinstance(layer, Residual) else 1
    return steps * prod(layer.output(shape))


def _checked_words(text: str) -> tuple[str, ...]:
    limits = network_limits()
    if len(text) > LONGEST:
        raise ArchitectureError(f"Your own network takes more than {LONGEST} characters to write.")
    words = words_of(text)
    if not words:
        raise ArchitectureError("Your own network has no layers yet.")
    if len(words) > limits.own_layers:
        raise ArchitectureError(
            f"Your own network has {len(words)} layers; at most {limits.own_layers} can train here."
        )
    return words


def _sound(words: tuple[str, ...], activation: str) -> Iterator[tuple[Layer, LayerRow]]:
    """Each layer with its row; raises `ArchitectureError` at the first that cannot work."""
    shape, size = PICTURE, _Size(network_limits())
    for place, word in enumerate(words):
        try:
            layer = read_word(word, activation)
        except WordError as error:
            raise _at(place, word, str(error)) from None
        if why := _obstacle(layer, shape) or size.too_much_with(layer, shape):
            raise _at(place, word, why)
        last = place == len(words) - 1
        if last and word != LAST:
            raise _at(place, word, f"is the last; that has to be {LAST}, for the classes")
        layer = Dense(CLASSES, "softmax") if last else layer
        yield layer, row_of(layer, shape)
        shape = layer.output(shape)


class _Size:
    """How large a network has grown, layer by layer."""

    def __init__(self, limits: NetworkLimits) -> None:
        self._limits = limits
        self._parameters = self._products = self._values = 0

    def too_much_with(self, layer: Layer, shape: Shape) -> str:
        """Add a layer to which `shape` comes in; why that is too much, empty where it is not."""
        self._parameters += layer.parameters(shape)
        self._products += layer.multiply_adds(shape)
        self._values += _values(layer, shape)
        for found, most, what in (
            (self._parameters, self._limits.own_parameters, "parameters"),
            (self._products, self._limits.own_multiply_adds, "multiply-adds for a picture"),
            (self._values, self._limits.own_values, "values for a picture"),
        ):
            if found > most:
                return f"brings the network to {found:,} {what}; at most {most:,} can train here"
        return ""


def _obstacle(layer: Layer, shape: Shape) -> str:
    """Why a layer cannot work on what comes in; empty where it can."""
    maps = len(shape) == len(PICTURE)
    if isinstance(layer, ON_MAPS) and not maps:
        return "needs maps, and a layer before it made one row of them; move it up"
    if isinstance(layer, Conv | Residual) and layer.kernel < 1:
        return "has a window without pixels"
    if isinstance(layer, Dense) and maps:
        return "needs one row of values; put gap or flat before it"
    if min(layer.output(shape)) < 1:
        return (
            f"has no pixels left: what comes in has only {shape[0]}x{shape[1]}; "
            "take a smaller window, or out a pooling before it"
        )
    return ""


def _at(place: int, word: str, why: str) -> ArchitectureError:
    shown = word if len(word) <= 30 else f"{word[:30]}…"
    sentence = f"Your own network: layer {place + 1}, “{shown}”, {why}."
    return ArchitectureError(sentence, place, why)
