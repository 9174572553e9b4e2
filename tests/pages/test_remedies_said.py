"""What the study of remedies says where a visitor chooses one."""

from fmnist_app.ui.widgets import remedies
from fmnist_app.ui.widgets.remedies import what_helped


def test_the_panel_says_what_helped_the_networks_that_were_studied(open_page):
    app = open_page("train", networks="Standard")
    said = next(one.value for one in app.caption if one.value.startswith("Right more often"))
    assert "Standard: " in said
    assert "Basic" not in said


def test_nothing_is_said_of_networks_that_were_not_studied():
    assert what_helped(("deep",)) == ""


def test_without_a_study_nothing_is_said(monkeypatch):
    monkeypatch.setattr(remedies, "the_remedies", lambda: None)
    assert what_helped(("basic",)) == ""
