"""The Compare page: every part drawn, and every reason not to compare said."""

import re

import numpy as np
import pytest

from fmnist_app.catalog import shipped
from fmnist_app.data import CLASS_NAMES
from fmnist_app.evaluation.predictions import Predictions, read_predictions, write_predictions
from fmnist_app.experiments.file import read_study
from fmnist_app.experiments.frontier.ablations import ABLATIONS, LONG_ABLATIONS
from fmnist_app.experiments.frontier.gains import gains
from fmnist_app.experiments.frontier.recipes import RECIPES
from fmnist_app.experiments.frontier.steps import STEPS
from fmnist_app.experiments.remedies.plans import REMEDIES
from fmnist_app.ui.compare import person, remedies, same_size, seeds
from fmnist_app.ui.shell.resources import lab
from tests.pages.test_train import SMALL, button, watch_until

PARTS = ["Real or luck?", "Mistakes", "Seeds", "Remedies", "Cost", "Same size", "Confidence", "You"]
NETWORKS = "compared"


def everything_said(app):
    kinds = (app.markdown, app.caption, app.info, app.warning, app.subheader)
    return " ".join(element.value for kind in kinds for element in kind)


def pictures_shown(app):
    """The words below each picture; they begin with its label."""
    return [caption.value for caption in app.caption if caption.value.startswith("**")]


def choose(app, *keys):
    app.button_group(key=NETWORKS).set_value(list(keys)).run()
    assert not app.exception


@pytest.fixture
def trained(open_page):
    app = open_page("train", **SMALL)
    button(app, "Train").click().run()
    watch_until(app, "Finished")
    return app


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_drawn_for_basic_and_standard(open_page, part):
    app = open_page("compare", part=part)
    assert not app.exception
    assert not app.error
    assert app.button_group(key=NETWORKS).value == ["basic", "standard"]
    assert app.subheader


def test_the_table_can_be_sorted_and_taken_along(open_page):
    app = open_page("compare")
    table = app.dataframe[0].value
    assert table["Network"].tolist() == ["Basic", "Standard"]
    for column in ("Test accuracy %", "Test loss", "Parameters", "ms per picture"):
        assert table[column].dtype.kind in "fi"
        assert (table[column] > 0).all()
    assert all(
        re.fullmatch(r"\d\d\.\d\d\u00a0% to \d\d\.\d\d\u00a0%", words)
        for words in table["95 % interval"]
    )
    assert app.get("download_button")


def test_the_difference_is_said_in_words_before_its_numbers(open_page):
    app = open_page("compare")
    verdict = re.compile("not distinguishable|probably better|clearly better")
    (words,) = [each.value for each in app.markdown if verdict.search(each.value)]
    assert "Basic" in words
    labels = [metric.label for metric in app.metric]
    assert labels == [
        "Difference, points",
        "Only Basic right",
        "Only Standard right",
        "By chance alone",
    ]
    assert all(metric.help for metric in app.metric)
    said = everything_said(app)
    assert "coin toss" in said
    assert "test pictures" in said
    assert "one in twenty" in said


def test_the_numbers_are_those_of_the_answers(open_page, dataset):
    right = [
        shipped(name).predictions().predictions == dataset.test_labels
        for name in ("basic", "standard")
    ]
    app = open_page("compare")
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown["Only Basic right"] == f"{(right[0] & ~right[1]).sum():,}"
    assert shown["Only Standard right"] == f"{(~right[0] & right[1]).sum():,}"
    points = 100 * (right[1].mean() - right[0].mean())
    assert shown["Difference, points"] == f"{points:+.2f}"


def test_many_pairs_bring_a_warning_with_a_stricter_level(open_page):
    app = open_page("compare")
    assert not app.warning
    choose(app, "basic", "wide")
    assert "2 different pairs" in app.warning[0].value
    assert "less than 2.5\u00a0%" in app.warning[0].value
    choose(app, "basic", "standard")
    assert "2 different pairs" in app.warning[0].value


def test_of_more_than_two_a_and_b_are_chosen(open_page):
    app = open_page("compare")
    choose(app, "basic", "standard", "wide")
    assert [box.label for box in app.selectbox] == ["A", "B"]
    app.selectbox(key="pair_b").set_value("wide").run()
    assert any(metric.label == "Only Robust right" for metric in app.metric)
    app.selectbox(key="pair_a").set_value("wide").run()
    assert "same network" in app.warning[0].value


def test_fewer_than_two_networks_is_said(open_page):
    app = open_page("compare")
    for keys in ([], ["basic"]):
        choose(app, *keys)
        assert "Choose two networks" in app.info[0].value
        assert not app.metric


