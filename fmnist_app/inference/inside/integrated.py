"""Integrated gradients: the gradient along the way from a black picture, summed up piece by piece.

Sundararajan, Taly and Yan (2017), "Axiomatic attribution for deep networks", arXiv:1703.01365. The
way is cut into pieces; where what a piece adds to the map is not what the score changes by along
it, the piece is cut in two. Even steps would need some 500 points for the widest network here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from fmnist_app.inference.inside.network import ArrayNetwork, parts
from fmnist_app.inference.inside.steps import Array

# Pieces at first, shorter towards black, where the score bends most; pieces looked at in all; and
# how far all pieces together may be off, as a share of the score's change.
FIRST, MOST, CLOSE = 24, 112, 0.02
AT_ONCE = 32  # pieces that are cut in one pass
WORST = 0.8  # share of the error that the pieces to be cut have together

Score = Callable[[Array], Array]


@dataclass(frozen=True, eq=False)
class _Pieces:
    """Pieces of the way: where each begins and ends (0 to 1), the scores there, and its map."""

    begins: Array
    ends: Array
    score_at_begin: Array
    score_at_end: Array
    maps: Array

    @property
    def errors(self) -> Array:
        """How far each piece's map is from the change of the score along it."""
        found: Array = self.maps.sum(axis=(1, 2)) - (self.score_at_end - self.score_at_begin)
        return found

    def chosen(self, which: np.ndarray) -> _Pieces:
        """Some of the pieces."""
        return _Pieces(*(each[which] for each in vars(self).values()))

    def with_more(self, more: _Pieces) -> _Pieces:
        """These pieces and others."""
        both = zip(vars(self).values(), vars(more).values(), strict=True)
        return _Pieces(*(np.concatenate(pair) for pair in both))


def integrate(network: ArrayNetwork, picture: Array, weights: Array) -> Array:
    """The map (28, 28) of a picture of 0 to 1, for the scores weighted by (10,).

    It sums to the score less that of a black picture, but for an error of some thousandths.
    """
    shares = (np.arange(FIRST + 1, dtype=np.float32) / FIRST) ** 2
    scores = network.scores(_along(picture, shares)) @ weights
    pieces = _pieces(network, picture, weights, shares, scores)
    change, looked_at = abs(float(scores[-1] - scores[0])), FIRST
    while np.abs(pieces.errors).sum() > CLOSE * change and looked_at < MOST:
        worst, others = _worst_first(pieces)
        pieces = others.with_more(_cut(network, picture, weights, worst))
        looked_at += 2 * len(worst.begins)
    made: Array = pieces.maps.sum(axis=0)
    return made


def _worst_first(pieces: _Pieces) -> tuple[_Pieces, _Pieces]:
    """The pieces to be cut, and the others."""
    errors = np.abs(pieces.errors)
    order = np.argsort(-errors)
    enough = int(np.searchsorted(np.cumsum(errors[order]), WORST * errors.sum())) + 1
    count = min(enough, AT_ONCE, len(order))
    return pieces.chosen(order[:count]), pieces.chosen(order[count:])


def _cut(network: ArrayNetwork, picture: Array, weights: Array, pieces: _Pieces) -> _Pieces:
    """Each piece in two halves."""
    middles = (pieces.begins + pieces.ends) / 2
    scores = network.scores(_along(picture, middles)) @ weights
    begins, ends = pieces.score_at_begin, pieces.score_at_end
    first = _maps(network, picture, weights, pieces.begins, middles)
    second = _maps(network, picture, weights, middles, pieces.ends)
    return _Pieces(pieces.begins, middles, begins, scores, first).with_more(
        _Pieces(middles, pieces.ends, scores, ends, second)
    )


def _pieces(
    network: ArrayNetwork, picture: Array, weights: Array, places: Array, scores: Array
) -> _Pieces:
    begins, ends = places[:-1], places[1:]
    maps = _maps(network, picture, weights, begins, ends)
    return _Pieces(begins, ends, scores[:-1], scores[1:], maps)


def _maps(
    network: ArrayNetwork, picture: Array, weights: Array, begins: Array, ends: Array
) -> Array:
    """What each piece adds to the map: the gradient in its middle, by its length."""
    middles = _along(picture, (begins + ends) / 2)
    gradients = [network.trace(part).gradients(weights)[0] for part in parts(middles)]
    lengths = (ends - begins)[:, None, None]
    made: Array = np.concatenate(gradients)[..., 0] * lengths * picture
    return made


def _along(picture: Array, shares: Array) -> Array:
    return shares.astype(np.float32)[:, None, None] * picture
