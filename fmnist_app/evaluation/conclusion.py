"""What a gap report means, in plain words for readers who know no machine learning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmnist_app.core.formatting import count

if TYPE_CHECKING:
    from fmnist_app.evaluation.gap import GapReport

FEWEST_EPOCHS = 3
# A single worse epoch is often a wobble; the loss has turned when it stays up and is well up.
EPOCHS_TO_TURN = 2
RISE_TO_TURN = 0.02


def conclude(report: GapReport) -> str:
    """Draw the conclusion from `report` in one to three short sentences.

    It says so when the numbers do not allow one: fewer than three epochs, a gap within chance, or
    a validation loss that has neither kept falling nor clearly risen.
    """
    if len(report.epochs) < FEWEST_EPOCHS:
        return (
            f"Too early to say: {count(len(report.epochs), 'epoch')} finished, "
            f"and a trend needs at least {FEWEST_EPOCHS}."
        )
    if report.epochs_past_best == 0:
        return (
            "Not overfitting yet, train longer: the loss on new pictures was never lower than "
            f"now. {_gap(report)}"
        )
    if has_turned(report):
        return _turned(report)
    return (
        f"No clear answer yet. {_gap(report)} The loss on new pictures was lowest at epoch "
        f"{report.best_by_loss.epoch} and has not clearly risen since. "
        "A few more epochs would tell."
    )


def has_turned(report: GapReport) -> bool:
    """Whether the validation loss has clearly risen since its lowest point."""
    rise = report.loss_change / max(report.best_by_loss.val_loss, 1e-12)
    return report.epochs_past_best >= EPOCHS_TO_TURN and rise >= RISE_TO_TURN


def _turned(report: GapReport) -> str:
    best = report.best_by_loss
    cost = (
        f"Its loss on new pictures was lowest at epoch {best.epoch}; the "
        f"{count(report.epochs_past_best, 'epoch')} after that made it {report.loss_change:.2f} "
        f"worse, and {_accuracy_change(report)}."
    )
    if report.now.is_real:
        return f"Overfitting. {_gap(report)} {cost}"
    return f"No clear answer. {_gap(report)} {cost}"


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


def _accuracy_change(report: GapReport) -> str:
    """Say what happened to the validation accuracy since the best epoch."""
    change = report.accuracy_change
    if abs(change) <= report.accuracy_change_margin:
        return f"its accuracy there hardly moved ({change:+.1f} points, within chance)"
    direction = "rose" if change > 0 else "fell"
    return f"its accuracy there {direction} by {abs(change):.1f} points"
