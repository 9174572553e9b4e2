"""A trained network that can be looked into: every layer's values, and gradients, without Keras."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from fmnist_app.evaluation.predictions import at_temperature
from fmnist_app.inference.inside import steps
from fmnist_app.inference.inside.steps import Array, Made, Pull
from fmnist_app.models import Architecture
from fmnist_app.models.layers import (
    Activation,
    BatchNorm,
    Conv,
    Dense,
    Flatten,
    GlobalPool,
    Layer,
    MaxPool,
    Residual,
)
from fmnist_app.models.table import with_inputs

Weights = Mapping[str, Array]  # of one layer, by Keras's names
Block = tuple[Array, Array]  # what a residual block's branch made, and what was added to it
AT_ONCE = 64  # pictures in one pass, so that a wide network takes some 60 MB


@dataclass(frozen=True, eq=False)
class Trace:
    """What came out of every layer for (n, 28, 28) pictures, the last time the ten scores.

    `values` has an array (n, ...) for each layer; `blocks` has, for each residual block by its
    number, what its branch made and what was added to it.
    """

    values: tuple[Array, ...]
    pulls: tuple[Pull, ...]
    blocks: Mapping[int, Block] = field(default_factory=dict)

    @property
    def scores(self) -> Array:
        """The scores (n, 10) before softmax, also called logits."""
        return self.values[-1]

    @property
    def probabilities(self) -> Array:
        """The scores through softmax, (n, 10); rows sum to 1."""
        return at_temperature(self.scores, 1.0)

    def gradients(self, weights: Array) -> tuple[Array, ...]:
        """Gradients of the scores weighted by (n, 10) or (10,), for what came into each layer.

        The first is that of the pictures, (n, 28, 28, 1).
        """
        gradient = np.broadcast_to(np.asarray(weights, np.float32), self.scores.shape)
        found = []
        for pull in reversed(self.pulls):
            gradient = pull(gradient)
            found.append(gradient)
        return tuple(reversed(found))

    def back(self, place: int, gradient: Array) -> Array:
        """A gradient for what layer `place` made as that of the pictures, (n, 28, 28, 1)."""
        for pull in reversed(self.pulls[: place + 1]):
            gradient = pull(gradient)
        return gradient


@dataclass(frozen=True, eq=False)
class ArrayNetwork:
    """Layers as plain values, and each one's arrays by Keras's names, float32."""

    layers: Architecture
    weights: tuple[Weights, ...]

    def trace(self, pictures: Array) -> Trace:
        """Pass pictures (n, 28, 28) of 0 to 1 through, keeping everything.

        Takes some 100 kB to 1 MB for each picture; ask for many in parts.
        """
        made = list(self._passed(pictures))
        blocks = {place: block for place, (_, _, block) in enumerate(made) if block}
        return Trace(tuple(value for value, *_ in made), tuple(pull for _, pull, _ in made), blocks)

    def scores(self, pictures: Array) -> Array:
        """The scores (n, 10) before softmax of any number of pictures (n, 28, 28) of 0 to 1."""
        return np.concatenate([self._scores(part) for part in parts(pictures)])

    def _scores(self, pictures: Array) -> Array:
        for value, _, _ in self._passed(pictures):
            scores = value  # what came before goes as soon as it was used
        return scores

    def _passed(self, pictures: Array) -> Iterator[tuple[Array, Pull, Block | None]]:
        """Each layer's output, its way back, and for a residual block the two values added."""
        value = _column(pictures)
        for layer, weights in zip(self.layers, self.weights, strict=True):
            block = None
            if isinstance(layer, Residual):
                value, pull, block = _residual(value, layer, weights)
            else:
                value, pull = _made(value, layer, weights)
            yield value, pull, block

    @property
    def learnt(self) -> tuple[int, ...]:
        """The numbers of the layers that learn, from the first on."""
        return tuple(place for place, own in enumerate(self.weights) if own)

    def forgetting(self, count: int, seed: int) -> ArrayNetwork:
        """The network with the last `count` of its learnt layers as before any training.

        Their weights are drawn anew by `seed`, Glorot uniform as they once were; biases are 0.
        """
        gone = self.learnt[len(self.learnt) - count :]
        drawn = np.random.default_rng(seed)
        fresh = tuple(
            {name: _fresh(name, array, drawn) for name, array in own.items()}
            if place in gone
            else own
            for place, own in enumerate(self.weights)
        )
        return ArrayNetwork(self.layers, fresh)


