"""The published results that the Compare page draws beside the visitor's."""

import json
from importlib.resources import files

from fmnist_app.evaluation.published import people, published


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
