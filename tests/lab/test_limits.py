"""Limits from the environment."""

import pytest

from fmnist_app.lab.limits import LimitError, Limits, limits_from_environment


def test_without_variables_the_defaults_hold(monkeypatch):
    monkeypatch.delenv("FMNIST_QUEUE", raising=False)
    assert limits_from_environment() == Limits()


def test_a_variable_sets_its_limit(monkeypatch):
    monkeypatch.setenv("FMNIST_QUEUE", "3")
    assert limits_from_environment().queue == 3


@pytest.mark.parametrize("text", ["", "many", "0", "-1", "1.5"])
def test_a_variable_without_a_sensible_number_is_named(monkeypatch, text):
    monkeypatch.setenv("FMNIST_IDLE_SECONDS", text)
    with pytest.raises(LimitError, match="FMNIST_IDLE_SECONDS"):
        limits_from_environment()
