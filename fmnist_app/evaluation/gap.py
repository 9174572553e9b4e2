"""The gap between training and validation: how wide, since when, and what it cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from fmnist_app.evaluation.conclusion import conclude
from fmnist_app.evaluation.intervals import difference_error
from fmnist_app.evaluation.stage import Standing, standing_of

if TYPE_CHECKING:  # the worker process, which imports this package, is kept free of pandas
    import pandas as pd

# Two standard errors cover 95.4 %: the usual round figure for 95 %.
STANDARD_ERRORS = 2.0
# Two epochs are measured on the same pictures, where chance moves the difference less than it does
# on different ones: by 0.6 of that in the shipped study of seeds.
SAME_PICTURES = 0.6
MEASURES = ["accuracy", "loss", "val_accuracy", "val_loss"]


@dataclass(frozen=True)
class EpochGap:
    """The gap at the end of one epoch.

    `points` is train minus validation accuracy and `margin` its two standard errors, both in
    percentage points; `loss` is validation minus train loss. A positive gap means that the network
    does better on the pictures it trains on.
    """

    epoch: int
    points: float
    margin: float
    loss: float
    val_accuracy: float
    val_loss: float

    @property
    def accuracy(self) -> float:
        """Accuracy on the pictures it trains on, a proportion."""
        return self.val_accuracy + self.points / 100

    @property
    def is_real(self) -> bool:
        """Whether the network is ahead on its training pictures by more than chance explains."""
        return self.points > self.margin


@dataclass(frozen=True)
class GapReport:
    """What one network's epoch points say about overfitting.

    `epochs` holds at least one epoch in order. `n_measured` and `n_validation` are the numbers of
    pictures on which train and validation values were measured.
    """

    epochs: tuple[EpochGap, ...]
    n_measured: int
    n_validation: int

    @classmethod
    def from_history(cls, history: pd.DataFrame, n_measured: int, n_validation: int) -> Self | None:
        """Build the report for a history of one network; None before its first epoch has ended.

        Rows of other kinds than "epoch" and rows with a value that is not finite are left out.
        Raises ValueError when the history holds several networks.
        """
        if history["model"].nunique() > 1:
            raise ValueError(f"Expected one network, found {sorted(history['model'].unique())}.")
        epochs = tuple(_epoch_gaps(_usable(history), n_measured, n_validation))
        return cls(epochs, n_measured, n_validation) if epochs else None

    @classmethod
    def from_epochs(
        cls, rows: Sequence[Sequence[float]], n_measured: int, n_validation: int
    ) -> Self:
        """Build the report of one epoch or more, from the first: a row of `MEASURES` for each."""
        gaps = (
            _epoch_gap(epoch, row, n_measured, n_validation)
            for epoch, row in enumerate(rows, start=1)
        )
        return cls(tuple(gaps), n_measured, n_validation)

    @property
    def now(self) -> EpochGap:
        """The gap at the last epoch."""
        return self.epochs[-1]

    @property
    def opens_at(self) -> int | None:
        """The first epoch from which on, to the end, the gap exceeds chance; None if never."""
        first = None
        for gap in reversed(self.epochs):
            if not gap.is_real:
                break
            first = gap.epoch
        return first

    @property
    def best_by_accuracy(self) -> EpochGap:
        """The first epoch with the highest validation accuracy."""
        return max(self.epochs, key=lambda gap: gap.val_accuracy)

    @property
    def best_by_loss(self) -> EpochGap:
        """The first epoch with the lowest validation loss."""
        return min(self.epochs, key=lambda gap: gap.val_loss)

    @property
    def epochs_past_best(self) -> int:
        """How many epochs were trained after the one with the lowest validation loss."""
        return self.now.epoch - self.best_by_loss.epoch

    @property
    def accuracy_change(self) -> float:
        """Change in validation accuracy, in points, from the best epoch by loss to the last."""
        return 100 * (self.now.val_accuracy - self.best_by_loss.val_accuracy)

    @property
    def loss_change(self) -> float:
        """Change in validation loss from the best epoch by loss to the last; never negative."""
        return self.now.val_loss - self.best_by_loss.val_loss

    @property
    def accuracy_change_margin(self) -> float:
        """Two standard errors of `accuracy_change`, in points."""
        return SAME_PICTURES * _margin(
            self.now.val_accuracy,
            self.n_validation,
            self.best_by_loss.val_accuracy,
            self.n_validation,
        )

    @property
    def accuracy_rose(self) -> bool:
        """Whether validation accuracy is above that of the best epoch by more than chance."""
        return self.accuracy_change > self.accuracy_change_margin

    @property
    def standing(self) -> Standing:
        """Whether the network learns, has a gap, or memorises, and since when."""
        return standing_of(self)

    def sentence(self) -> str:
        """Draw the conclusion in plain words, with its figures."""
        return conclude(self)


def gap_reports(history: pd.DataFrame, n_measured: int, n_validation: int) -> dict[str, GapReport]:
    """Build the gap report of every network in `history` that has finished an epoch."""
    reports: dict[str, GapReport] = {}
    for model, rows in history.groupby("model", sort=False):
        report = GapReport.from_history(rows, n_measured, n_validation)
        if report is not None:
            reports[str(model)] = report
    return reports


def _usable(history: pd.DataFrame) -> pd.DataFrame:
    """Keep the finite epoch rows, one per epoch, in order."""
    rows = history[history["kind"] == "epoch"]
    finite = np.isfinite(rows[MEASURES].to_numpy(dtype=float)).all(axis=1)
    return rows[finite].sort_values("epoch", kind="stable").drop_duplicates("epoch", keep="last")


def _epoch_gaps(rows: pd.DataFrame, n_measured: int, n_validation: int) -> Iterator[EpochGap]:
    for row in rows.itertuples():
        values = [float(getattr(row, name)) for name in MEASURES]
        yield _epoch_gap(round(row.epoch), values, n_measured, n_validation)


def _epoch_gap(epoch: int, values: Sequence[float], n_measured: int, n_validation: int) -> EpochGap:
    """The gap of one epoch, from its values in the order of `MEASURES`."""
    accuracy, loss, val_accuracy, val_loss = values
    return EpochGap(
        epoch=epoch,
        points=100 * (accuracy - val_accuracy),
        margin=_margin(accuracy, n_measured, val_accuracy, n_validation),
        loss=val_loss - loss,
        val_accuracy=val_accuracy,
        val_loss=val_loss,
    )


def _margin(first: float, n_first: int, second: float, n_second: int) -> float:
    """Two standard errors of a difference between accuracies, in points."""
    return 100 * STANDARD_ERRORS * difference_error(first, n_first, second, n_second)
