"""The tour, a page after the other: what makes a step done, and what does not."""

import numpy as np
import pytest

from fmnist_app.catalog import shipped
from fmnist_app.core.tour import STEPS
from fmnist_app.data import CLASS_NAMES
from fmnist_app.evaluation.mistakes import mixed_up
from fmnist_app.lab.events import StateChanged
from fmnist_app.lab.records import Record
from fmnist_app.training import Point, Result, TrainingSettings
from fmnist_app.training.presets import PRESETS
from fmnist_app.ui.compare.networks import scores
from fmnist_app.ui.shell import going
from fmnist_app.ui.shell.resources import lab
from fmnist_app.ui.tour.bar import PAGES
from fmnist_app.ui.tour.conditions import CONDITIONS
from fmnist_app.ui.tour.questions import ALIKE, QUESTIONS, TWO
from tests.pages.conftest import ROOT

RUN, LARGER = "r" * 22, "l" * 22
NUMBERS = {step.id: number for number, step in enumerate(STEPS, start=1)}


def keep(home, run, by_heart_since, *, over=True, **settings):
    """A run as an earlier server left it; a network's new pictures get worse from its epoch on."""
    models = tuple(by_heart_since)
    chosen = TrainingSettings(models=models, **{"pictures": 1_000, "epochs": 8, **settings})
    record = Record.create(run, home / "runs" / run, chosen)
    for model, since in by_heart_since.items():
        for epoch in range(1, chosen.epochs + 1):
            loss = 0.5 + 0.1 * max(0, epoch - since + 1) - 0.01 * epoch
            record.append(Point(model, "epoch", epoch, 0.99, 0.1, 0.8, loss, seconds=float(epoch)))
        if over:
            record.append(Result(model, "finished", chosen.epochs, 2.0, 54_410, 0.8, 0.5, 10_000))
    if over:
        record.append(StateChanged("finished"))


def words(app):
    """What the bar says."""
    (said,) = [one.value for one in app.markdown if f" of {len(STEPS)}** " in one.value]
    return said


def on_tour(app):
    return any(button.key == "tour_next" for button in app.button)


@pytest.fixture
def at_step(open_page):
    def at(step, run=None, **guesses):
        found = STEPS[NUMBERS[step] - 1]
        more = {} if run is None else {"run": run}
        return open_page(found.page, tour=str(NUMBERS[step]), **more, **guesses)

    return at


def test_the_steps_name_pages_conditions_questions_and_starters_that_exist():
    assert {step.page for step in STEPS} <= set(PAGES)
    assert all((ROOT / page).is_file() for _, page in PAGES.values())
    assert {step.condition for step in STEPS} == set(CONDITIONS)
    assert {step.asks for step in STEPS if step.asks} == set(QUESTIONS)
    assert {step.starts for step in STEPS if step.starts} <= set(PRESETS)


def test_nobody_is_on_the_tour_who_did_not_ask(app):
    app.run()
    assert not on_tour(app)
    app.button(key="tour_begin").click().run()
    assert not app.exception
    assert words(app).startswith(f"**1 of {len(STEPS)}**")
    assert app.query_params["tour"] == "1"


def test_next_alone_marks_nothing_and_the_address_follows(app):
    app.run()
    app.button(key="tour_begin").click().run()
    for number in range(2, len(STEPS) + 1):
        app.button(key="tour_next").click().run()
        assert words(app).startswith(f"**{number} of {len(STEPS)}**")
        assert "Done" not in words(app)
        assert app.query_params["tour"] == str(number)
    assert app.button(key="tour_next").disabled
    assert "tour_done" not in app.query_params


def test_the_address_keeps_the_tour_on_every_page_until_it_is_left(app):
    app.run()
    app.button(key="tour_begin").click().run()
    app.button(key="tour_next").click().run()
    for path in ("start/data", "train/train", "use/draw", "judge/compare"):
        del app.query_params["tour"]  # as the menu does
        app.switch_page(f"pages/{path}.py").run()
        assert not app.exception
        assert app.query_params["tour"] == "2"
    app.button(key="tour_leave").click().run()
    assert not on_tour(app)
    assert "tour" not in app.query_params


