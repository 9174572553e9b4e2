import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from fmnist_app.catalog.shipped import FOLDER, available, card
from fmnist_app.evaluation.candidate import Contender, obstacle, own_obstacle, validation_obstacle
from fmnist_app.evaluation.predictions import Outcome
from fmnist_app.evaluation.published import people, published
from fmnist_app.models import architecture, layer_table
from fmnist_app.models.shipped import shipped_layers

ONE = Contender(
    key="basic", title="Basic", kind="shipped", model="basic", about="shipped",
    layers=tuple(layer_table(architecture("basic"))), accuracy=0.9, loss=0.3, epochs=8,
    seconds=80.0, seconds_per_epoch=10.0, best_epoch=5, validated_on="6,000 held out, seed 7",
    answers=Path("basic.outcome.npz"), lacking="", light=None, history=None,
)  # fmt: skip


def test_a_network_knows_its_cost():
    assert ONE.parameters == 54_410
    # 26 x 26 x 32 values of 9 products each, and 5,408 inputs to ten outputs.
    assert ONE.multiply_adds == 26 * 26 * 32 * 9 + 5_408 * 10


@pytest.mark.parametrize("name", available())
def test_the_layers_of_a_shipped_network_add_up_to_its_card(name):
    assert sum(row.parameters for row in shipped_layers(name)) == card(name)["parameters"]


def test_the_layers_of_a_network_nobody_knows_are_none():
    assert shipped_layers("nobody") == ()


def test_two_networks_with_held_out_pictures_may_be_compared():
    assert obstacle(ONE, replace(ONE, key="b", validated_on="6,000 held out, seed 3")) is None


def test_one_and_the_same_network_is_not_compared_with_itself():
    assert "same network" in obstacle(ONE, ONE)


def test_a_network_without_answers_is_refused_with_its_reason():
    other = replace(ONE, key="b").without("It was stopped.")
    assert obstacle(ONE, other) == obstacle(other, ONE) == "It was stopped."


def test_a_network_validated_on_the_test_pictures_is_refused_beside_one_that_was_not():
    seen = replace(ONE, key="b", title="Mine", validated_on="test")
    for words in (obstacle(ONE, seen), obstacle(seen, ONE)):
        assert "Mine was validated on the test pictures" in words
        assert "fresh test" in words
    assert obstacle(seen, replace(seen, key="c")) is None


def test_validation_figures_of_different_pictures_are_not_compared():
    other = replace(ONE, key="b", title="Mine", validated_on="6,000 held out, seed 3")
    assert "different pictures" in validation_obstacle(ONE, other)
    assert validation_obstacle(ONE, replace(ONE, key="b")) is None


def test_answers_to_other_pictures_are_refused():
    given = Outcome(np.zeros((5, 10), np.float32), None, "abc")
    assert own_obstacle(ONE, given, "abc", 5) is None
    assert "another data set" in own_obstacle(ONE, given, "other", 5)
    assert "answered 5 test pictures; there are 10,000" in own_obstacle(ONE, given, "abc", 10_000)


def test_every_shipped_network_with_answers_answered_the_pictures_of_its_card():
    from fmnist_app.evaluation.predictions import read_outcome

    for name in available():
        file = FOLDER / f"{name}.outcome.npz"
        if file.exists():
            assert read_outcome(file).data_sha256 == card(name)["data_sha256"]


def test_every_published_result_says_where_it_stands_and_on_how_many_runs():
    assert len(published()) >= 8
    for result in published():
        assert 0.5 < result.accuracy < 1
        assert result.url.startswith("https://")
        assert len(result.source) > 10
        assert (result.runs >= 1) == (result.parameters is not None)
    assert people().accuracy == 0.835
    assert people().rests_on == "people, not runs"


def test_parameters_counted_from_published_layers_are_counted_right():
    by_name = {result.parameters: result for result in published()}
    # Two 5x5 convolutions of 32 and 64 maps and one dense layer on 7 x 7 x 64.
    assert 26 * 32 + (25 * 32 + 1) * 64 + (49 * 64 + 1) * 10 in by_name
    # Two 3x3 convolutions of 32 maps, 5 x 5 x 32 into 128, then ten.
    assert 10 * 32 + (9 * 32 + 1) * 32 + (25 * 32 + 1) * 128 + 129 * 10 in by_name
    # Two 4x4 convolutions of 64 maps, 5 x 5 x 64 into 256, 64, ten; two batch normalisations.
    dense = (25 * 64 + 1) * 256 + 257 * 64 + 65 * 10
    assert 17 * 64 + (16 * 64 + 1) * 64 + dense + 2 * (1 + 64) in by_name


def test_the_published_results_are_one_plain_file():
    text = files("fmnist_app.evaluation").joinpath("published.json").read_text(encoding="utf-8")
    assert len(json.loads(text)["results"]) == len(published())
