"""Remedies over several seeds on the Train page: trained at a press, and told together."""

import time

import pytest

from fmnist_app.training import TrainingSettings
from fmnist_app.training.cure import without_remedies
from fmnist_app.ui.shell.resources import lab
from fmnist_app.ui.shell.session import RUNS
from tests.pages.conftest import PATIENCE

TINY = TrainingSettings(models=("basic",), pictures=500, filters=4, epochs=1, dropout=0.5)

pytestmark = pytest.mark.slow


def wait(runs):
    deadline = time.monotonic() + PATIENCE
    while not all(lab().look(run).over for run in runs):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def said(app):
    return " ".join(one.value for one in app.markdown)


def test_remedies_are_tried_on_three_seeds_at_a_press(open_page):
    both = [lab().submit(one) for one in (without_remedies(TINY), TINY)]
    wait(both)
    app = open_page("train")
    app.session_state[RUNS.name] = tuple(both)
    app.query_params["run"] = both[1]
    app.run()
    assert "One seed may be luck" in said(app)
    three = app.button(key="seeds_3")
    assert "3 seeds (" in three.label
    three.click().run()
    assert not app.exception
    assert "still to come for further seeds" in said(app)
    own = app.session_state[RUNS.name]
    assert len(own) == 6
    assert {lab().look(run).settings.seed for run in own} == {0, 1, 2}
    wait(own)
    app.run()
    assert "Over 3 seeds the gap changed by" in said(app)
    assert "The accuracy on the test pictures changed by" in said(app)
    table = next(one.value for one in app.dataframe if "Gap with" in one.value.columns)
    assert table["Seed"].tolist() == [0, 1, 2]
    assert app.button(key="seeds_5").label.startswith("5 seeds")
    assert not any(one.key == "seeds_3" for one in app.button)
    assert not app.exception
