"""Which networks may be compared, and on what."""

from pathlib import Path

import numpy as np
import pytest

from fmnist_app.catalog import available, network_of_run, shipped
from fmnist_app.catalog.comparability import obstacle, prediction_obstacle, validation_obstacle
from fmnist_app.evaluation.predictions import Predictions
from fmnist_app.models.shipped import shipped_layers
from fmnist_app.training import Result, TrainingSettings


def trained(run="mine", ending="finished", **settings):
    """Basic as a run with this id leaves it."""
    result = Result("basic", ending, 8.0, 80.0, 54_410, 0.9, 0.3, 10_000)
    return network_of_run(
        "basic",
        run,
        Path(),
        words=run,
        settings=TrainingSettings(**settings),
        points=(),
        result=result,
        over=True,
    )


ONE = trained()


def test_a_network_knows_its_cost():
    assert ONE.parameters == 54_410
    # 26 x 26 x 32 values of 9 products each, and 5,408 inputs to ten outputs.
    assert ONE.multiply_adds == 26 * 26 * 32 * 9 + 5_408 * 10


@pytest.mark.parametrize("name", available())
def test_the_layers_of_a_shipped_network_add_up_to_its_card(name):
    assert sum(row.parameters for row in shipped_layers(name)) == shipped(name).card.parameters


def test_the_layers_of_a_network_nobody_knows_are_none():
    assert shipped_layers("nobody") == ()


def test_two_networks_with_held_out_pictures_may_be_compared():
    assert obstacle(ONE, trained("other", seed=3)) is None


def test_one_and_the_same_network_is_not_compared_with_itself():
    assert "same network" in obstacle(ONE, ONE)


def test_a_network_without_answers_is_refused_with_its_reason():
    other = trained("other").without("It was stopped.")
    assert obstacle(ONE, other) == obstacle(other, ONE) == "It was stopped."


def test_a_network_validated_on_the_test_pictures_is_refused_beside_one_that_was_not():
    seen = trained("other", protocol="report")
    for words in (obstacle(ONE, seen), obstacle(seen, ONE)):
        assert "Basic, other was validated on the test pictures" in words
        assert "fresh test" in words
    assert obstacle(seen, trained("third", protocol="report")) is None


def test_validation_figures_of_different_pictures_are_not_compared():
    other = trained("other", seed=3)
    assert "different pictures" in validation_obstacle(ONE, other)
    assert validation_obstacle(ONE, trained("other")) is None


def test_answers_to_other_pictures_are_refused():
    given = Predictions(np.zeros((5, 10), np.float32), None, "abc")
    assert prediction_obstacle(ONE, given, "abc", 5) is None
    assert "another data set" in prediction_obstacle(ONE, given, "other", 5)
    assert "answered 5 test pictures; there are 10,000" in prediction_obstacle(
        ONE, given, "abc", 10_000
    )


@pytest.mark.parametrize("name", available())
def test_a_shipped_network_predicted_the_test_pictures_of_its_card(name):
    assert shipped(name).predictions().data_sha256 == shipped(name).card.data_sha256


@pytest.mark.parametrize(
    ("ending", "words"), [("stopped", "not trained to its end"), ("diverged", "blew up")]
)
def test_a_network_that_was_never_tested_says_why(ending, words):
    assert words in trained(ending=ending).lacking
