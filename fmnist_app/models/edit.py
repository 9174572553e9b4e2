"""Changes to a network of one's own that is written as text: a layer added, moved, taken out.

A word that is no layer stays as it is, so that nothing is lost while a network cannot be built.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fmnist_app.models.frontier import FRONTIER
from fmnist_app.models.layers import (
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
from fmnist_app.models.own import LAST, as_text, words_of
from fmnist_app.models.registry import Choices, network
from fmnist_app.models.words import write_word

SMALL = "conv16-3,pool2,res32,gap,dense10"  # a network that learns something, in five layers


@dataclass(frozen=True)
class Kind:
    """A kind of layer to be added: its title with its word, what it does, and one to begin with."""

    title: str
    summary: str
    layer: Layer


KINDS: Mapping[type[Layer], Kind] = MappingProxyType(
    {
        type(kind.layer): kind
        for kind in (
            Kind(
                "Convolution (conv)",
                "Looks for small patterns everywhere in the picture, and makes a map of each.",
                Conv(32, 3, same=True),
            ),
            Kind(
                "Pooling (pool)",
                "Keeps the strongest value of each small square: the maps shrink.",
                MaxPool(2),
            ),
            Kind(
                "Residual block (res)",
                "Two convolutions, and what came in is added to what comes out.",
                Residual(32, 3),
            ),
            Kind(
                "Batch normalisation (bn)",
                "Brings each map to the same middle and spread, which steadies learning.",
                BatchNorm(),
            ),
            Kind(
                "Activation (act)",
                "Bends the values, so that layers in a row can do more than one.",
                Activation("relu"),
            ),
            Kind(
                "Dropout (drop)",
                "Switches off a share of the values at random while it learns.",
                Dropout(0.3),
            ),
            Kind(
                "Global pooling (gap)",
                "The mean of each map: one row of values, few weights after it.",
                GlobalPool(),
            ),
            Kind(
                "Flatten (flat)",
                "All values of all maps in one row, many weights after it.",
                Flatten(),
            ),
            Kind(
                "Dense (dense)",
                "Every value that comes in counts for every value that goes out.",
                Dense(64, "relu"),
            ),
        )
    }
)


def start_from(name: str, choices: Choices) -> str:
    """The network `name` as text; one of the registry as these choices shape it."""
    layers = FRONTIER.get(name) or network(name).design(choices)
    return as_text(layers, choices.activation)


def add(text: str, place: int, kind: type[Layer]) -> tuple[str, int]:
    """The text with a layer of this kind after the one at `place`, and the place of the new one.

    The ten answers stay the last.
    """
    words = list(words_of(text))
    new = min(place + 1, len(words))
    if new == len(words) and words[-1:] == [LAST]:
        new -= 1
    words.insert(new, write_word(KINDS[kind].layer))
    return ",".join(words), new


def remove(text: str, place: int) -> tuple[str, int]:
    """The text without the layer at `place`, and the place of the one that follows."""
    words = list(words_of(text))
    del words[place]
    return ",".join(words), max(0, min(place, len(words) - 1))


def move(text: str, place: int, by: int) -> tuple[str, int]:
    """The text with the layer at `place` moved `by` places at most, and where it is then."""
    words = list(words_of(text))
    new = max(0, min(place + by, len(words) - 1))
    words.insert(new, words.pop(place))
    return ",".join(words), new


def change(text: str, place: int, layer: Layer, usual: str) -> str:
    """The text with `layer` at `place`; the activation `usual`, the run's own, is not written."""
    words = list(words_of(text))
    words[place] = write_word(layer, usual)
    return ",".join(words)


def is_answers(words: tuple[str, ...], place: int) -> bool:
    """Whether the layer at `place` is the last, which gives the ten answers."""
    return place == len(words) - 1 and words[place] == LAST
