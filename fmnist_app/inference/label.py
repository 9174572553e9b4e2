"""One picture's label as one row of a table, the same on the Upload page and on the command line.

Knows neither Streamlit nor files.
"""

from dataclasses import dataclass

from fmnist_app.data import CLASS_NAMES
from fmnist_app.inference import Answer

NOTHING = "Nothing found"


@dataclass(frozen=True)
class Label:
    """What a network says of a picture, as words and numbers.

    `name` is a class, or that nothing was found; `clothing_score` is None where there was nothing
    to score, and 0 or more where it looks like clothing.
    """

    name: str
    probability: float
    clothing_score: float | None
    needs_a_look: bool


def label_of(answer: Answer) -> Label:
    """The label in an answer."""
    if answer.empty:
        return Label(NOTHING, 0.0, None, True)
    return Label(
        CLASS_NAMES[answer.label],
        answer.probability,
        answer.clothing_score,
        bool(answer.needs_a_look),
    )


def as_cells(label: Label) -> list[str]:
    """The label, probability, clothing score and "needs a look" as a CSV file holds them."""
    score = "" if label.clothing_score is None else f"{label.clothing_score:.3f}"
    return [label.name, f"{label.probability:.4f}", score, str(label.needs_a_look)]