@pytest.mark.parametrize("part", PARTS)
def test_no_part_trips_over_a_single_network(open_page, part):
    app = open_page("compare", part=part)
    choose(app, "wide")
    assert not app.error


def test_a_cell_is_chosen_by_the_boxes_as_well(open_page, dataset):
    app = open_page("compare", part="Mistakes")
    app.button_group(key="mistakes_which").set_value("cell").run()
    app.selectbox(key="mistakes_label").set_value("Coat").run()
    app.selectbox(key="mistakes_said").set_value("Pullover").run()
    shown = pictures_shown(app)
    assert shown
    assert all(words.startswith("**Coat**") and "Pullover" in words for words in shown)


def test_the_disagreements_are_shown_as_many_as_counted(open_page):
    app = open_page("compare")
    counted = {metric.label: metric.value for metric in app.metric}
    app.query_params["part"] = "Mistakes"
    app.switch_page("pages/judge/compare.py").run()
    for which, label in [
        ("only first wrong", "Only Standard right"),
        ("only second wrong", "Only Basic right"),
    ]:
        app.button_group(key="mistakes_which").set_value(which).run()
        assert any(f"**{counted[label]} pictures**" in m.value for m in app.markdown)


def test_more_pictures_come_when_asked_for(open_page):
    app = open_page("compare", part="Mistakes")
    assert len(pictures_shown(app)) == 12
    app.button(key="more_pictures").click().run()
    assert len(pictures_shown(app)) == 24


def test_doubtful_labels_are_said_as_worth_a_look(open_page):
    app = open_page("compare", part="Mistakes")
    app.button_group(key="mistakes_which").set_value("label").run()
    assert not app.exception
    assert "a person has not checked them" in everything_said(app)


def test_the_report_is_judged_by_the_seeds(open_page):
    said = everything_said(open_page("compare", part="Seeds"))
    for words in (
        "90.30\u00a0%",
        "90.69\u00a0%",
        "0.39 points",
        "ahead after 3 epochs",
        "place to stop",
    ):
        assert words in said
    assert "54,000 pictures" in said
    assert "validated on the test pictures" in said


def test_a_missing_study_is_said_with_the_command_that_makes_it(open_page, monkeypatch, tmp_path):
    monkeypatch.setattr(seeds, "read_study", lambda: read_study(tmp_path / "none.json"))
    app = open_page("compare", part="Seeds")
    assert not app.exception
    assert "fmnist_app study" in app.info[0].value


def test_each_step_to_a_better_network_of_the_same_size_says_what_it_gained(open_page):
    app = open_page("compare", part="Same size")
    said = everything_said(app)
    assert re.search(r"Same size, \d\.\d points better: why\?", said)
    for place, step in enumerate(STEPS, start=1):
        assert f"**{place}. {step.title}.** {step.change}" in said
    gains_said = len(re.findall(r"\*\*[+-]\d\.\d\d\u00a0points\*\* \(", said))
    assert gains_said == len(STEPS) - 1 + len(ABLATIONS) + len(LONG_ABLATIONS)
    assert "opened once for each, at the end" in said
    assert app.dataframe[-1].value["Network"].tolist() == [one.title for one in RECIPES.values()]


def test_what_each_part_of_the_training_is_worth_is_said(open_page):
    said = everything_said(open_page("compare", part="Same size"))
    assert "What each part is worth" in said
    for one in (*ABLATIONS, *LONG_ABLATIONS):
        assert re.search(rf"- {one.part}: \*\*[+-]\d\.\d\d\u00a0points\*\* \(", said)


def test_steps_that_were_not_trained_are_said_with_the_command_that_does(
    open_page, monkeypatch, tmp_path
):
    monkeypatch.setattr(same_size, "gains", lambda: gains(tmp_path))
    same_size._gains.clear()
    app = open_page("compare", part="Same size")
    assert "frontier --train step-basic" in app.info[-1].value
    same_size._gains.clear()


def test_what_each_remedy_does_is_said_of_either_network(open_page):
    app = open_page("compare", part="Remedies")
    for title in ("Basic", "Standard"):
        app.button_group(key=remedies.NETWORK).set_value(title.lower()).run()
        said = everything_said(app)
        assert not app.exception
        assert f"Without any, {title} names" in said
        assert re.search(r"The gap (shows no difference|\*\*(narrows|widens) by \d+\.\d)", said)
        assert "opened once a training, at its end" in said
    assert len(app.dataframe[-1].value) == len(REMEDIES)
    app.selectbox(key=remedies.ONE).set_value("dropout").run()
    assert not app.exception


def test_remedies_that_nobody_studied_are_said_with_the_command_that_does(open_page, monkeypatch):
    monkeypatch.setattr(remedies, "the_remedies", lambda: None)
    app = open_page("compare", part="Remedies")
    assert remedies.COMMAND in app.info[-1].value


