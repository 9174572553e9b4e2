"""The steps from Basic to the small network, as their result files say."""

from itertools import pairwise

import pytest

from fmnist_app.experiments.frontier.ablations import (
    ABLATIONS,
    LONG_ABLATIONS,
    LONG_PARTS,
    PARTS,
    WHOLE,
)
from fmnist_app.experiments.frontier.gains import gains, proves, standing, worth_of_parts
from fmnist_app.experiments.frontier.recipes import RECIPES
from fmnist_app.experiments.frontier.results import path_of, read_result, write_result
from fmnist_app.experiments.frontier.steps import STEPS
from fmnist_app.experiments.spread import Spread
from fmnist_app.models import count_multiply_adds, count_parameters


def made_up(step, seed, accuracy):
    """A result of this step, all but its accuracy as of a real one."""
    real = read_result(path_of("resnet-54k", 0))
    settings = step.settings(seed).as_dict()
    return real.model_copy(
        update={"name": step.name, "seed": seed, "settings": settings, "test_accuracy": accuracy}
    )


@pytest.fixture
def folder(tmp_path):
    for step, accuracies in zip(STEPS, [(0.90, 0.91), (0.92, 0.90, 0.95)], strict=False):
        for seed, accuracy in enumerate(accuracies):
            write_result(made_up(step, seed, accuracy), tmp_path)
    return tmp_path


def test_a_gain_is_counted_on_seeds_that_both_have(folder):
    (first, none), (second, gain) = gains(folder)
    assert none is None
    assert (first.plan.name, second.plan.name) == (STEPS[0].name, STEPS[1].name)
    assert gain.values == pytest.approx((0.02, -0.01))
    assert second.accuracy.mean == pytest.approx(0.92333, abs=1e-4)


def test_a_gain_counts_as_one_only_if_its_interval_leaves_nothing_out():
    assert proves(Spread.of([0.010, 0.011, 0.012]))
    assert not proves(Spread.of([0.010, -0.011, 0.012]))
    assert not proves(Spread.of([0.010]))


def test_what_was_not_trained_stands_nowhere(tmp_path):
    assert standing(STEPS[0], tmp_path) is None
    assert gains(tmp_path) == ()


def test_a_part_is_worth_what_is_lost_without_it(tmp_path):
    (part, other, *_) = ABLATIONS
    for seed, accuracy in enumerate([0.93, 0.94]):
        write_result(made_up(WHOLE, seed, accuracy), tmp_path)
        write_result(made_up(part, seed, accuracy - 0.01), tmp_path)
    ((one, gain),) = worth_of_parts(tmp_path)
    assert one == part != other
    assert gain.values == pytest.approx((0.01, 0.01))


@pytest.mark.parametrize("part", [*ABLATIONS, *LONG_ABLATIONS], ids=lambda part: part.name)
def test_a_training_without_a_part_differs_in_that_part_alone(part):
    whole, without = part.whole.settings(0).as_dict(), part.settings(0).as_dict()
    differ = {setting for setting in whole if whole[setting] != without[setting]}
    _, instead = {**PARTS, **LONG_PARTS}[part.name]
    assert differ == set(instead)


def test_every_part_was_left_out_with_every_seed_of_the_whole():
    for part, gain in worth_of_parts(ablations=[*ABLATIONS, *LONG_ABLATIONS]):
        assert len(gain.values) == len(part.whole.seeds), part.name
    assert len(worth_of_parts(ablations=LONG_ABLATIONS)) == len(LONG_ABLATIONS)


def test_the_shipped_steps_all_have_their_seeds_and_their_size():
    found = gains()
    assert [one.plan.name for one, _ in found] == [step.name for step in STEPS]
    for one, gain in found:
        assert [result.seed for result in one.results] == list(one.plan.seeds)
        assert one.parameters == count_parameters(one.plan.layers)
        assert one.multiply_adds == count_multiply_adds(one.plan.layers)
        assert gain is None or len(gain.values) == len(one.plan.seeds)
    total = found[-1][0].gain_on(found[0][0])
    assert total.mean == pytest.approx(sum(gain.mean for _, gain in found if gain))
    assert proves(total)


def test_each_shipped_network_of_the_frontier_was_trained_as_it_says():
    for one, other in pairwise(standing(plan) for plan in RECIPES.values()):
        assert one.parameters < other.parameters
        assert one.seconds > 0
