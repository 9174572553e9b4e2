"""What a search found, as one file: trials, winner, default, and how far apart they really are."""

import json
import os
from pathlib import Path
from typing import Any

from fmnist_app.core.atomic import write_whole
from fmnist_app.core.versions import versions
from fmnist_app.experiments.search.comparison import Comparison, compare
from fmnist_app.experiments.search.record import SearchSnapshot, Trial

FILE = "result.json"


def write_result(now: SearchSnapshot, folder: Path) -> Path:
    """Write `result.json`, whole or not at all; raises `LabError` if the disk does not take it."""
    path = folder / FILE
    write_whole(json.dumps(result_of(now), indent=1) + "\n", path)
    return path


def result_of(now: SearchSnapshot) -> dict[str, Any]:
    """The same as a plain dict; accuracies are fractions, seconds those of training."""
    found = compare(now.tested)
    return {
        "state": now.state,
        "message": now.message,
        "task": now.task.as_dict(),
        "budget": {"trials": now.budget.trials, "minutes": now.budget.minutes},
        "seconds": now.spent,
        "trials": [_trial(now, trial) for trial in now.trials.values()],
        "importances": dict(now.importances),
        "winner": _winner(now, found),
        "default": _default(now, found),
        "difference": _difference(found),
        "test_openings": now.test_openings,
        "versions": versions(),
        "machine": f"{os.cpu_count()} cores",
    }


def _trial(now: SearchSnapshot, trial: Trial) -> dict[str, Any]:
    settings = now.task.settings_if_sound(trial.values)
    return {
        "number": trial.number,
        "values": dict(trial.values),
        "settings": settings and settings.as_dict(),
        "rungs": [
            {"epochs": one.epochs, "value": one.value, "seconds": one.seconds}
            for one in trial.rungs
        ],
        "state": trial.state,
        "reason": trial.reason,
    }


def _winner(now: SearchSnapshot, found: Comparison | None) -> dict[str, Any] | None:
    if now.winner is None:
        return None
    return {
        "number": now.winner.number,
        "settings": now.task.settings(now.winner.values).as_dict(),
        "value": now.winner.value,
        "test_accuracies": list(found.winner.values) if found else [],
    }


def _default(now: SearchSnapshot, found: Comparison | None) -> dict[str, Any]:
    trial = now.trials.get(0)
    return {
        "settings": now.task.default.as_dict(),
        "value": trial.value if trial else None,
        "test_accuracies": list(found.default.values) if found else [],
    }


def _difference(found: Comparison | None) -> dict[str, Any] | None:
    if found is None:
        return None
    interval = found.interval
    return {
        "seeds": list(found.seeds),
        "mean": found.difference.mean,
        "interval": [interval.low, interval.high] if interval else None,
        "of": "test accuracy, winner minus default, on paired fresh seeds; 95 %, Student's t",
    }
