"""A worksheet to print: a pupil's own run in numbers, what to draw and answer, and the answers."""

from dataclasses import dataclass

from fmnist_app.archive.templates import render
from fmnist_app.core.formatting import count, percent
from fmnist_app.data import evaluation_sizes
from fmnist_app.evaluation import GapReport
from fmnist_app.evaluation.gap import EpochGap
from fmnist_app.evaluation.stage import Standing
from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.results import gaps_of
from fmnist_app.models import network

MOST_ROWS = 12  # of the table, so that all fits two pages
STEP = 5  # percent from one line of the grid to draw on to the next


@dataclass(frozen=True)
class Told:
    """One network of the run as the worksheet tells of it; numbers are ready to be read."""

    title: str
    seen: str
    new: str
    points: str
    best: int
    standing: Standing


def worksheet(now: Snapshot) -> str:
    """The worksheet of a run with an epoch behind it, as one HTML file that opens alone.

    Raises ValueError where no epoch was finished.
    """
    gaps = gaps_of(now)
    if not gaps:
        raise ValueError("No epoch was finished, so there is nothing to fill in.")
    epochs = [one.epoch for one in max(gaps.values(), key=lambda gap: gap.now.epoch).epochs]
    rows = [(epoch, [_at(gap, epoch) for gap in gaps.values()]) for epoch in _some(epochs)]
    _, validated = evaluation_sizes(now.settings.protocol, now.settings.pictures)
    return render(
        "worksheet.html.jinja",
        titles=[network(name).title for name in gaps],
        told=[_told(network(name).title, gap) for name, gap in gaps.items()],
        rows=rows,
        grid=_grid(gaps, epochs[-1]),
        settings=now.settings,
        pictures=count(now.settings.pictures),
        validated=count(validated),
    )


def _told(title: str, gap: GapReport) -> Told:
    return Told(
        title=title,
        seen=percent(gap.now.accuracy, 1),
        new=percent(gap.now.val_accuracy, 1),
        points=f"{gap.now.points:.1f}",
        best=gap.best_by_accuracy.epoch,
        standing=gap.standing,
    )


def _at(gap: GapReport, epoch: int) -> tuple[str, str]:
    """What was right of seen and of new pictures after an epoch; nothing where it was not."""
    found: EpochGap | None = next((one for one in gap.epochs if one.epoch == epoch), None)
    if found is None:
        return "", ""
    return percent(found.accuracy, 1), percent(found.val_accuracy, 1)


def _some(epochs: list[int]) -> list[int]:
    """All epochs, or evenly chosen ones, the first and the last among them."""
    if len(epochs) <= MOST_ROWS:
        return epochs
    last = len(epochs) - 1
    return [epochs[round(place * last / (MOST_ROWS - 1))] for place in range(MOST_ROWS)]


def _grid(gaps: dict[str, GapReport], epochs: int) -> dict[str, list[int]]:
    """The lines of an empty chart in which all of the run's values have room."""
    values = [
        share
        for gap in gaps.values()
        for one in gap.epochs
        for share in (one.accuracy, one.val_accuracy)
    ]
    low = max(0, int(100 * min(values)) // STEP * STEP)
    high = min(100, -int(-100 * max(values) // STEP) * STEP)
    every = max(1, -(-epochs // 10))
    return {
        "percents": list(range(low, high + 1, STEP)),
        "epochs": list(range(0, epochs + 1, every)),
    }
