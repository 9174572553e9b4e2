"""Random draws from parameters: ranges, probabilities and shares, all by one NumPy generator."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Range = tuple[float, float]
IntRange = tuple[int, int]


def uniform(rng: np.random.Generator, bounds: Range) -> float:
    """A number between both bounds, every one as likely."""
    return rng.uniform(*bounds)


def integer(rng: np.random.Generator, bounds: IntRange) -> int:
    """A whole number between both bounds, both included."""
    return int(rng.integers(*bounds, endpoint=True))


def chance(rng: np.random.Generator, probability: float) -> bool:
    """True with this probability."""
    return bool(rng.random() < probability)


def choose(rng: np.random.Generator, shares: Sequence[float]) -> int:
    """An index into `shares` with these probabilities; `len(shares)` for what they leave of 1."""
    return int(np.searchsorted(np.cumsum(shares), rng.random(), side="right"))
