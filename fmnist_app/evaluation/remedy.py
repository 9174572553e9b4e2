"""What remedies against overfitting did: two runs of one network, without and with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot

from fmnist_app.core.formatting import count
from fmnist_app.evaluation.gap import GapReport
from fmnist_app.evaluation.guess import Score, came
from fmnist_app.evaluation.paired import Bools, difference_interval, pair


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two runs: its gap, the seconds that an epoch took, and what it got right at last.

    `right` are booleans (n,) for the same test pictures in both runs; None where a run has none.
    """

    gap: GapReport
    seconds_per_epoch: float
    right: Bools | None = None


def what_remedies_did(without: Side, with_them: Side) -> list[str]:
    """Sentences on the gap, on new pictures and on the time; two margins say what is chance."""
    return [_gap(without, with_them), _new_pictures(without, with_them), *_time(without, with_them)]


def _gap(without: Side, with_them: Side) -> str:
    before, after = without.gap.now, with_them.gap.now
    narrowed = before.points - after.points
    # The runs are measured on the same pictures, where chance moves less: a cautious margin.
    margin = hypot(before.margin, after.margin)
    said = (
        f"The gap between seen and new pictures: {before.points:.1f} points without, "
        f"{after.points:.1f} with"
    )
    if abs(narrowed) <= margin:
        return f"{said}. No difference shown: chance alone moves it by up to {margin:.1f}."
    word = "narrowed" if narrowed > 0 else "widened"
    return f"{said}. It {word} by {abs(narrowed):.1f} points, give or take {margin:.1f}."


def _new_pictures(without: Side, with_them: Side) -> str:
    if without.right is None or with_them.right is None:
        _, words = came(_score(without), _score(with_them))
        return words
    counts = pair(without.right, with_them.right)
    interval = difference_interval(counts)
    low, high = 100 * interval.low, 100 * interval.high
    said = (
        f"Of the {count(counts.total)} test pictures, {count(counts.first)} were right without, "
        f"{count(counts.second)} with: {100 * counts.difference:+z.1f} points "
        f"(95 % interval {low:+z.1f} to {high:+z.1f})"
    )
    return f"{said}, which shows no difference." if low <= 0 <= high else f"{said}."


def _score(side: Side) -> Score:
    return Score(side.gap.now.val_accuracy, side.gap.n_validation)


def _time(without: Side, with_them: Side) -> Iterator[str]:
    if min(without.seconds_per_epoch, with_them.seconds_per_epoch) > 0:
        times = with_them.seconds_per_epoch / without.seconds_per_epoch
        yield (
            f"An epoch took {without.seconds_per_epoch:.1f} s without and "
            f"{with_them.seconds_per_epoch:.1f} s with: {times:.1f} times as long."
        )
