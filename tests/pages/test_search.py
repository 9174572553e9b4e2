"""The page of searches: what it asks, what it shows of one, and what a press makes of a trial."""

import time

import pytest

from fmnist_app.training import TrainingSettings
from fmnist_app.ui.search.example import read_examples
from fmnist_app.ui.search.opening import words
from fmnist_app.ui.shell.resources import lab, searches
from tests.experiments.search.conftest import usual_task

PATIENCE = 180
SMALL = {
    "search_network": "Your own",
    "search_own": "conv4-3,pool2,flat,dense10",
    "search_trials": "5",
    "search_minutes": "5",
    "search_pictures": "500",
    "search_epochs": "2",
    "search_seeds": "1",
    "search_pruning": "Train all to the end",
    "search_sampler": "At random",
}


def said(app):
    return " ".join(
        each.value for each in (*app.markdown, *app.caption, *app.info, *app.subheader, *app.error)
    )


def press(app, key):
    app.button(key=key).click().run()
    return app


def until(app, what):
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, said(app)
        searches().tick()
        time.sleep(0.2)
        app.run()
    assert not app.exception


def test_without_a_search_the_page_asks_and_shows_one_that_was_made_before(open_page):
    app = open_page("search")
    assert not app.exception
    assert app.button(key="search_start").label == "Search"
    assert "A search that was made before" in said(app)
    assert "fresh seeds" in said(app)


def test_the_page_begins_with_the_usual_search(open_page, dataset):
    app = open_page("search")
    press(app, "search_start")
    (search,) = (folder.name for folder in searches().root.iterdir())
    assert searches().look(search).task == usual_task("basic", dataset.sha256)


def test_a_link_brings_every_choice_along(open_page):
    app = open_page(
        "search", **{**SMALL, "search_network": "Standard"}, search_space="Dropout", search_seed="7"
    )
    press(app, "search_start")
    (search,) = (folder.name for folder in searches().root.iterdir())
    now = searches().look(search)
    assert (now.task.network, now.task.seed, now.task.epochs, now.task.seeds) == (
        "standard",
        7,
        2,
        1,
    )
    assert (now.task.sampler, now.task.pruning) == ("random", "none")
    assert [one.name for one in now.task.space] == ["dropout"]
    assert (now.budget.trials, now.task.default.pictures) == (5, 500)


def test_a_range_is_chosen_between_stops(open_page):
    app = open_page("search", search_space="Size of a correction (learning rate)")
    app.select_slider(key="search_learning_rate_range").set_value((0.001, 0.1)).run()
    press(app, "search_start")
    (search,) = (folder.name for folder in searches().root.iterdir())
    (one,) = searches().look(search).task.space
    assert (one.low, one.high) == (0.001, 0.1)


def test_what_cannot_be_searched_is_said_and_cannot_be_started(open_page):
    app = open_page("search")
    app.pills(key="search_space").set_value([]).run()
    assert "choose at least one setting" in said(app)
    assert app.button(key="search_start").disabled


def test_a_network_of_ones_own_is_searched_or_refused(open_page):
    app = open_page("search", search_network="Your own", search_own="conv9999-3,dense10")
    assert app.error
    assert app.button(key="search_start").disabled
    app.text_input(key="search_own").set_value("conv8-3,gap,dense10").run()
    assert not app.error
    press(app, "search_start")
    (search,) = (folder.name for folder in searches().root.iterdir())
    assert searches().look(search).task.default.own == "conv8-3,gap,dense10"


@pytest.mark.parametrize("search", ["a" * 22, "..", "x", "%00"])
def test_a_search_that_is_not_there_is_said_in_a_sentence(open_page, search):
    app = open_page("search", search=search)
    assert not app.exception
    assert "not on this server" in said(app)


@pytest.mark.slow
def test_a_search_goes_its_way_and_ends_with_what_was_gained(open_page):
    app = open_page("search", **SMALL)
    press(app, "search_start")
    search = app.query_params["search"]
    search = search[0] if isinstance(search, list) else search
    until(app, lambda: "trial 0" in said(app) or "Best so far" in said(app))
    press(app, "search_pause")
    until(app, lambda: "Paused" in said(app))
    press(app, "search_run")
    until(app, lambda: searches().place(search) is None)
    app.run()
    assert "Trained anew on 1 fresh seed" in said(app)
    assert "The test set was opened 2 times" in said(app)
    # Any trial becomes a run with one press.
    trial = searches().look(search).trials[3]
    app.selectbox(key="search_trial").set_value(3).run()
    press(app, "search_train")
    runs = searches().root.parent / "runs"
    (run,) = (folder.name for folder in runs.iterdir() if folder.is_dir())
    assert lab().look(run).settings == searches().look(search).task.settings(trial.values)


@pytest.mark.parametrize("name", list(read_examples()))
def test_a_shipped_search_is_whole(name):
    now = read_examples()[name]
    assert now.state == "finished"
    assert now.task.network == name
    assert len(now.trials) >= 60
    assert now.task.default.pictures == 54_000
    assert len({one.seed for one in now.tested}) == 5
    assert now.test_openings == len(now.tested) == 10


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("Each setting", "Every dot is a trial, whatever"),
        ("What counts", "PED-ANOVA"),
        ("All at once", "A line for each trial"),
        ("What it costs", "Pareto front"),
    ],
)
def test_each_part_of_a_search_is_drawn_when_its_tab_is_opened(open_page, part, words):
    app = open_page("search", search_part=part)
    assert not app.exception
    assert words in said(app)


def test_any_trial_of_a_search_can_be_opened(open_page):
    app = open_page("search")
    now = next(iter(read_examples().values()))
    app.selectbox(key="search_trial").set_value(2).run()
    assert not app.exception
    assert f"{100 * now.trials[2].value:.2f}" in said(app)


def test_a_run_leads_to_a_search_for_its_network():
    own = TrainingSettings(models=("own",), own="conv8-3,gap,dense10", pictures=1_000)
    assert words(own) == {
        "search_network": "Your own",
        "search_own": "conv8-3,gap,dense10",
        "search_pictures": "1000",
    }
    assert words(TrainingSettings())["search_network"] == "Standard"
    whole = TrainingSettings(protocol="report", pictures=60_000)
    assert words(whole)["search_pictures"] == "54000"


def test_the_way_from_a_run_fills_the_form_in(open_page):
    app = open_page("search", **words(TrainingSettings(models=("basic",), pictures=1_000)))
    assert not app.exception
    assert app.slider(key="search_pictures").value == 1_000
    assert app.segmented_control(key="search_network").value == "basic"
