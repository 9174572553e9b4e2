"""Limits can be set in Streamlit's secrets; what the environment says goes first."""

import pytest


@pytest.fixture
def limits(monkeypatch):
    """The limits of the page's training service; variables set on the way are gone afterwards."""
    for name in ("FMNIST_QUEUE", "FMNIST_KEEP_DAYS"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)

    def read():
        from fmnist_app.ui.shell.resources import lab

        return lab()._limits

    return read


def test_a_secret_sets_a_limit(app, open_page, limits):
    app.secrets["fmnist"] = {"queue": 3}
    assert not open_page("train").exception
    assert limits().queue == 3


def test_the_environment_goes_first(app, open_page, limits, monkeypatch):
    monkeypatch.setenv("FMNIST_QUEUE", "7")
    app.secrets["fmnist"] = {"queue": 3, "keep_days": 2}
    open_page("train")
    assert (limits().queue, limits().keep_days) == (7, 2)


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ({"quue": 3}, "“quue”"),
        ("queue", "no section"),
    ],
)
def test_a_secret_that_makes_no_sense_is_named(app, limits, section, said):
    app.secrets["fmnist"] = section
    app.run()
    assert not app.exception
    assert said in app.error[0].value
