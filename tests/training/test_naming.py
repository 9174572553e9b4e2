"""Runs are named by what differs among them."""

from dataclasses import replace
from itertools import combinations_with_replacement

import pytest

from fmnist_app.training import FIELDS, TrainingSettings
from fmnist_app.training.cure import with_recommended
from fmnist_app.training.naming import instead, names_of

USUAL = TrainingSettings()


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ([{}, {"learning_rate": 0.01}], ["learning rate 0.001", "learning rate 0.01"]),
        ([{"epochs": 3}, {"epochs": 8}, {"epochs": 1}], ["3 epochs", "8 epochs", "1 epoch"]),
        ([{"pictures": 1_000}, {}], ["1,000 pictures", "54,000 pictures"]),
        ([{"models": ("basic",)}, {}], ["Basic", "Basic and Standard"]),
        ([{"protocol": "report"}, {}], ["as in the report", "on a hold-out"]),
        ([{}, {"epochs": 3, "seed": 1}], ["8 epochs, seed 0", "3 epochs, seed 1"]),
        ([{}, {}, {}], ["first", "again", "again (3)"]),
        ([{}, {"seed": 1}, {"seed": 1}], ["seed 0", "seed 1", "seed 1, again"]),
        ([{"epochs": 3}], ["your run"]),
        ([], []),
    ],
)
def test_a_run_is_named_by_what_differs(changes, names):
    assert names_of([replace(USUAL, **each) for each in changes]) == names


def test_no_two_runs_of_a_visit_have_one_name():
    kinds = [
        replace(USUAL, epochs=epochs, learning_rate=rate, models=models)
        for epochs in (3, 8)
        for rate in (0.001, 0.01)
        for models in (("basic",), ("basic", "standard"))
    ]
    for several in combinations_with_replacement(kinds, 4):
        names = names_of(several)
        assert len(set(names)) == 4
        assert all(names)


def test_every_setting_can_be_said():
    for field in FIELDS.values():
        assert field.phrase(field.default).strip()


def test_what_a_run_changes_is_said_and_nothing_for_equals():
    assert instead(USUAL, replace(USUAL, epochs=3, learning_rate=0.01)) == (
        "3 epochs instead of 8, learning rate 0.01 instead of 0.001"
    )
    assert instead(USUAL, USUAL) == ""
    assert instead(USUAL, replace(USUAL, pictures=1_000)) == "1,000 pictures instead of 54,000"


def test_a_network_of_ones_own_is_said_by_its_layers():
    own = replace(USUAL, models=("own",), own="conv4-3,gap,dense10")
    assert names_of([own, USUAL]) == [
        "your own network with 3 layers",
        "Basic and Standard, without your own network",
    ]
    assert instead(USUAL, replace(USUAL, own="gap,dense10")) == (
        "your own network with 2 layers instead of none"
    )


def test_many_remedies_are_named_as_one():
    plain = TrainingSettings(models=("deep",), epochs=3)
    with_them = with_recommended(plain)
    assert names_of([plain, with_them]) == ["without remedies", "with remedies"]
    assert names_of([plain, replace(with_them, seed=1)]) == [
        "seed 0, without remedies",
        "seed 1, with remedies",
    ]
    other = replace(with_them, shift=0.5)
    names = names_of([plain, with_them, other])
    assert names[0] == "without remedies"
    assert "shift 0.25" in names[1]
    assert "shift 0.5" in names[2]


def test_a_remedy_or_two_are_named_by_their_values():
    assert names_of([TrainingSettings(), TrainingSettings(dropout=0.5)]) == [
        "dropout 0.0",
        "dropout 0.5",
    ]
