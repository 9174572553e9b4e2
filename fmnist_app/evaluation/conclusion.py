"""What a gap report means, with its figures, for whoever wants more than the story's sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmnist_app.core.formatting import count
from fmnist_app.evaluation.stage import has_risen
from fmnist_app.evaluation.story import verdict

if TYPE_CHECKING:
    from fmnist_app.evaluation.gap import GapReport


def conclude(report: GapReport) -> str:
    """The story's verdict, and the figures behind it: the gap, and the loss on new pictures."""
    return f"{verdict(report)} {_gap(report)} {_loss(report)}"


def _gap(report: GapReport) -> str:
    """Put the gap now into words, with what chance explains."""
    now = report.now
    size = f"{abs(now.points):.1f} points, give or take {now.margin:.1f}"
    if now.is_real:
        return (
            f"Since epoch {report.opens_at} the network has done better on the pictures it trains "
            f"on than on new ones (now by {size})."
        )
    if now.points < -now.margin:
        return (
            f"The network does better on the new pictures (by {size}), which happen to be easier."
        )
    return (
        f"The gap of {now.points:.1f} points between training and new pictures is no more than "
        f"chance explains ({now.margin:.1f})."
    )


def _loss(report: GapReport) -> str:
    """Say what became of the validation loss since its lowest value."""
    best, past = report.best_by_loss, report.epochs_past_best
    if past == 0:
        return "The loss on new pictures was never lower than now."
    if not has_risen(report):
        return (
            f"The loss on new pictures was lowest at epoch {best.epoch} and has not clearly risen "
            "since."
        )
    return (
        f"Its loss on new pictures was lowest at epoch {best.epoch}; the {count(past, 'epoch')} "
        f"after that made it {report.loss_change:.2f} worse, and {_accuracy_change(report)}."
    )


def _accuracy_change(report: GapReport) -> str:
    """Say what happened to the validation accuracy since the best epoch."""
    change = report.accuracy_change
    if abs(change) <= report.accuracy_change_margin:
        return f"its accuracy there hardly moved ({change:+z.1f} points, within chance)"
    direction = "rose" if change > 0 else "fell"
    return f"its accuracy there {direction} by {abs(change):.1f} points"
