"""What somebody expects of the next run, and what came."""

from dataclasses import dataclass
from typing import Literal

from fmnist_app.core.formatting import percent
from fmnist_app.evaluation.gap import STANDARD_ERRORS
from fmnist_app.evaluation.intervals import difference_error

Guess = Literal["better", "alike", "worse", "blows up"]


@dataclass(frozen=True)
class Score:
    """Accuracy (a proportion) on so many new pictures."""

    accuracy: float
    pictures: int


def came(before: Score, after: Score | None) -> tuple[Guess, str]:
    """What came, by two standard errors, and its numbers in words; no `after` has blown up.

    "alike" is what such a difference cannot tell from chance.
    """
    if after is None:
        return "blows up", "The loss blew up, and nothing was learnt."
    points = 100 * (after.accuracy - before.accuracy)
    error = difference_error(before.accuracy, before.pictures, after.accuracy, after.pictures)
    margin = 100 * STANDARD_ERRORS * error
    words = (
        f"{percent(after.accuracy, 1)} of new pictures right, {percent(before.accuracy, 1)} "
        f"before: {points:+z.1f} points, give or take {margin:.1f}"
    )
    if abs(points) <= margin:
        return "alike", f"{words}, which is too close to call."
    return ("better" if points > 0 else "worse"), f"{words}."
