"""A made-up landscape of settings that a simulated crew walks over: a search takes no time."""

import hashlib
import math

import pytest

from fmnist_app.bench.simulated_crew import SimulatedCrew
from fmnist_app.experiments.search.coordinator import Coordinator
from fmnist_app.experiments.search.importances import importances
from fmnist_app.experiments.search.record import FILE, SearchRecord, read_search
from fmnist_app.experiments.search.space import dimension, usual_space
from fmnist_app.experiments.search.task import WINDOW, Budget, SearchTask
from fmnist_app.experiments.search.unit import Outcome
from fmnist_app.training import TrainingSettings

SPACE = (dimension("learning_rate"), dimension("batch_size"), dimension("optimizer"))


def make_task(**changes):
    usual = {
        "default": TrainingSettings(models=("basic",)),
        "space": SPACE,
        "epochs": 27,
        "sampler": "tpe",
        "pruning": "asha",
        "seeds": 2,
        "seed": 0,
        "window": 4,
        "data_sha256": "d" * 64,
    }
    return SearchTask(**{**usual, **changes})


def usual_task(network, data_sha256):
    """The search that the page and the command begin with."""
    return make_task(
        default=TrainingSettings(models=(network,)),
        space=usual_space(),
        seeds=5,
        window=WINDOW,
        data_sha256=data_sha256,
    )


def climbed(unit):
    """What comes of a unit: best near a learning rate of 0.003, better with epochs, some noise."""
    found = unit.settings
    noise = int(hashlib.sha256(unit.key.encode()).hexdigest()[:4], 16) / 65536
    off = abs(math.log10(found.learning_rate / 0.003)) + 0.1 * (found.optimizer == "sgd")
    curve = tuple(
        round(0.9 - 0.05 * off - 0.2 / at + 0.01 * noise, 6)
        for at in range(unit.after + 1, unit.epochs + 1)
    )
    return Outcome(
        "done",
        value=curve[-1],
        curve=curve,
        epochs=unit.epochs,
        seconds=(unit.epochs - unit.after) * (0.5 + noise),
        parameters=54_410,
        test_accuracy=curve[-1] if unit.opens_test else None,
        test_loss=0.3 if unit.opens_test else None,
        by="nobody",
        checkpoint=b"weights",
    )


def table(now):
    """The trials of a search without what differs from one machine to the next."""
    return [
        (one.number, dict(one.values), [(r.epochs, r.value) for r in one.rungs], one.state)
        for one in now.trials.values()
    ]


def weigh(folder):
    return importances(read_search(folder / FILE))


@pytest.fixture
def search(tmp_path):
    """Carry a search out with a simulated crew, in a folder of its own or in one that stands."""

    def search(
        name="search",
        *,
        workers=1,
        outcome=climbed,
        trials=12,
        minutes=60.0,
        go_on=lambda: True,
        **task,
    ):
        folder = tmp_path / name
        if (folder / "search.jsonl").exists():
            record = SearchRecord.read(folder)
        else:
            record = SearchRecord.create(folder, make_task(**task), Budget(trials, minutes))
        crew = SimulatedCrew(workers, outcome)
        now = Coordinator(record, crew, lambda _: None, go_on, weigh).run()
        return now, crew

    return search
