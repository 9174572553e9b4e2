"""One picture's label as one row of a table, the same on the Upload page and on the command line.

Knows neither Streamlit nor files.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from fmnist_app.data import CLASS_NAMES
from fmnist_app.images import PreparedPicture
from fmnist_app.inference.classifier import Answer, Answering

NOTHING = "Nothing found"
NO_CLOTHING = "None of these"  # what a person, or the clothing score, says of other things
OFFERED = 5


class Doubt(StrEnum):
    """Why a person should look at a label, the gravest first."""

    NOTHING = "nothing found"
    NO_CLOTHING = "no clothing"
    DISAGREE = "networks disagree"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Label:
    """What a network says of a picture, as words and numbers.

    `name` is a class, or that nothing was found; `clothing_score` is None where there was nothing
    to score, and 0 or more where it looks like clothing. `doubt` says why a person should look, if
    so. `likeliest` are the classes in question, the likeliest first.
    """

    name: str
    probability: float
    clothing_score: float | None
    doubt: Doubt | None = None
    likeliest: tuple[str, ...] = ()

    @property
    def needs_a_look(self) -> bool:
        """Whether a person should look."""
        return self.doubt is not None

    @property
    def is_unlike_clothing(self) -> bool:
        """Whether nothing was found, or something that does not look like clothing."""
        return self.doubt in {Doubt.NOTHING, Doubt.NO_CLOTHING}

    @property
    def verdict(self) -> str:
        """What holds as long as nobody says otherwise: a class, or that it is none of them."""
        return NO_CLOTHING if self.is_unlike_clothing else self.name


def label_of(answer: Answer) -> Label:
    """The label in an answer."""
    if answer.empty:
        return Label(NOTHING, 0.0, None, Doubt.NOTHING, CLASS_NAMES[:OFFERED])
    doubt = None
    if not answer.looks_like_clothing:
        doubt = Doubt.NO_CLOTHING
    elif answer.needs_a_look:
        doubt = Doubt.UNSURE
    order = np.argsort(-answer.probabilities, kind="stable")[:OFFERED]
    return Label(
        CLASS_NAMES[answer.label],
        answer.probability,
        answer.clothing_score,
        doubt,
        tuple(CLASS_NAMES[index] for index in order),
    )


def agreed(first: Label, others: Sequence[Label]) -> Label:
    """The first network's label, doubted where another network names another class.

    The others' classes come among the likeliest.
    """
    different = [other.name for other in others if other.name != first.name]
    if not different or first.is_unlike_clothing:
        return first
    offered = dict.fromkeys([first.name, *different, *first.likeliest])
    return replace(first, doubt=Doubt.DISAGREE, likeliest=tuple(offered)[:OFFERED])


def label_by(networks: Sequence[Answering], sight: PreparedPicture) -> Label:
    """What the first network says of a picture; the others have to agree."""
    first, *others = [label_of(network.answer(sight)) for network in networks]
    return agreed(first, others)


def gravity(label: Label) -> tuple[int, float]:
    """What sorts labels for a review: those that need a look first, by why; then the least sure."""
    doubts = list(Doubt)
    return doubts.index(label.doubt) if label.doubt else len(doubts), label.probability


def as_cells(label: Label) -> list[str]:
    """Label, probability, clothing score, whether it needs a look and why, as in a CSV file."""
    score = "" if label.clothing_score is None else f"{label.clothing_score:.3f}"
    why = label.doubt or ""
    return [label.name, f"{label.probability:.4f}", score, str(label.needs_a_look), str(why)]