def test_two_classes_are_a_guess_that_is_answered_from_the_shipped_network(at_step, open_page):
    app = at_step("clothes")
    choice = app.button_group(key="tour_choice_clothes")
    choice.set_value(["Bag"]).run()
    assert "Done" not in words(app)
    app.button_group(key="tour_choice_clothes").set_value(["Bag", "Dress"]).run()
    assert not app.exception
    most, *_ = mixed_up(scores(shipped("standard")).matrix)
    assert "Done" in words(app)
    assert f"on {most.times} of their {most.pictures:,} test pictures" in words(app)
    assert "Dress and Bag, is place" in words(app)
    one, other = (CLASS_NAMES[label] for label in sorted(most.classes))
    app.button_group(key="tour_choice_clothes").set_value(["Bag", "Dress", one]).run()
    assert app.query_params["tour_clothes"] == ["Dress", one]  # the latest two
    app.button_group(key="tour_choice_clothes").set_value([one, other]).run()
    assert f"Right: Standard mixes up {one} and {other} most" in words(app)


def test_a_run_is_watched_once_its_lines_have_parted(at_step, own_home):
    keep(own_home, RUN, {"basic": 9}, over=False)
    assert "Done" in words(at_step("watch", RUN))


def test_no_run_is_no_run_watched(at_step, monkeypatch):
    monkeypatch.setattr(going, "LAG", 0.1)  # `AppTest` shows the page left for as long as that
    app = at_step("watch")
    assert "Done" not in words(app)
    app.button(key="tour_go").click().run()
    assert not app.exception
    run = app.session_state["run"]
    assert lab().look(run).settings == PRESETS["memorise"].settings
    lab().steer(run, "stop")


@pytest.mark.parametrize(
    ("by_heart_since", "guess", "verdict"),
    [
        ({"basic": 6, "standard": 4}, "standard", "You were right: by heart: Basic since epoch 6"),
        ({"basic": 6, "standard": 4}, "basic", "It came otherwise"),
        ({"basic": 4, "standard": 9}, "basic", "Basic since epoch 4, the other not yet"),
        ({"basic": 5, "standard": 5}, ALIKE, "You were right"),
        ({"basic": 9, "standard": 9}, ALIKE, "You were right: neither learns"),
        ({"basic": 9, "standard": 9}, "standard", "It came otherwise: neither learns"),
    ],
)
def test_the_prediction_is_held_against_the_run_of_both(
    at_step, own_home, by_heart_since, guess, verdict
):
    keep(own_home, RUN, by_heart_since)
    app = at_step("outcome", RUN, tour_predict=guess)
    assert not app.exception
    assert "Done" in words(app)
    assert verdict in words(app)


def test_a_run_of_one_network_does_not_show_which_is_first(at_step, own_home):
    keep(own_home, RUN, {"basic": 4})
    assert "Done" not in words(at_step("outcome", RUN, tour_predict=TWO[0]))


def test_a_drawing_that_was_answered_is_a_step_done(at_step):
    app = at_step("draw")
    assert "Done" not in words(app)
    app.button(key="start_drawing").click().run()
    assert not app.exception
    assert "Done" in words(app)


def test_more_pictures_are_more_than_another_run_had(at_step, own_home):
    keep(own_home, RUN, {"basic": 4})
    app = at_step("more", RUN)
    assert "Done" not in words(app)
    keep(own_home, LARGER, {"basic": 9}, pictures=5_000)
    app.query_params["run"] = LARGER
    assert "Done" in words(app.run())


def test_a_comparison_that_was_looked_at_is_a_step_done(at_step):
    assert "Done" in words(at_step("luck"))


def test_what_was_done_stays_done_after_a_reload(open_page):
    app = open_page("data", tour="5", tour_done="draw")
    assert "Done" in words(app)


def test_pairs_of_classes_are_counted_both_ways():
    first, *others = mixed_up(np.array([[8, 2, 0], [3, 7, 0], [1, 0, 9]]))
    assert first.classes == {0, 1}
    assert (first.times, first.pictures) == (5, 20)
    assert [other.times for other in others] == [1, 0]
