"""A search as its charts take it: tables made of its record."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from fmnist_app import charts
from fmnist_app.experiments.search.comparison import Comparison
from fmnist_app.experiments.search.record import SearchSnapshot, Trial
from fmnist_app.experiments.search.space import Dimension
from fmnist_app.training import FIELDS

ENDED: Mapping[str, str] = {
    "complete": "all epochs",
    "pruned": "dropped early",
    "unfinished": "dropped early",
    "running": "under way",
    "failed": "failed",
}


def judged(now: SearchSnapshot) -> list[Trial]:
    """The trials that have a value."""
    return [trial for trial in now.trials.values() if trial.rungs]


def trials_table(now: SearchSnapshot) -> pd.DataFrame:
    """A row for each trial that has a value; “best” is that of those up to there."""
    rows, best = [], (0, 0.0)
    for trial in judged(now):
        best = max(best, trial.rank)
        rows.append(
            (
                trial.number,
                trial.value,
                best[1],
                trial.epochs,
                ENDED[trial.state],
                trial.seconds,
                trial.rungs[-1].parameters,
                words(trial.values),
            )
        )
    return charts.trial_rows(rows)


def curves_table(now: SearchSnapshot) -> pd.DataFrame:
    """A row for each trial and epoch."""
    best = now.winner or now.best
    return charts.curve_rows(
        [
            (trial.number, epoch, value, _who(trial, best))
            for trial in judged(now)
            for epoch, value in enumerate(trial.curve, start=1)
        ]
    )


def _who(trial: Trial, best: Trial | None) -> str:
    if best is not None and trial.number == best.number:
        return "best so far"
    return "default" if trial.number == 0 else "others"


def words(values: Mapping[str, Any]) -> str:
    """The values of a trial as a person says them."""
    return ", ".join(FIELDS[name].phrase(value) for name, value in values.items())


def slice_table(now: SearchSnapshot, one: Dimension) -> pd.DataFrame:
    """The trials with their value of one setting, those alone that such an axis can show."""
    table, found = trials_table(now), judged(now)
    held = [trial.values[one.name] for trial in found]
    table["setting"] = [shown(one, value) for value in held]
    fits = [not (one.scale == "log" and value <= 0) for value in held]
    return table[fits]


def shown(one: Dimension, value: Any) -> Any:
    """A value as an axis has it: the words of a choice, else the number."""
    return FIELDS[one.name].words(value) if not one.ordered else value


def places_table(now: SearchSnapshot) -> pd.DataFrame:
    """A row for each trial and setting, and one for its accuracy."""
    low, high = charts.value_domain([trial.value or 0.0 for trial in judged(now)])
    rows: list[tuple[object, ...]] = []
    for trial in judged(now):
        value = trial.value or 0.0
        for one in now.task.space:
            held = trial.values[one.name]
            said = str(FIELDS[one.name].words(held))
            rows.append((trial.number, label(one), place(one, held), value, said))
        height = min(max((value - low) / (high - low), 0.0), 1.0)
        rows.append((trial.number, ACCURACY, height, value, f"{100 * value:.2f} %"))
    return charts.axis_rows(rows)


ACCURACY = "Accuracy"


def label(one: Dimension) -> str:
    """What a setting is called in little room."""
    return FIELDS[one.name].noun.capitalize()


def place(one: Dimension, value: Any) -> float:
    """Where a value lies between the ends of its setting, 0 to 1; outside, at the nearer end."""
    if one.options:
        known = value in one.options
        return one.options.index(value) / max(1, len(one.options) - 1) if known else 0.0
    if one.scale == "log":
        low, high = math.log(one.low), math.log(one.high)
        found = (math.log(value) - low) / (high - low) if value > 0 else 0.0
    else:
        found = (value - one.low) / (one.high - one.low)
    return min(max(found, 0.0), 1.0)


def cost_table(now: SearchSnapshot, measure: str) -> pd.DataFrame:
    """The trials by their cost, and which of them nothing cheaper beats."""
    table = trials_table(now).sort_values([measure, "value"], ascending=[True, False])
    table["front"] = list(_front(table["value"]))
    return table


def _front(values: "pd.Series[float]") -> Iterator[float | None]:
    best = 0.0
    for value in values:
        yield value if value > best else None
        best = max(best, value)


def pairs_table(found: Comparison) -> pd.DataFrame:
    """The test accuracies on each fresh seed."""
    return pd.DataFrame(
        [
            (who, seed, accuracy)
            for who, spread in (("default", found.default), ("winner", found.winner))
            for seed, accuracy in zip(found.seeds, spread.values, strict=True)
        ],
        columns=["who", "seed", "accuracy"],
    )
