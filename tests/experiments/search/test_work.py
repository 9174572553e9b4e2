"""A unit of work done by a training process: the real one, and ones that misbehave."""

import threading
from dataclasses import replace
from typing import Any

import pytest

from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.experiments.search.unit import Unit, outcome_from, unit_from
from fmnist_app.experiments.search.units import Units
from fmnist_app.experiments.search.work import Workshop
from fmnist_app.lab.commands import Climb
from fmnist_app.lab.events import Message, StateChanged
from fmnist_app.lab.station import Bounds, Station
from fmnist_app.training import Progress, TrainingSettings
from fmnist_app.training.control import Control
from fmnist_app.training.points import ignore
from fmnist_app.training.run import train

SETTINGS = TrainingSettings(
    models=("basic",), epochs=3, pictures=500, filters=4, schedule="cosine", dropout=0.2
)


@pytest.fixture(scope="module")
def workshop():
    made = Workshop("here")
    yield made
    made.close()


@pytest.fixture(scope="module")
def unit(dataset):
    return Unit(SETTINGS, 1, 0, opens_test=False, data_sha256=dataset.sha256)


@pytest.fixture(scope="module")
def first(workshop, unit):
    return workshop.do(unit, None)


def test_a_rung_leaves_its_value_and_what_the_next_goes_on_from(first):
    assert (first.ending, first.epochs, first.by) == ("done", 1, "here")
    assert first.curve == (first.value,)
    assert first.test_accuracy is None
    assert first.checkpoint


def test_rungs_one_after_the_other_are_the_whole_training(workshop, unit, first, dataset, tmp_path):
    second = workshop.do(replace(unit, epochs=3, after=1), first.checkpoint)
    points: list[Any] = []
    train(
        dataset,
        SETTINGS,
        Control(3),
        tmp_path,
        on_point=points.append,
        on_progress=ignore,
        on_result=ignore,
    )
    whole = [point.val_accuracy for point in points if point.kind == "epoch"]
    assert [*first.curve, *second.curve] == pytest.approx(whole, abs=1e-6)
    assert second.epochs == 3
    assert NetworkFiles(tmp_path, "basic").checkpoint.exists()


def test_a_rung_whose_checkpoint_is_gone_is_trained_from_the_start(workshop, unit, first):
    again = workshop.do(replace(unit, epochs=2, after=1), None)
    on = workshop.do(replace(unit, epochs=2, after=1), first.checkpoint)
    assert again.curve == on.curve
    assert len(again.curve) == 1


def test_only_a_unit_that_opens_the_test_set_has_figures_on_it(workshop, unit):
    tested = workshop.do(replace(unit, opens_test=True), None)
    assert 0.1 < tested.test_accuracy < 1
    assert tested.test_loss > 0


def test_a_loss_that_is_no_number_is_said(workshop, unit):
    blown_up = replace(SETTINGS, learning_rate=1000.0, dropout=0.0)
    outcome = workshop.do(replace(unit, settings=blown_up, epochs=3), None)
    assert outcome.ending == "diverged"
    assert "the loss" in outcome.reason


def test_a_worker_with_other_pictures_refuses(workshop, unit):
    outcome = workshop.do(replace(unit, data_sha256="0" * 64), None)
    assert outcome.ending == "failed"
    assert "expected 000000000000" in outcome.reason


def test_a_checkpoint_that_is_broken_is_said(workshop, unit):
    outcome = workshop.do(replace(unit, epochs=2, after=1), b"nothing")
    assert outcome.ending == "failed"
    assert outcome.reason


def test_a_training_that_is_ended_from_outside_is_lost_and_can_be_done_again(workshop, unit, first):
    longer = replace(unit, settings=replace(SETTINGS, epochs=50), epochs=50)
    found = []
    doing = threading.Thread(target=lambda: found.append(workshop.do(longer, None, tell)))
    begun = threading.Event()

    def tell(_):
        begun.set()

    doing.start()
    assert begun.wait(60)
    workshop.close()
    doing.join(60)
    assert found[0].ending == "lost"
    assert workshop.do(unit, None).curve == first.curve


# Processes that misbehave


class Scripted:
    """An executor that answers a unit with what it was given to say, or goes."""

    pid = None

    def __init__(self, callbacks, events, why=None):
        self.callbacks, self.events, self.why, self.closed = callbacks, events, why, False

    def send(self, command):
        if isinstance(command, Climb):
            for event in self.events:
                self.callbacks.on_event(Message(command.run, event))
            if self.why is not None:
                self.callbacks.on_exit(self, self.why)

    def close(self):
        self.closed = True


def scripted(events=(), why=None, pid=None, **bounds):
    """A workshop whose processes are scripted, and a list of them."""
    made = []

    def make(callbacks, _):
        made.append(Scripted(callbacks, events, why))
        made[-1].pid = pid
        return made[-1]

    return Workshop("here", Station(bounds=Bounds(**bounds), make=make)), made


def test_a_training_that_says_nothing_is_ended(unit):
    workshop, made = scripted(silent_seconds=0.1)
    outcome = workshop.do(unit, None)
    assert outcome.ending == "failed"
    assert "said nothing" in outcome.reason
    assert made[0].closed
    workshop.do(unit, None)
    assert len(made) == 2


def test_a_training_that_takes_too_much_memory_is_ended(unit):
    import os

    workshop, made = scripted([Progress("basic", 1, 10, 1.0, 1.0)], pid=os.getpid(), megabytes=1.0)
    outcome = workshop.do(unit, None)
    assert outcome.ending == "failed"
    assert "MB of memory" in outcome.reason
    assert made[0].closed


def test_a_training_whose_process_is_killed_says_so(unit):
    workshop, _ = scripted(why="The training process was killed by the system.")
    outcome = workshop.do(unit, None)
    assert (outcome.ending, outcome.reason) == (
        "killed",
        "The training process was killed by the system.",
    )


def test_a_training_that_fails_says_why(unit):
    workshop, _ = scripted([StateChanged("failed", "No pictures here.")])
    assert workshop.do(unit, None).reason == "No pictures here."


# Units on their way


def test_a_unit_is_known_by_what_decides_its_result_alone(unit):
    assert unit.key == replace(unit, after=5).key
    others = [
        replace(unit, epochs=2),
        replace(unit, opens_test=True),
        replace(unit, data_sha256="0"),
        replace(unit, settings=replace(SETTINGS, seed=1)),
    ]
    assert len({one.key for one in [unit, *others]}) == 5
    assert replace(unit, epochs=3, after=1).begins_from == unit.key
    assert unit.begins_from is None


def test_units_and_outcomes_travel_as_plain_values(unit, first):
    assert unit_from(unit.as_dict()) == unit
    assert outcome_from(first.as_dict(), first.checkpoint) == first


def test_outcomes_are_kept_whole_and_found_again(unit, first, tmp_path):
    units, second = Units(tmp_path / "units"), replace(unit, epochs=3, after=1)
    assert units.find(unit) is None
    units.keep(unit, first)
    assert units.find(unit) == replace(first, checkpoint=b"")
    assert units.checkpoint(second) == first.checkpoint
    units.forget_checkpoint(unit)
    assert units.checkpoint(second) is None
    next((tmp_path / "units").glob("*.json")).write_text("{")
    assert units.find(unit) is None
