"""What a network's epochs amount to, in whole numbers and a few plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmnist_app.core.formatting import count, percent
from fmnist_app.evaluation.intervals import wilson

if TYPE_CHECKING:
    from fmnist_app.evaluation.gap import GapReport

OUT_OF = (100, 1_000, 10_000)
GUESSING = 0.1  # ten classes, equally frequent


def story(report: GapReport) -> str:
    """The story so far, such as "Seen: 99 of 100 right. New: 83. Memorising since epoch 5."."""
    return f"{numbers(report)} {verdict(report)}"


def numbers(report: GapReport) -> str:
    """How many pictures of a hundred are right, of those seen and of new ones.

    Out of more than a hundred where there is a gap that a hundred would not show.
    """
    seen, new, base = rights(report)
    return f"Seen: {count(seen)} of {count(base)} right. New: {count(new)}."


def rights(report: GapReport) -> tuple[int, int, int]:
    """Right answers on seen and on new pictures, and out of how many."""
    now, has_gap = report.now, report.standing.stage != "learning"
    for base in OUT_OF:
        seen, new = (_right(share, base) for share in (now.accuracy, now.val_accuracy))
        if seen != new or not has_gap:
            break
    return seen, new, base


def share_words(report: GapReport, curve: str) -> str:
    """The same number for one curve, "seen" or "new", in percent: "99 %"."""
    seen, new, base = rights(report)
    return percent((seen if curve == "seen" else new) / base, OUT_OF.index(base))


def verdict(report: GapReport) -> str:
    """The stage in words; the same for sentence, table and status."""
    standing = report.standing
    match standing.stage:
        case "memorising":
            return f"Memorising since epoch {standing.since}."
        case "gap" if report.epochs_past_best == 0 or report.accuracy_rose:
            return f"Gap open since epoch {standing.since}, still getting better on new pictures."
        case "gap":
            return (
                f"Gap open since epoch {standing.since}, on new pictures about as good as at "
                f"epoch {report.best_by_loss.epoch}."
            )
        case "learning" if _guesses(report):
            return "No better than guessing so far."
        case "learning":
            return "Learning, with no gap beyond chance."


def _right(share: float, base: int) -> int:
    """Of `base` pictures, with all of them right only where not one was wrong."""
    return base if share >= 1 else min(round(base * share), base - 1)


def _guesses(report: GapReport) -> bool:
    """Whether chance alone explains the accuracy on new pictures."""
    right = round(report.now.val_accuracy * report.n_validation)
    return wilson(right, report.n_validation).low <= GUESSING
