"""The train page: its controls, and a real run on a slice."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from fmnist_app.lab.events import Extended, StateChanged
from fmnist_app.lab.records import Record
from fmnist_app.training import Point, TrainingSettings
from fmnist_app.training.cure import with_recommended, without_remedies
from fmnist_app.training.points import Result
from fmnist_app.training.presets import PRESETS

PATIENCE = 120  # seconds
SMALL = {"epochs": "1", "pictures": "500", "filters": "4"}


def button(app, words):
    return next(b for b in app.button if words in b.label)


def labels(app):
    return [element.label for element in app.expander]


def watch_until(app, words):
    """Fragments do not tick by themselves under AppTest, so look again and again."""
    deadline = time.monotonic() + PATIENCE
    while not any(words in element.value for element in app.subheader):
        assert time.monotonic() < deadline, [element.value for element in app.subheader]
        time.sleep(0.2)
        app.run()
    assert not app.exception


@pytest.fixture
def broken_run(own_home):
    """A run whose server was killed before any network was saved, made longer before that."""
    run = "b" * 22
    settings = TrainingSettings(models=("basic",), epochs=1, pictures=500, filters=4)
    record = Record.create(run, own_home / "runs" / run, settings)
    record.append(StateChanged("running"))
    record.append(Extended(3))
    return run


def test_parameters_follow_the_choices_at_once(open_page):
    app = open_page("train")
    assert "Basic: 54,410 parameters" in labels(app)
    assert "Standard: 121,930 parameters" in labels(app)
    app.select_slider(key="filters").set_value(16).run()
    assert "Basic: 27,210 parameters" in labels(app)


@pytest.mark.parametrize("name", [name for name, one in PRESETS.items() if not one.twice])
def test_a_starter_sets_every_control_runs_at_once_and_is_marked(open_page, name):
    from fmnist_app.ui.shell.resources import lab

    app = open_page("train")
    app.button(key=f"preset_{name}").click().run()
    assert not app.exception
    wanted = PRESETS[name].settings
    assert lab().look(app.session_state["run"]).settings == wanted
    assert app.slider(key="epochs").value == wanted.epochs
    assert app.slider(key="pictures").value == wanted.pictures
    assert app.session_state["protocol"] == wanted.protocol
    starters = {key: app.button(key=f"preset_{key}") for key in PRESETS}
    marked = [key for key, card in starters.items() if card.proto.type == "primary"]
    assert marked == [name]
    assert all(card.disabled for card in starters.values())


def test_overfit_then_cure_it_runs_twice_and_the_second_shows_itself(open_page):
    from fmnist_app.ui.shell.resources import lab

    app = open_page("train")
    app.button(key="preset_cure").click().run()
    assert not app.exception
    first, then = app.session_state["cure_awaited"]
    wanted = PRESETS["cure"].settings
    assert lab().look(first).settings == without_remedies(wanted)
    assert lab().look(then).settings == wanted
    assert app.session_state["run"] == first
    assert app.session_state["optimizer"] == wanted.optimizer
    lab().steer(first, "stop")
    deadline = time.monotonic() + PATIENCE
    while not lab().look(first).over:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    app.run()
    assert app.session_state["run"] == then
    assert not app.exception


def test_remedies_are_recommended_and_taken_away_by_a_press(open_page):
    app = open_page("train", **SMALL)
    app.button(key="recommend").click().run()
    recommended = with_recommended(TrainingSettings(epochs=1, pictures=500, filters=4))
    assert app.session_state["schedule"] == recommended.schedule
    assert app.slider(key="label_smoothing").value == recommended.label_smoothing
    assert app.button(key="recommend").disabled
    app.button(key="no_remedies").click().run()
    assert app.slider(key="label_smoothing").value == 0
    assert app.button(key="no_remedies").disabled
    assert app.slider(key="pictures").value == 500
    assert not app.exception


def test_what_remedies_did_is_said_of_two_runs_that_differ_in_them_alone(open_page, own_home):
    plain = TrainingSettings(models=("basic",), epochs=2, pictures=1_000, filters=4)
    keep_run(own_home, "p" * 22, plain, accuracy=0.99, val_accuracy=0.80)
    keep_run(own_home, "c" * 22, with_recommended(plain), accuracy=0.86, val_accuracy=0.84)
    open_page("train", run="p" * 22)
    app = open_page("train", run="c" * 22)
    assert any("Without and with" in element.value for element in app.subheader)
    said = next(one.value for one in app.markdown if "The gap between seen and new" in one.value)
    assert "19.0 points without, 2.0 with" in said
    assert "narrowed by 17.0 points" in said
    assert "2.0 times as long" in said


def keep_run(home, run, settings, accuracy, val_accuracy):
    """A finished run whose epochs, all alike, took a second, or two with remedies."""
    seconds = 1.0 if settings == without_remedies(settings) else 2.0
    record = Record.create(run, home / "runs" / run, settings)
    for epoch in range(1, settings.epochs + 1):
        record.append(
            Point("basic", "epoch", epoch, accuracy, 0.5, val_accuracy, 0.6, seconds * epoch)
        )
    record.append(Result("basic", "finished", settings.epochs, seconds * settings.epochs, 54_410))
    record.append(StateChanged("finished"))


def test_every_control_says_what_it_does(open_page):
    app = open_page("train")
    controls = [*app.slider, *app.select_slider, *app.number_input, *app.button_group]
    assert len(controls) >= 9
    assert all(control.help for control in controls)


def test_choices_that_cannot_be_trained_are_said_and_the_button_is_off(open_page):
    app = open_page("train")
    app.slider(key="kernel").set_value(7).run()
    app.slider(key="pooling").set_value(4).run()
    assert "no pixels left" in app.error[0].value
    assert button(app, "Train").disabled


def test_no_network_chosen_is_said(open_page):
    app = open_page("train")
    app.button_group(key="networks").set_value([]).run()
    assert "at least one network" in app.error[0].value


@pytest.mark.parametrize(
    "query",
    [
        {"epochs": "99", "pictures": "abc", "kernel": "-3", "seed": "1e99"},
        {"protocol": "<script>", "networks": "Foo", "learning_rate": "nan"},
        {"run": "../../etc/passwd"},
        {"run": "x" * 5000},
    ],
)
def test_nonsense_in_the_address_falls_back_to_the_defaults(open_page, query):
    app = open_page("train", **query)
    assert not app.exception
    assert app.slider(key="epochs").value == 8
    assert not button(app, "Train").disabled


def test_an_unknown_run_in_the_address_is_said_kindly(open_page):
    app = open_page("train", run="A" * 22)
    assert "not on this server" in app.info[0].value


def test_a_run_of_which_nothing_was_saved_can_be_started_again(open_page, broken_run):
    from fmnist_app.ui.shell.resources import lab

    app = open_page("train", run=broken_run)
    assert "Ended early" in app.subheader[0].value
    assert not [b for b in app.button if b.label == "Go on"]
    button(app, "Start again").click().run()
    assert not app.exception
    run = app.session_state["run"]
    assert run != broken_run
    assert lab().look(run).settings == lab().look(broken_run).settings
    assert lab().look(run).settings.epochs == 3
    assert not lab().look(run).over
    assert not [b for b in app.button if b.label == "Start again"]


def test_a_run_that_cannot_be_started_again_just_now_is_refused_in_words(
    open_page, broken_run, monkeypatch
):
    from fmnist_app.ui.shell.resources import lab

    monkeypatch.setenv("FMNIST_QUEUE", "1")
    app = open_page("train", run=broken_run)
    for _ in range(2):
        lab().submit(lab().look(broken_run).settings)
    button(app, "Start again").click().run()
    assert any("1 runs are waiting already" in warning.value for warning in app.warning)
    assert app.session_state["run"] == broken_run
    button(app, "Start again")


@pytest.mark.slow
def test_a_run_is_trained_shown_and_judged(open_page):
    app = open_page("train", **SMALL)
    button(app, "Train").click().run()
    assert app.query_params["run"]
    watch_until(app, "Finished")
    headings = [element.value for element in app.subheader]
    assert headings == ["Finished", "What you saw", "What to try next", "The result"]
    table = app.dataframe[0].value
    assert table["Network"].tolist() == ["Basic", "Standard"]
    told = [one.value for one in app.markdown if "Seen:" in one.value]
    assert all(stage in line for stage, line in zip(table["Stage"], told, strict=True))
    assert {"The gap in points", "How this is measured"} <= set(labels(app))
    # One epoch on 500 pictures says nothing of the report.
    assert "What this run says of the report" not in labels(app)
    assert any("opened once" in caption.value for caption in app.caption)


@pytest.mark.slow
def test_a_second_visitor_with_the_address_sees_the_run_and_one_without_does_not(app, open_page):
    open_page("train", **SMALL)
    button(app, "Train").click().run()
    run = app.query_params["run"]

    def visitor(**query):
        other = AppTest.from_file(app._script_path, default_timeout=PATIENCE)
        for key, value in query.items():
            other.query_params[key] = value
        return other.run().switch_page("pages/train/train.py").run()

    assert visitor(run=run).subheader
    assert [element.value for element in visitor().subheader] == ["Press Train"]
    watch_until(app, "Finished")
