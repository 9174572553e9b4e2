"""Whether a number of epochs is a good place to stop, by what going on brings and what it costs."""

from collections.abc import Iterator

import pandas as pd

from fmnist_app.core.formatting import percent
from fmnist_app.evaluation.claims import together
from fmnist_app.evaluation.report import Report
from fmnist_app.evaluation.results import Claim, Verdict
from fmnist_app.experiments.spread import Spread

# Stopping was right if going on to the end buys less than this, and has not cost this much loss.
WORTH_POINTS, WORTH_LOSS = 0.5, 0.05


def judge_stopping(report: Report, table: pd.DataFrame) -> Claim:
    """Judge whether the report's number of epochs is a good place to stop, by a study's table."""
    last = int(table["epoch"].max())
    claim = f"{report.epochs} epochs is a good place to stop"
    if last == report.epochs:
        return Claim(claim, "no later epoch", "cannot tell", "The study stops there itself.")
    found, verdicts = [], []
    for model in report.networks:
        gain = _gain(table, model, report.epochs, last)
        cost = _cost(table, model, report.epochs)
        verdicts.append(_stop_verdict(gain, cost))
        found.append(
            f"{model.capitalize()}: {last - report.epochs} more epochs bring {gain.mean:+z.2f} "
            f"points; by epoch {report.epochs} its validation loss is {percent(cost.mean, 1)} "
            "above its lowest"
        )
    why = (
        f"It counts as good where going on brings less than {WORTH_POINTS} points, and the loss "
        f"has not yet risen by {percent(WORTH_LOSS)}"
    )
    each = ", ".join(
        f"{model.capitalize()} {verdict}"
        for model, verdict in zip(report.networks, verdicts, strict=True)
    )
    return Claim(claim, "; ".join(found), together(verdicts), f"{why}: {each}.")


def _gain(table: pd.DataFrame, model: str, epoch: int, last: int) -> Spread:
    """By seed, the points of test accuracy that going on from `epoch` to `last` brings."""
    return Spread.of(100 * (own[last] - own[epoch]) for own in _courses(table, model))


def _cost(table: pd.DataFrame, model: str, epoch: int) -> Spread:
    """By seed, how far the validation loss after `epoch` lies above its lowest by then, a share."""
    courses = _courses(table, model, "val_loss")
    return Spread.of(own[epoch] / own[own.index <= epoch].min() - 1 for own in courses)


def _courses(
    table: pd.DataFrame, model: str, column: str = "test_accuracy"
) -> Iterator["pd.Series[float]"]:
    """A figure of one network by epoch, one seed after the other."""
    for _, seed in table[table["model"] == model].groupby("seed"):
        yield seed.set_index("epoch")[column]


def _stop_verdict(gain: Spread, cost: Spread) -> Verdict:
    buys, costs = gain.interval, cost.interval
    if buys is None or costs is None:
        return "cannot tell"
    if buys.low > WORTH_POINTS or costs.low > WORTH_LOSS:
        return "differs"
    return "agrees" if buys.high < WORTH_POINTS and costs.high < WORTH_LOSS else "cannot tell"
