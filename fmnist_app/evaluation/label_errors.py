"""Which labels look wrong, by what networks say of pictures that they did not learn from.

The rank is by self-confidence, the probability of the label that is there, as in confident learning
(Northcutt et al., 2021, https://arxiv.org/abs/1911.00068).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Suspect:
    """A picture, by its number from 0, whose label looks wrong.

    `label` is the class that it has and `likeliest` the network's, each with its probability.
    """

    number: int
    label: int
    probability: float
    likeliest: int
    likeliest_probability: float


def suspects(
    probabilities: npt.NDArray[np.float32], labels: npt.NDArray[np.integer[Any]]
) -> list[Suspect]:
    """All pictures of which another class than their label is the likeliest, the gravest first.

    Takes calibrated `probabilities` (n, 10) and `labels` (n,) from 0 to 9; raises ValueError if
    they are not of the same pictures.
    """
    if len(probabilities) != len(labels):
        raise ValueError(
            f"Expected as many labels as answers: {len(labels)}, {len(probabilities)}."
        )
    own = confidence(probabilities, labels)
    likeliest = probabilities.argmax(axis=1)
    # Of two the same number comes first whose number is lower, so that the order is always one.
    order = np.argsort(own, kind="stable")
    return [
        Suspect(
            number,
            int(labels[number]),
            float(own[number]),
            int(likeliest[number]),
            float(probabilities[number, likeliest[number]]),
        )
        for number in order.tolist()
        if likeliest[number] != labels[number]
    ]


def confidence(
    probabilities: npt.NDArray[np.float32], labels: npt.NDArray[np.integer[Any]]
) -> npt.NDArray[np.float32]:
    """The probability (n,) that each picture is what its label says."""
    return np.asarray(probabilities[np.arange(len(labels)), labels], np.float32)
