"""One style of the training pictures: those nearest to one of them, to learn from and to check."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fmnist_app.data import Dataset
from fmnist_app.data.nearest import CANDIDATES, Nearest

GOOD, OTHERS = 100, 100  # pictures of a style to learn from, and others to check
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Style:
    """Places of training pictures of one class that look much alike; `others` are not learnt."""

    label: int
    good: Places
    others: Places


def style_around(data: Dataset, index: Nearest, place: int) -> Style | None:
    """The 200 pictures nearest to training picture `place`, dealt by a seed that is its number.

    None where fewer than 200 of the 300 nearest are of its class.
    """
    label = int(data.train_labels[place])
    found = index.to(data.train_images[place], CANDIDATES)
    of_class = found[data.train_labels[found] == label][: GOOD + OTHERS]
    if len(of_class) < GOOD + OTHERS:
        return None
    dealt = np.random.default_rng(place).permutation(of_class)
    return Style(label, dealt[:GOOD], dealt[GOOD:])


def spread(data: Dataset, style: Style) -> float:
    """How much a style's pictures differ from their mean, as a share of its brightness."""
    pictures = data.train_images[np.sort(style.good)].astype(np.float32)
    mean = pictures.mean(axis=0)
    return float(np.abs(pictures - mean).mean() / mean.mean())


def densest(data: Dataset, index: Nearest, label: int, seed: int, tries: int = 25) -> int | None:
    """Of some pictures of a class, drawn by `seed`, the one whose style differs least."""
    of_class = np.flatnonzero(data.train_labels == label)
    drawn = np.random.default_rng(seed).choice(of_class, tries, replace=False)
    styles = {int(place): style_around(data, index, int(place)) for place in drawn}
    spreads = {place: spread(data, style) for place, style in styles.items() if style}
    return min(spreads, key=spreads.__getitem__, default=None)
