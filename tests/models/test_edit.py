"""Changes to a network of one's own, press by press, and what is found in it meanwhile."""

import pytest

from fmnist_app.models import MODELS, Choices, architecture, layer_table
from fmnist_app.models.edit import (
    KINDS,
    SMALL,
    add,
    change,
    is_answers,
    move,
    remove,
    start_from,
)
from fmnist_app.models.layers import Conv, Dense, Flatten, Layer, MaxPool
from fmnist_app.models.own import LONGEST, draft, parse
from fmnist_app.models.words import read_word


def test_a_layer_is_added_after_the_chosen_one_and_before_the_answers():
    assert add("conv8-3,gap,dense10", 0, MaxPool) == ("conv8-3,pool2,gap,dense10", 1)
    assert add("conv8-3,gap,dense10", 2, Dense) == ("conv8-3,gap,dense64,dense10", 2)
    assert add("conv8-3,gap", 1, Dense) == ("conv8-3,gap,dense64", 2)
    assert add("", 0, Conv) == ("conv32-3", 0)


def test_a_layer_is_taken_out_and_the_next_is_chosen():
    assert remove("conv8-3,gap,dense10", 1) == ("conv8-3,dense10", 1)
    assert remove("conv8-3,gap", 1) == ("conv8-3", 0)
    assert remove("gap", 0) == ("", 0)


def test_a_layer_is_moved_as_far_as_there_is_room():
    assert move("bn,gap,dense10", 1, -1) == ("gap,bn,dense10", 0)
    assert move("bn,gap,dense10", 0, -1) == ("bn,gap,dense10", 0)
    assert move("bn,gap,dense10", 0, 5) == ("gap,dense10,bn", 2)


def test_a_number_is_changed_and_what_cannot_be_read_stays():
    changed = change("covn8, conv8-3, dense10", 1, Conv(4, 5, True, "tanh"), "relu")
    assert changed == "covn8,conv4-5-tanh,dense10"
    assert change("conv8-3-gelu,dense10", 0, Conv(4, 5, True, "gelu"), "gelu") == (
        "conv4-5,dense10"
    )


def test_every_kind_of_layer_can_be_added():
    assert set(KINDS) == set(Layer.__args__)
    for kind in KINDS:
        text, place = add("", 0, kind)
        assert isinstance(read_word(text), kind)
        assert place == 0


@pytest.mark.parametrize("name", list(MODELS))
def test_every_other_network_is_a_start(name):
    choices = Choices(filters=16, activation="silu", dropout=0.5)
    plain = architecture(name, Choices(filters=16, activation="silu"))
    assert parse(start_from(name, choices), "silu") == plain


def test_a_draft_has_a_row_for_every_layer_of_a_network_that_works():
    found = draft(SMALL)
    assert found.fault is None
    assert list(found.rows) == layer_table(parse(SMALL))
    assert is_answers(found.words, 4)
    assert not is_answers(found.words, 3)


def test_a_draft_stops_at_the_first_layer_that_cannot_work():
    found = draft("conv8-3,flat,conv8-3,nonsense,dense10")
    assert found.words == ("conv8-3", "flat", "conv8-3", "nonsense", "dense10")
    assert [row.layer for row in found.rows] == ["Conv 8, 3x3, ReLU", str(Flatten())]
    assert found.fault is not None
    assert found.fault.place == 2
    assert str(found.fault).endswith(f"{found.fault.why}.")


@pytest.mark.parametrize(("text", "words"), [("", 0), ("a," * 40, 41), ("a" * (LONGEST + 1), 0)])
def test_a_draft_of_what_is_no_network_says_why(text, words):
    found = draft(text)
    assert len(found.words) == words
    assert found.rows == ()
    assert found.fault is not None