def parts(pictures: npt.NDArray[Any], size: int = AT_ONCE) -> Iterator[npt.NDArray[Any]]:
    """The pictures, at most `size` at a time."""
    ends = [*range(0, len(pictures), size), len(pictures)]
    return (pictures[first:last] for first, last in pairwise(ends))


def by_layer(layers: Architecture, arrays: Iterator[Array]) -> tuple[Weights, ...]:
    """Arrays in Keras's order as each layer's own, by name."""
    return tuple(
        {weight.name: next(arrays) for weight in layer.weights(shape)}
        for layer, shape in with_inputs(layers)
    )


def _column(pictures: Array) -> Array:
    return np.asarray(pictures, np.float32)[..., None]


def _made(x: Array, layer: Layer, weights: Weights) -> Made:  # noqa: PLR0911 - a kind each
    match layer:
        case Conv(_, _, same, activation, _):
            y, pull = steps.convolution(x, weights["kernel"], weights.get("bias"), same)
            return _through(y, pull, activation)
        case Dense(_, activation):
            y, pull = steps.dense(x, weights["kernel"], weights["bias"])
            return _through(y, pull, activation)
        case BatchNorm():
            return steps.normalise(x, **weights)
        case Activation(kind):
            return steps.activate(x, kind)
        case MaxPool(size):
            return steps.max_pool(x, size)
        case GlobalPool():
            return steps.global_pool(x)
        case Flatten():
            return steps.flatten(x)
        case _:  # dropout, which rests
            return x, lambda gradient: gradient


def _through(x: Array, pull: Pull, activation: str) -> Made:
    y, back = steps.activate(x, activation)
    return y, lambda gradient: pull(back(gradient))


def _residual(x: Array, layer: Residual, weights: Weights) -> tuple[Array, Pull, Block]:
    """A residual block: its output, the way back, and the two values that were added."""

    def convolved(value: Array, part: str) -> Made:
        return steps.convolution(
            value, weights[f"{part}.kernel"], weights.get(f"{part}.bias"), same=True
        )

    def normalised(value: Array, part: str) -> Made:
        return steps.normalise(value, **_of_part(weights, part))

    pulls = []
    value = x
    for part in ("first", "second"):
        value, pull = convolved(value, part)
        pulls.append(pull)
        value, pull = normalised(value, f"{part}_norm")
        pulls.append(pull)
        if part == "first":
            value, pull = steps.activate(value, layer.activation)
            pulls.append(pull)
    kept, back = (
        convolved(x, "projection") if "projection.kernel" in weights else (x, lambda again: again)
    )
    y, opened = steps.activate(value + kept, layer.activation)

    def pull_all(gradient: Array) -> Array:
        came = branch = opened(gradient)
        for one in reversed(pulls):
            branch = one(branch)
        return branch + back(came)

    return y, pull_all, (value, kept)


def _of_part(weights: Weights, part: str) -> Weights:
    """The arrays of a part of a block, by their names within it."""
    own = f"{part}."
    return {
        name.removeprefix(own): array for name, array in weights.items() if name.startswith(own)
    }


def _fresh(name: str, array: Array, drawn: np.random.Generator) -> Array:
    if name.endswith("kernel"):
        area = array.size // (array.shape[-1] * array.shape[-2])
        end = sqrt(6 / (area * (array.shape[-1] + array.shape[-2])))
        return drawn.uniform(-end, end, array.shape).astype(np.float32)
    ones = name.endswith(("gamma", "moving_variance"))
    return np.ones_like(array) if ones else np.zeros_like(array)
