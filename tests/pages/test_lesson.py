"""A lesson: a link that fixes what is trained, and the runs started from it side by side."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from fmnist_app.lab.lessons import new_lesson
from fmnist_app.training import TrainingSettings
from fmnist_app.ui.shell.resources import lab, lessons
from fmnist_app.ui.train import lesson
from fmnist_app.ui.train.link import read_link, write_link
from tests.pages.test_train import button, watch_until

TINY = TrainingSettings(models=("basic",), epochs=2, pictures=500, filters=4)


def words(letters, *, own_seeds=False, **more):
    link = write_link("", TINY, controls=False, lesson=letters, own_seeds=own_seeds)
    return parse_qs(urlsplit(link).query) | more


def said(app):
    return " ".join(each.value for each in (*app.markdown, *app.info, *app.caption))


def test_a_lesson_link_is_read_as_it_was_written_and_a_wrong_one_is_passed_over():
    letters = new_lesson()
    link = read_link(words(letters, own_seeds=True))
    assert (link.lesson, link.own_seeds, link.controls) == (letters, True, False)
    assert link.settings() == TINY
    for wrong in (["../../etc"], ["a", "b"]):
        link = read_link({"lesson": wrong})
        assert not link.lesson
        assert link.ignored == ("lesson",)


def test_a_lesson_says_what_the_class_is_to_find_out(open_page):
    asked = "When does it\n*only* memorise?\u202e <b>"
    letters = new_lesson()
    link = write_link("", TINY, controls=False, lesson=letters, task=asked)
    read = read_link(parse_qs(urlsplit(link).query))
    assert read.task == "When does it *only* memorise? <b>"
    assert read_link({"task": ["of no lesson"]}).task == ""
    assert len(read_link({"lesson": [letters], "task": ["long " * 100]}).task) <= 200
    app = open_page("train", **parse_qs(urlsplit(link).query))
    assert read.task in [one.value for one in app.text]
    assert "Your task" in said(app)


def test_a_class_is_empty_until_someone_trains(open_page):
    app = open_page("train", **words(new_lesson(), view=["class"]))
    assert not app.exception
    assert "Nobody has started a run" in said(app)
    assert not any(each.label == "Train" for each in app.button)


@pytest.mark.slow
def test_runs_of_two_pupils_stand_side_by_side_with_seeds_of_their_own(open_page, own_home):
    letters = new_lesson()
    app = open_page("train", **words(letters, own_seeds=True))
    assert not app.slider  # nothing to set
    button(app, "Train").click().run()
    watch_until(app, "Finished")
    first = app.session_state["run"]
    second = lab().submit(replace(TINY, seed=99))  # as another pupil's press does
    lessons().join(letters, second)
    assert lessons().runs(letters) == (first, second)
    assert lab().look(first).settings.seed != TINY.seed

    app.query_params["view"] = "class"
    app.run()
    assert not app.exception
    assert "2 runs" in said(app)
    assert "Each has a seed of its own" in said(app)
    assert "Basic." in said(app)
    assert app.dataframe[0].value["Run"].tolist()[0] == "Run 1, yours"


@pytest.mark.slow
def test_a_run_with_other_settings_is_none_of_the_class(open_page, own_home):
    letters = new_lesson()
    app = open_page("train", **words(letters))
    taken = app.session_state[lesson.TAKEN.name]
    assert taken.has(TINY)
    assert not taken.has(TrainingSettings())
    button(app, "Train").click().run()
    watch_until(app, "Finished")
    run = app.session_state["run"]
    assert lessons().runs(letters) == (run,)
    assert lab().look(run).settings == TINY  # the seed that the link has fixed
    assert "Worksheet" in [each.proto.label for each in app.get("download_button")]


def test_the_share_dialog_makes_a_lesson_and_a_way_to_watch_it(open_page):
    app = open_page("train", epochs="3")
    next(each for each in app.button if each.label == "Share").click().run()
    next(each for each in app.toggle if each.label == "For a class").set_value(True).run()
    assert not app.exception
    link = read_link(parse_qs(urlsplit(app.code[0].value).query))
    assert link.lesson
    assert not link.controls
    assert not link.own_seeds
    next(each for each in app.toggle if each.label == "Each with its own seed").set_value(True)
    app.run()
    app.text_input(key="share_task").set_value("Who is first?").run()
    again = read_link(parse_qs(urlsplit(app.code[0].value).query))
    assert again.task == "Who is first?"
    assert again.lesson == link.lesson  # the code on the projector stays
    assert again.own_seeds
