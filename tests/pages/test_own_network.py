"""A network of one's own put together on the Train page, and links that bring one along."""

import time

import pytest

from fmnist_app.models import count_parameters
from fmnist_app.models.colours import NETWORK_COLOURS
from fmnist_app.models.own import LONGEST, parse
from fmnist_app.ui.shell.resources import lab
from tests.pages.test_train import button, labels

SMALL = "conv16-3,pool2,res32,gap,dense10"


def own(app):
    return app.text_input(key="own").value


def start_from(app, title):
    return app.button(key=f"own_start_{title}").click().run()


def choose(app, place):
    return app.radio[0].set_value(place).run()


def control(controls, label):
    return next(one for one in controls if one.label.startswith(label))


def test_nobody_has_a_network_of_their_own_unless_they_ask_for_one(open_page):
    app = open_page("train")
    assert "Build your own network" in labels(app)
    assert own(app) == ""
    assert not app.radio
    assert not [label for label in labels(app) if label.startswith("Your own")]


def test_one_is_built_by_presses_and_is_then_to_be_trained(open_page):
    app = start_from(open_page("train"), "A small one")
    assert own(app) == SMALL
    choose(app, 0)
    control(app.number_input, "Maps").set_value(8).run()
    control(app.selectbox, "Activation").set_value("tanh").run()
    assert own(app) == SMALL.replace("conv16-3", "conv8-3-tanh")
    choose(app, 2)
    app.button(key="own_delete").click().run()
    assert own(app) == "conv8-3-tanh,pool2,gap,dense10"
    app.button(key="own_arrow_upward").click().run()
    app.button(key="own_arrow_downward").click().run()
    assert own(app) == "conv8-3-tanh,pool2,gap,dense10"
    app.button(key="own_add").click().run()
    assert "needs maps" in app.radio[0].options[3]
    assert button(app, "Train").disabled
    app.button(key="own_undo").click().run()
    assert not app.exception
    assert "Your own: 170 parameters" in labels(app)
    assert not button(app, "Train").disabled
    assert app.query_params["own"] == "conv8-3-tanh,pool2,gap,dense10"


def test_presses_faster_than_the_answers_lose_nothing(open_page):
    """A browser sends the text that it knew with a press, though an earlier press changed it."""
    app = start_from(open_page("train"), "A small one")
    choose(app, 1)
    app.button(key="own_arrow_downward").click().run()
    app.text_input(key="own").set_value(SMALL)
    app.button(key="own_arrow_upward").click().run()
    app.text_input(key="own").set_value("conv16-3,res32,pool2,gap,dense10").run()
    assert own(app) == SMALL
    app.text_input(key="own").set_value("gap,dense10").run()
    assert own(app) == "gap,dense10"


def test_what_comes_out_of_every_layer_and_what_it_costs_is_said(open_page):
    app = start_from(open_page("train"), "A small one")
    layers = app.radio[0]
    assert layers.options[0] == "1\\. Conv 16, 3x3, ReLU"
    assert layers.proto.captions[0] == "28 x 28 x 16 · 160 parameters · 112,896 multiply-adds"
    assert layers.proto.captions[-1] == "10 values · 330 parameters · 320 multiply-adds"
    parameters = count_parameters(parse(SMALL))
    assert any(f"**5 layers · {parameters:,} parameters" in one.value for one in app.markdown)
    assert app.get("vega_lite_chart")


def test_every_network_that_trains_has_a_sentence_and_a_fifth_is_refused(open_page):
    app = start_from(open_page("train"), "A small one")
    app.button_group(key="networks").set_value(["Basic", "Standard", "Deep"]).run()
    said = [one.value for one in app.markdown if NETWORK_COLOURS["deep"] in one.value]
    assert len(said) == 1
    assert "residual blocks" in said[0]
    assert any("**Your own.**" in one.value for one in app.markdown)
    assert not button(app, "Train").disabled
    app.button_group(key="networks").set_value(["Basic", "Standard", "Residual", "Deep"]).run()
    assert "5 networks were chosen; at most 4" in app.error[0].value
    assert button(app, "Train").disabled
    assert own(app) == SMALL


@pytest.mark.parametrize("title", ["Basic", "Standard", "Residual", "Deep"])
def test_one_can_start_from_any_other_network_with_the_settings_of_the_run(open_page, title):
    app = open_page("train", filters="16", activation="GELU")
    start_from(app, title)
    assert not app.exception
    parameters = {label.partition(":")[0]: label.partition(":")[2] for label in labels(app)}
    app.button_group(key="networks").set_value([title]).run()
    parameters = dict(label.split(": ") for label in labels(app) if "parameter" in label)
    assert parameters["Your own"] == parameters[title]


def test_the_ten_answers_stay_the_last_and_the_network_can_be_left_out_again(open_page):
    app = start_from(open_page("train"), "A small one")
    choose(app, 4)
    assert app.button(key="own_delete").disabled
    assert app.button(key="own_arrow_upward").disabled
    app.button(key="own_add").click().run()
    assert own(app) == "conv16-3,pool2,res32,gap,conv32-3,dense10"
    app.button(key="own_none").click().run()
    assert own(app) == ""
    assert not button(app, "Train").disabled


@pytest.mark.parametrize(
    "text",
    [
        "conv999999999-999999999,gap,dense10",
        "dense10",
        ",,,,",
        "*" * LONGEST,
        ",".join(["conv8"] * 100),
        "<script>alert(1)</script>",
        "conv8,`**x**`,dense10",
        "drop0.999,conv8-0,gap,dense10",
        "x" * 50_000,
    ],
)
def test_a_link_with_nonsense_is_answered_with_a_sentence_and_nothing_else_is_lost(open_page, text):
    app = open_page("train", own=text, epochs="3", filters="16")
    assert not app.exception
    assert app.slider(key="epochs").value == 3
    assert app.select_slider(key="filters").value == 16
    said = [one.value for one in app.error] + [one.value for one in app.caption]
    assert any("our own network" in one for one in said)
    start_from(app, "A small one")
    assert not app.exception
    assert not button(app, "Train").disabled


@pytest.mark.slow
def test_how_long_an_epoch_takes_is_tried_at_a_press(open_page, monkeypatch):
    monkeypatch.setattr("fmnist_app.lab.trial.WORK", 2e9)  # a tenth of a second of training
    app = start_from(open_page("train"), "A small one")
    app.button(key="own_pace").click().run()
    assert any("Trying it out" in one.value for one in app.markdown)
    _, run = app.session_state["own_trial"]
    while not lab().look(run).over:
        time.sleep(0.1)
    app.run()
    (said,) = [one.value for one in app.markdown if "An epoch on" in one.value]
    assert "54,000 pictures takes about **" in said
    assert "8 of them" in said
    # Another network has not been tried, and the trial is no run of the visitor's.
    start_from(app, "Deep")
    assert app.button(key="own_pace").label.startswith("How long")
    assert not any(one.label == "Stop" for one in app.button)
