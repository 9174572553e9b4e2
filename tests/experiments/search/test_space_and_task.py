"""What can be searched, and what cannot, in one sentence."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmnist_app.core.errors import LabError
from fmnist_app.experiments.search.space import (
    SpaceError,
    dimension,
    searchable,
    space_as_dict,
    space_from,
    usual_space,
)
from fmnist_app.experiments.search.task import Budget, TaskError, task_from
from fmnist_app.training import TrainingSettings
from fmnist_app.training.ranges import SettingsError
from tests.experiments.search.conftest import make_task, usual_task


def test_the_usual_space_leaves_the_layers_of_a_network_alone():
    shaping = {"filters", "kernel", "pooling"}
    assert shaping < set(searchable())
    assert shaping.isdisjoint(one.name for one in usual_space())
    assert {"learning_rate", "optimizer", "dropout"} < {one.name for one in usual_space()}


def test_whole_numbers_are_counted_and_others_are_not():
    assert dimension("batch_size", 32, 128).options == (32, 64, 128)
    assert dimension("kernel", 2, 4).options == (2, 3, 4)
    assert dimension("learning_rate").options == ()
    assert dimension("optimizer").options == ("adam", "adamw", "sgd", "rmsprop")


@pytest.mark.parametrize("name", list(searchable()))
def test_every_setting_that_can_be_searched_can_be_trained_at_both_ends(name):
    one = dimension(name)
    for value in one.options or (one.low, one.high):
        assert one.holds(value)
        replace(TrainingSettings(), **{name: value})


@pytest.mark.parametrize(
    ("ends", "sentence"),
    [
        (("learning_rate", 0.01, 0.001), "the lower end first"),
        (("learning_rate", 0.01, 0.01), "the two apart"),
        (("learning_rate", 0.0, 0.01), "expected 1e-05"),
        (("learning_rate", 0.001, 5000.0), "expected 1e-05"),
        (("batch_size", 65, 100), "no two values from 65 to 100"),
        (("optimizer", 1, 2), "without a range"),
        (("epochs", 1, 2), "cannot be searched"),
        (("../../etc/passwd",), "cannot be searched"),
        (("weight_decay", 0.0, 0.1), "logarithmic"),
    ],
)
def test_an_impossible_range_is_refused_in_a_sentence(ends, sentence):
    with pytest.raises(LabError, match=sentence):
        dimension(*ends)


@given(
    st.dictionaries(
        st.sampled_from(list(searchable())),
        st.none() | st.lists(st.floats() | st.sampled_from(["", "1", None]), max_size=3),
    )
)
def test_a_space_of_strangers_is_read_or_refused(read):
    try:
        space = space_from(read)
    except LabError:
        return
    assert space_from(space_as_dict(space)) == space


def test_nothing_to_search_is_refused():
    with pytest.raises(SpaceError, match="at least one setting"):
        space_from({})


@pytest.mark.parametrize(
    ("epochs", "rungs"),
    [(27, (1, 3, 9, 27)), (12, (1, 3, 12)), (2, (2,)), (1, (1,)), (9, (1, 3, 9))],
)
def test_rungs_grow_threefold_up_to_all_epochs(epochs, rungs):
    assert make_task(epochs=epochs).rungs == rungs
    assert make_task(epochs=epochs, pruning="none").rungs == (epochs,)


@pytest.mark.parametrize(
    "changes",
    [
        {"default": TrainingSettings()},
        {"default": TrainingSettings(models=("basic",), protocol="report")},
        {"sampler": "grid"},
        {"pruning": "maybe"},
        {"epochs": 0},
        {"seeds": 51},
        {"seed": -1},
        {"window": 0},
        {
            "space": (
                dimension("dropout"),
                replace(dimension("pooling"), low=9, high=9, options=(9,)),
            )
        },
    ],
    ids=str,
)
def test_a_search_that_cannot_be_carried_out_is_refused(changes):
    with pytest.raises(LabError):
        make_task(**changes)


def test_a_task_comes_back_from_a_plain_dict_as_it_was():
    task = usual_task("standard", "a" * 64)
    assert task_from(task.as_dict()) == task


@pytest.mark.parametrize("read", [None, [], {}, {"default": 3}, "x"])
def test_what_is_no_task_is_refused(read):
    with pytest.raises(LabError):
        task_from(read)


@pytest.mark.parametrize(
    ("trials", "minutes"), [(1, 1.0), (10, 0.0), (10, float("nan")), (10**7, 1.0)]
)
def test_a_budget_has_limits(trials, minutes):
    with pytest.raises(SettingsError):
        Budget(trials, minutes)


def test_the_default_has_its_own_epochs_and_its_trial_those_of_the_search():
    task = usual_task("basic", "a" * 64)
    assert (task.default.epochs, task.settings(task.default_values).epochs) == (8, 27)
    with pytest.raises(TaskError, match="one network"):
        replace(task, default=TrainingSettings())
