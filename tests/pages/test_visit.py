"""What belongs to a visit: its runs and their names, the list the browser keeps, a fresh start."""

import pytest

from fmnist_app.lab.events import StateChanged
from fmnist_app.lab.records import Record
from fmnist_app.training import Point, Result, TrainingSettings
from fmnist_app.ui.shell import session, visit
from fmnist_app.ui.shell.resources import lab
from fmnist_app.ui.train.afterwards import Guessed

SLOW, QUICK = "s" * 22, "q" * 22


def keep(home, run, **settings):
    """A run of Basic, finished, as an earlier server left it."""
    chosen = TrainingSettings(models=("basic",), pictures=500, **{"epochs": 2, **settings})
    record = Record.create(run, home / "runs" / run, chosen)
    for epoch in range(1, chosen.epochs + 1):
        record.append(Point("basic", "epoch", epoch, 0.9, 0.3, 0.8, 0.5, seconds=float(epoch)))
    record.append(Result("basic", "finished", chosen.epochs, 2.0, 54_410, 0.8, 0.5, 10_000))
    record.append(StateChanged("finished"))


@pytest.fixture
def two_runs(own_home):
    keep(own_home, SLOW, learning_rate=0.001)
    keep(own_home, QUICK, learning_rate=0.01)


@pytest.fixture
def browser_keeps(monkeypatch):
    """Have the browser send this list when the page is opened."""

    def keeps(text):
        monkeypatch.setattr(session, "cookie", {visit.COOKIE: text}.get)

    return keeps


def pills(app):
    return app.button_group(key="run_choice")


def test_the_list_of_runs_comes_back_with_names_and_the_latest_is_shown(
    open_page, two_runs, browser_keeps
):
    browser_keeps(f"0.{SLOW}.{QUICK}")
    app = open_page("train")
    assert not app.exception
    assert pills(app).options == ["learning rate 0.001", "learning rate 0.01"]
    assert pills(app).value == QUICK
    assert app.query_params["run"] == QUICK


def test_a_run_that_the_server_has_not_any_more_is_left_out(open_page, two_runs, browser_keeps):
    browser_keeps(f"0.{SLOW}.{QUICK}.{'g' * 22}")
    app = open_page("train")
    assert pills(app).options == ["learning rate 0.001", "learning rate 0.01"]
    assert not any("not on this server" in info.value for info in app.info)


@pytest.mark.parametrize("text", ["", "x", "0.short", "0." + "../" * 8, "9" * 40, "0..", "<b>"])
def test_nonsense_that_a_browser_sends_is_an_empty_list(open_page, browser_keeps, text):
    browser_keeps(text)
    app = open_page("train")
    assert not app.exception
    assert session.RUN.name not in app.query_params


def test_the_networks_of_two_runs_are_named_by_what_differs(open_page, two_runs, browser_keeps):
    browser_keeps(f"0.{SLOW}.{QUICK}")
    app = open_page("compare")
    options = app.button_group(key="compared").options
    assert options[-2:] == ["Basic, learning rate 0.001", "Basic, learning rate 0.01"]


def test_a_visitor_keeps_the_latest_runs_and_no_more(open_page, own_home, browser_keeps):
    names = [f"{number:022}" for number in range(session.MOST_RUNS + 1)]
    for run in names:
        keep(own_home, run)
    browser_keeps(".".join(["0", *names[:-1]]))
    app = open_page("train", run=names[-1])
    assert len(pills(app).options) == session.MOST_RUNS
    assert app.session_state["runs"] == tuple(names[1:])


def test_a_fresh_start_leaves_nothing_of_the_visitor_here(open_page, two_runs, browser_keeps):
    browser_keeps(f"5.{SLOW}.{QUICK}")
    app = open_page("train")
    app.slider(key="epochs").set_value(3).run()
    app.button(key="start_afresh").click().run()
    app.button(key="clear_device").click().run()
    assert not app.exception
    assert not app.query_params
    assert app.session_state["runs"] == ()
    app.switch_page("pages/train/train.py").run()
    assert app.slider(key="epochs").value == 8
    assert lab().look(SLOW) is not None


def test_a_run_that_goes_on_is_said_on_other_pages_and_leads_back(open_page):
    app = open_page("train", epochs="50", pictures="500", filters="4")
    next(b for b in app.button if "Train" in b.label).click().run()
    run = app.session_state["run"]
    app.switch_page("pages/start/data.py").run()
    (link,) = [e for e in app.get("page_link") if run in str(e.proto)]
    assert link.proto.label == "Warming up"
    lab().steer(run, "stop")


def said(app):
    return " ".join(element.value for element in app.markdown)


def test_the_run_before_is_pale_until_it_is_taken_away(open_page, two_runs, browser_keeps):
    browser_keeps(f"0.{SLOW}.{QUICK}")
    app = open_page("train")
    assert "Pale: **learning rate 0.001** (Basic 80\u00a0%)" in said(app)
    app.button(key=f"keep_{SLOW}").click().run()
    assert "Pale: **learning rate 0.001**" in said(app)
    app.button(key=f"take_{SLOW}").click().run()
    assert not app.exception
    assert "Pale:" not in said(app)


def test_a_guess_starts_a_run_of_what_was_suggested(open_page, two_runs):
    app = open_page("train", run=SLOW)
    assert "What you saw" in [element.value for element in app.subheader]
    assert "**2,500 pictures instead of 500.**" in said(app)
    app.button(key="guess_0_better").click().run()
    assert not app.exception
    run = app.session_state["run"]
    assert lab().look(run).settings.pictures == 2_500
    assert app.session_state["guesses"][run] == Guessed(SLOW, "basic", "better")
    lab().steer(run, "stop")


@pytest.mark.parametrize(("guess", "reply"), [("alike", "You were right"), ("better", "otherwise")])
def test_a_guess_is_held_against_what_came(open_page, two_runs, guess, reply):
    app = open_page("train", run=QUICK)
    app.session_state["guesses"] = {QUICK: Guessed(SLOW, "basic", guess)}
    app.run()
    assert "80.0\u00a0% before: +0.0 points, give or take 1.1, which is too close" in said(app)
    assert reply in said(app)