@pytest.mark.parametrize(
    "axis", ["Multiply-adds", "Seconds of training", "Milliseconds per picture"]
)
def test_accuracy_is_shown_against_every_cost(open_page, axis):
    app = open_page("compare", part="Cost")
    assert "99\u00a0% of the 54,410 parameters" in everything_said(app)
    app.button_group(key="cost_axis").set_value(axis).run()
    assert not app.exception
    links = app.dataframe[-1].value["Where"]
    assert links.str.startswith("https://").all()


def test_the_calibration_error_is_shown_before_and_after_temperature(open_page):
    app = open_page("compare", part="Confidence")
    table = app.dataframe[-1].value
    assert (table["After temperature %"] < table["Calibration error %"]).all()
    assert "make up" in everything_said(app)


def test_twenty_guesses_give_an_interval_of_ones_own(open_page, dataset):
    app = open_page("compare", part="You")
    places = np.random.default_rng([10_000, 0]).choice(10_000, person.PICTURES, replace=False)
    for number, place in enumerate(places):
        label = int(dataset.test_labels[place]) if number else 0
        app.button(key=f"guess_{label}").click().run()
    assert not app.exception
    hits = 20 if dataset.test_labels[places[0]] == 0 else 19
    assert any(f"**{hits} of 20** right" in m.value for m in app.markdown)
    assert app.dataframe[-1].value["Who"].tolist() == ["You", "Basic", "Standard"]
    app.button(key="person_again").click().run()
    assert "Name 20 pictures" in everything_said(app)


@pytest.mark.slow
def test_a_run_of_this_visit_is_compared(trained):
    trained.switch_page("pages/judge/compare.py").run()
    run = trained.session_state["run"]
    options = trained.button_group(key=NETWORKS).options
    assert options[-2:] == ["Basic, your run", "Standard, your run"]
    choose(trained, "basic", f"basic.{run[:6]}")
    assert "Basic is clearly better** than Basic, your run" in everything_said(trained)
    assert "validated on different pictures" in everything_said(trained)
    table = trained.dataframe[0].value
    result = lab().look(run).results["basic"]
    assert table["Test loss"].iloc[1] == pytest.approx(result.test_loss)
    assert table["Test accuracy %"].iloc[1] == pytest.approx(100 * result.test_accuracy)
    assert table["Best epoch"].iloc[1] == 1


@pytest.mark.slow
def test_answers_that_are_gone_or_to_other_pictures_are_said(trained):
    run = trained.session_state["run"]
    folder = lab().folder(run)
    (folder / "basic.outcome.npz").unlink()
    file = folder / "standard.outcome.npz"
    old = read_predictions(file)
    write_predictions(Predictions(old.log_probabilities, None, "other"), file)
    trained.switch_page("pages/judge/compare.py").run()
    choose(trained, "basic", f"basic.{run[:6]}", f"standard.{run[:6]}")
    said = everything_said(trained)
    assert "Basic, your run left no answers" in said
    assert "Standard, your run answered the test pictures of another data set" in said
    assert len(trained.dataframe[0].value) == 3
    assert "Choose two networks" in trained.info[0].value


@pytest.mark.slow
def test_a_run_validated_on_the_test_pictures_is_refused_beside_one_that_was_not(open_page):
    app = open_page("train", **SMALL, protocol="As in the report")
    button(app, "Train").click().run()
    watch_until(app, "Finished")
    app.switch_page("pages/judge/compare.py").run()
    run = app.session_state["run"]
    choose(app, "basic", f"basic.{run[:6]}")
    assert "different validation pictures" in app.warning[0].value
    assert not app.metric
    choose(app, f"basic.{run[:6]}", f"standard.{run[:6]}")
    assert "neither has a fresh test" in everything_said(app)
    app.query_params["part"] = "Confidence"
    app.switch_page("pages/judge/compare.py").run()
    choose(app, f"basic.{run[:6]}", f"standard.{run[:6]}")
    assert "No temperature" in everything_said(app)


@pytest.mark.parametrize(
    "query", [{"part": "<script>"}, {"compared": "nobody"}, {"run": "A" * 22}, {"run": "../../x"}]
)
def test_nonsense_in_the_address_falls_back_to_what_there_is(open_page, query):
    app = open_page("compare", **query)
    assert not app.exception
    assert app.subheader[0].value == "Is the difference real?"


def test_every_class_is_scored(open_page):
    app = open_page("compare", part="Mistakes")
    scores = app.dataframe[-1].value
    assert scores["Class"].tolist() == list(CLASS_NAMES)
    assert {"Precision %, Basic", "Recall %, Standard", "F1 %, Basic"} <= set(scores)
