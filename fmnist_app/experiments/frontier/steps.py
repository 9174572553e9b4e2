"""From Basic to the frontier's network of Basic's size, one change a step, each trained thrice."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fmnist_app.experiments.frontier.recipes import RECIPES, SMOOTHED, USUAL, Plan
from fmnist_app.models import architecture
from fmnist_app.models.frontier import FRONTIER
from fmnist_app.models.layers import (
    Activation,
    Architecture,
    BatchNorm,
    Conv,
    Layer,
    Residual,
)

LAST = RECIPES["resnet-54k"]
SHORT = 8  # epochs, as the app trains when nothing else is asked for


@dataclass(frozen=True, kw_only=True)
class Step(Plan):
    """One step on the way: what changes from the one before, in a sentence, and what that does."""

    change: str


def _flat(layers: Architecture, *, normalised: bool) -> Iterator[Layer]:
    """The same convolutions in a row: no additions, and on wish no normalising."""
    for layer in layers:
        if isinstance(layer, Residual):
            for _ in range(2):
                yield from _convolution(layer.filters, layer.kernel, normalised=normalised)
        elif isinstance(layer, Conv):
            yield from _convolution(layer.filters, layer.kernel, normalised=normalised)
        elif not isinstance(layer, BatchNorm | Activation):
            yield layer


def _convolution(filters: int, kernel: int, *, normalised: bool) -> Iterator[Layer]:
    if not normalised:
        yield Conv(filters, kernel, same=True)
        return
    yield Conv(filters, kernel, same=True, activation="linear", bias=False)
    yield BatchNorm()
    yield Activation("relu")


def _steps() -> Iterator[Step]:
    resnet = FRONTIER[LAST.name]
    first = Step(
        name="step-basic",
        title="Basic",
        layers=architecture("basic"),
        epochs=SHORT,
        asked={},
        change="One convolution, and nearly all parameters in one dense layer.",
    )
    yield first
    yield replace(
        first,
        name="step-convolutions",
        title="Convolutions",
        layers=tuple(_flat(resnet, normalised=False)),
        change="The dense layer goes; seven convolutions get its parameters.",
    )
    yield replace(
        first,
        name="step-normalised",
        title="Normalising",
        layers=tuple(_flat(resnet, normalised=True)),
        change="Batch normalisation behind each convolution keeps its maps in range.",
    )
    third = replace(
        first,
        name="step-residual",
        title="Additions",
        layers=resnet,
        change="What enters two convolutions is added to what leaves them (residual blocks).",
    )
    yield third
    fourth = replace(
        third,
        name="step-optimiser",
        title="Optimiser",
        asked=SMOOTHED,
        change="AdamW, a learning rate that sinks like a cosine, batches of 64, softened labels.",
    )
    yield fourth
    fifth = replace(
        fourth,
        name="step-altered",
        title="Altered pictures",
        asked=USUAL,
        change="Pictures mirrored and shifted at random while learning.",
    )
    yield fifth
    yield replace(
        fifth,
        name=LAST.name,
        title="Longer",
        epochs=LAST.epochs,
        change=f"{LAST.epochs} epochs instead of {SHORT}.",
    )


STEPS: tuple[Step, ...] = tuple(_steps())
