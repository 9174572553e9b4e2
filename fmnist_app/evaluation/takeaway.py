"""Why the validation loss can rise while the accuracy stands still, with one network's numbers."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from fmnist_app.core.formatting import percent
from fmnist_app.evaluation.scores import Scores
from fmnist_app.evaluation.stage import RISE

STANDS_STILL = 1.0  # points: what a chart hardly shows

if TYPE_CHECKING:
    import pandas as pd


def takeaway(history: pd.DataFrame, marked: Scores) -> str:
    """The takeaway in plain sentences, from a history of epochs and the marked test answers.

    `history` has the columns epoch, val_accuracy and val_loss; empty where it is not known.
    """
    if history.empty:
        told = "The course of its training was not kept."
    else:
        told = rise_in_words(history) or _no_rise(history)
    return f"{told} {_price(marked)}".strip()


def rise_in_words(history: pd.DataFrame) -> str:
    """How the validation loss rose since its lowest, and what the accuracy did; "" if it did not.

    `history` has the columns epoch, val_accuracy and val_loss.
    """
    rows = history.sort_values("epoch")
    best, last = rows.loc[rows["val_loss"].idxmin()], rows.iloc[-1]
    rise = float(last["val_loss"]) / max(float(best["val_loss"]), 1e-12) - 1
    points = 100 * float(last["val_accuracy"] - best["val_accuracy"])
    if rise < RISE:
        return ""
    return (
        f"From epoch {best['epoch']:.0f} to epoch {last['epoch']:.0f} its validation loss rose "
        f"from {best['val_loss']:.3f} to {last['val_loss']:.3f}, by {percent(rise)}, while its "
        f"accuracy changed by {points:+z.1f} points. {_what_grew(points)}"
    )


def _what_grew(points: float) -> str:
    if points > STANDS_STILL:
        return "It made fewer mistakes, yet grew so sure of the rest that the loss rose."
    if points < -STANDS_STILL:
        return "It made more mistakes, and grew surer of them."
    return "It made about as many mistakes as before; it grew surer of them."


def _no_rise(history: pd.DataFrame) -> str:
    return (
        f"Its validation loss was still near its lowest, {history['val_loss'].min():.3f}, when "
        f"training ended after {history['epoch'].max():.0f} epochs, so the takeaway does not show "
        "here; it shows in longer training."
    )


def _price(marked: Scores) -> str:
    if bool(marked.right.all()):
        return "It made no mistake on the test pictures."
    wrong = 1 - marked.accuracy
    return (
        f"On the test pictures now, {percent(wrong, 1)} of its answers are wrong, and these few "
        f"make up {percent(marked.blame)} of the loss: it is {percent(marked.sure_when_wrong)} "
        "sure of a wrong answer on average, and gives the right one typically "
        f"{percent(exp(-marked.loss_when_wrong))}."
    )
