"""What pruning saves of a search, and what it loses: the same searches with it and without.

Real trials of Basic on all pictures, from as many seeds as there are rounds; kept below
`FMNIST_HOME`, so that a call that was broken off goes on.
"""

from dataclasses import replace
from pathlib import Path
from statistics import fmean

from fmnist_app.bench import Figures, Say, verdict
from fmnist_app.core.formatting import percent
from fmnist_app.core.paths import home
from fmnist_app.data import load_dataset
from fmnist_app.experiments.search.coordinator import Coordinator
from fmnist_app.experiments.search.crew import LocalCrew
from fmnist_app.experiments.search.record import SearchRecord, SearchSnapshot
from fmnist_app.experiments.search.space import usual_space
from fmnist_app.experiments.search.task import WINDOW, Budget, SearchTask
from fmnist_app.training import TrainingSettings

# Rungs at 1, 3 and 9 epochs; a trial of nine takes a minute or more on two cores.
BUDGET, EPOCHS = Budget(trials=18, minutes=600), 9
LIMITS = {"pruning_epochs": 0.4, "pruning_lost_points": 0.15}


def measure(epochs: int, rounds: int, say: Say) -> Figures:  # noqa: ARG001 - rungs need theirs
    """Search from each seed with pruning and without, and compare epochs and winners."""
    digest = load_dataset(fetch=True, say=say).sha256
    pairs = [_pair(_task(seed, digest), home() / "bench-pruning", say) for seed in range(rounds)]
    epochs_kept = fmean(_trained(pruned) / _trained(whole) for pruned, whole in pairs)
    lost = [100 * (_best(whole) - _best(pruned)) for pruned, whole in pairs]
    figures = {"pruning_epochs": epochs_kept, "pruning_lost_points": fmean(lost)}
    for name, found in figures.items():
        say(f"{name} {found:.2f}, {verdict(found, LIMITS[name])}")
    return {**figures, "pruning_lost_points_each": lost}


def _task(seed: int, data_sha256: str) -> SearchTask:
    return SearchTask(
        TrainingSettings(models=("basic",)),
        usual_space(),
        epochs=EPOCHS,
        sampler="tpe",
        pruning="asha",
        seeds=0,
        seed=seed,
        window=WINDOW,
        data_sha256=data_sha256,
    )


def _pair(task: SearchTask, folder: Path, say: Say) -> tuple[SearchSnapshot, SearchSnapshot]:
    """One seed's search with pruning, and the same without."""
    pruned = _searched(task, folder / f"{task.seed}-asha")
    whole = _searched(replace(task, pruning="none"), folder / f"{task.seed}-none")
    say(
        f"seed {task.seed}: with pruning {_trained(pruned)} epochs, best on validation "
        f"{percent(_best(pruned), 2)}; without {_trained(whole)}, {percent(_best(whole), 2)}"
    )
    return pruned, whole


def _searched(task: SearchTask, folder: Path) -> SearchSnapshot:
    record = SearchRecord.resume_or_create(folder, task, BUDGET)
    return Coordinator(record, LocalCrew(), lambda _: None).run()


def _trained(search: SearchSnapshot) -> int:
    """Epochs that all trials together trained."""
    return sum(trial.epochs for trial in search.trials.values())


def _best(search: SearchSnapshot) -> float:
    """The winner's accuracy on the validation pictures, 0 to 1; 0 where no trial came to an end."""
    return (search.winner and search.winner.value) or 0.0
