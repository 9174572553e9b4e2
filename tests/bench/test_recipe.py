import numpy as np

from fmnist_app.bench.recipe import basic, prepare, standard


def test_the_recipe_has_the_reports_networks() -> None:
    assert basic().count_params() == 54_410
    assert standard().count_params() == 121_930


def test_the_recipe_makes_float64_pictures_with_a_channel_axis() -> None:
    pictures = prepare(np.full((2, 28, 28), 255, np.uint8))
    assert pictures.shape == (2, 28, 28, 1)
    assert pictures.dtype == np.float64
    assert pictures.max() == 1.0
