"""The steps of the tour, and how an address carries somebody's way through them."""

import pytest

from fmnist_app.core.tour import DONE, STEPS, WORD, Tour, read_tour


def test_every_step_is_one_short_sentence_or_two_with_a_name_of_its_own():
    assert len({step.id for step in STEPS}) == len(STEPS)
    for step in STEPS:
        assert step.id.isidentifier()
        assert step.title[-1] in ".?"
        assert step.sentence[-1] in ".?"
        assert len(step.sentence) <= 100
        assert len(step.title) <= 20


def test_the_tour_moves_within_its_ends_and_nothing_is_done_by_that():
    tour = Tour()
    assert tour.first
    assert tour.moved(-1) == tour
    end = tour.moved(len(STEPS) + 3)
    assert end.last
    assert end.done == ()


def test_an_address_brings_back_what_it_was_told():
    tour = Tour().with_guess(["Shirt", "Coat"]).with_done().moved(2).with_guess(["basic"])
    assert read_tour(tour.words()) == tour
    assert tour.with_done().with_done().done == ("clothes", "predict")


@pytest.mark.parametrize("said", ["", "x", "-1", "1.5", "٣", "9" * 400])
def test_an_address_that_names_no_step_is_no_tour(said):
    assert read_tour({WORD: [said]}) is None
    assert read_tour({}) is None
    assert read_tour({WORD: []}) is None


def test_what_makes_no_sense_in_an_address_is_passed_over():
    tour = read_tour(
        {WORD: ["99"], DONE: ["draw", "<b>", "draw"], "tour_clothes": ["x" * 900, "Bag", "Coat"]}
    )
    assert tour is not None
    assert tour.last
    assert tour.done == ("draw",)
    assert tour.guesses == {"clothes": ("x" * 40, "Bag")}
    assert read_tour({WORD: ["0"]}) == Tour()
