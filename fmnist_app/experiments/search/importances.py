"""How much of the differences between trials goes with each setting, by Optuna's PED-ANOVA.

Source: Watanabe, Bansal and Hutter (2023), "PED-ANOVA: efficiently quantifying hyperparameter
importance in arbitrary subspaces". Optuna loads scikit-learn for it, some 90 MB, so that a
coordinator has it done by a process of its own.
"""

import json
import subprocess
import sys
from pathlib import Path

import optuna

from fmnist_app.core.errors import LabError
from fmnist_app.experiments.search.record import FILE, SearchSnapshot, read_search
from fmnist_app.experiments.search.sampler import distributions, frozen, tells
from fmnist_app.experiments.search.space import MOST_DIGITS

ROOT = Path(__file__).parents[3]
FEWEST = 20  # trials, below which it would be guessing
PATIENCE = 300.0  # seconds


def importances(now: SearchSnapshot) -> dict[str, float]:
    """The share of each setting, all together 1; nothing for too few trials, or equal ones.

    Trials are judged by their first rung, the one that all have had.
    """
    task = now.task
    told = [trial for trial in now.trials.values() if tells(trial, task)]
    if len(told) < FEWEST:
        return {}
    study = optuna.create_study(direction="maximize")
    study.add_trials(
        [
            optuna.trial.create_trial(
                value=trial.rungs[0].value,
                params=frozen(trial, task).params,
                distributions=distributions(task),
            )
            for trial in told
        ]
    )
    evaluator = optuna.importance.PedAnovaImportanceEvaluator()
    try:
        found = optuna.importance.get_param_importances(study, evaluator=evaluator)
    except (ValueError, RuntimeError):  # all values equal
        return {}
    return {name: round(float(share), MOST_DIGITS) for name, share in found.items()}


def importances_apart(folder: Path) -> dict[str, float]:
    """The same of the search in this folder, by a process of its own; nothing if that fails."""
    try:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", __name__, str(folder)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=PATIENCE,
            check=True,
        )
        found = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return {}
    return {str(name): float(share) for name, share in found.items()}


def main(folder: Path) -> int:
    """Print the importances as JSON."""
    try:
        print(json.dumps(importances(read_search(folder / FILE))))
    except LabError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
