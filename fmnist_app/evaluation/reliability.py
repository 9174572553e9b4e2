"""Whether a network that says "90 % sure" is right nine times of ten."""

from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from fmnist_app.evaluation.calibration import binned, calibration_error
from fmnist_app.evaluation.intervals import Interval, wilson


@dataclass(frozen=True)
class Bin:
    """The pictures on which a network was about equally sure.

    `sure` is how sure it was on average and `right` how often it was right, both shares; `interval`
    is the 95 % interval of `right`.
    """

    pictures: int
    sure: float
    right: float
    interval: Interval


@dataclass(frozen=True)
class Reliability:
    """The bins that hold pictures, from unsure to sure, and the expected calibration error."""

    bins: tuple[Bin, ...]
    error: float


def reliability(probabilities: npt.NDArray[Any], labels: npt.NDArray[Any]) -> Reliability:
    """Sort pictures by how sure the network was, from probabilities (n, 10) and labels (n,).

    Source: Guo et al. (2017), "On calibration of modern neural networks"; 15 equal bins.
    """
    pictures, sums, hits = binned(probabilities, labels)
    bins = tuple(
        Bin(int(n), float(total / n), float(hit / n), wilson(round(hit), int(n)))
        for n, total, hit in zip(pictures, sums, hits, strict=True)
        if n
    )
    return Reliability(bins, calibration_error(probabilities, labels))
