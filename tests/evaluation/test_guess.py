"""A guess about the next run, held against what came."""

import pytest

from fmnist_app.evaluation.guess import Score, came

BEFORE = Score(0.83, 10_000)


@pytest.mark.parametrize(
    ("after", "expected"),
    [(0.88, "better"), (0.78, "worse"), (0.835, "alike"), (0.825, "alike"), (0.83, "alike")],
)
def test_what_came_is_told_from_chance(after, expected):
    found, words = came(BEFORE, Score(after, 10_000))
    assert found == expected
    assert ("too close to call" in words) == (expected == "alike")
    assert "give or take 1.1" in words or "give or take 1.0" in words


def test_the_fewer_pictures_the_more_is_chance():
    assert came(Score(0.83, 100), Score(0.88, 100))[0] == "alike"


def test_a_loss_that_blew_up_is_said():
    assert came(BEFORE, None)[0] == "blows up"
