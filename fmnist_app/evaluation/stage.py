"""Where a network stands between learning and memorising: one definition for all that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from fmnist_app.evaluation.gap import GapReport

Stage = Literal["learning", "gap", "memorising"]

# The generalisation loss of Prechelt (1998), "Early stopping - but when?": how far, relative to its
# lowest value, the validation loss has risen; he stops at 1 to 5 %. In the shipped study of seeds
# the choice of 6,000 pictures alone moves it by 1.6 % (Basic) to 2.4 % (Standard), one standard
# error, so that it has to happen twice in a row.
RISE = 0.03
EPOCHS_RISEN = 2
# His other rule: so many epochs without a new lowest value end the hope for one.
EPOCHS_WITHOUT_BEST = 5


@dataclass(frozen=True)
class Standing:
    """The stage of a network after its last epoch, and the epoch since which it has been in it.

    "learning" while training is ahead of validation by no more than chance explains; "gap" when it
    is ahead by more; "memorising" when besides validation gets no better any more. Only "learning"
    has no `since`.
    """

    stage: Stage
    since: int | None = None


def standing_of(report: GapReport) -> Standing:
    """Where the network stands after the epochs in `report`."""
    opens_at = report.opens_at
    if opens_at is None:
        return Standing("learning")
    if stands_still(report) and not report.accuracy_rose:
        return Standing("memorising", max(opens_at, report.best_by_loss.epoch + 1))
    return Standing("gap", opens_at)


def stands_still(report: GapReport) -> bool:
    """Whether the validation loss has clearly risen, or not fallen for long."""
    return has_risen(report) or report.epochs_past_best >= EPOCHS_WITHOUT_BEST


def has_risen(report: GapReport) -> bool:
    """Whether the validation loss has clearly risen since its lowest value, and stayed up."""
    best = report.best_by_loss
    last = report.epochs[-EPOCHS_RISEN:]
    return all(
        gap.epoch > best.epoch and gap.val_loss >= (1 + RISE) * best.val_loss for gap in last
    )
