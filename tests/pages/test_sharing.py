"""Links: written and read in the words of the page's own controls, whatever else they hold."""

from dataclasses import asdict
from urllib.parse import parse_qs, urlsplit

import pytest

from fmnist_app.training import TrainingSettings
from fmnist_app.training.presets import PRESETS
from fmnist_app.ui.train.link import read_link, write_link
from tests.pages.test_train import SMALL, button, watch_until

FAR = TrainingSettings(
    models=("standard",),
    epochs=50,
    batch_size=512,
    learning_rate=0.00001,
    seed=2**31 - 1,
    pictures=777,
    protocol="report",
    filters=4,
    kernel=2,
    pooling=4,
)
EXAMPLES = [TrainingSettings(), FAR, *(preset.settings for preset in PRESETS.values())]


def words(link):
    return parse_qs(urlsplit(link).query)


@pytest.mark.parametrize("settings", EXAMPLES)
def test_a_link_brings_its_settings_along(settings):
    link = read_link(words(write_link("http://here/train", settings)))
    assert link.settings() == settings
    assert link.controls
    assert not link.ignored


@pytest.mark.parametrize("settings", EXAMPLES)
def test_the_controls_understand_a_link_as_it_was_meant(open_page, settings):
    app = open_page("train", **words(write_link("", settings)))
    shown = {key: app.session_state[key] for key in asdict(settings) if key != "models"}
    assert shown == {key: value for key, value in asdict(settings).items() if key != "models"}
    assert app.session_state["networks"] == [name.capitalize() for name in settings.models]
    assert not any("link asked" in caption.value for caption in app.caption)


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("networks=Basic", {"models": ("basic",)}),
        ("networks=Standard&networks=Basic", {}),
        ("epochs=3&seed=7", {"epochs": 3, "seed": 7}),
        ("epochs=3.0", {"epochs": 3}),
        ("protocol=As+in+the+report&pictures=60000", {"protocol": "report", "pictures": 60_000}),
        ("protocol=On+a+hold-out&pictures=60000", {}),
        ("batch_size=8&filters=64", {"batch_size": 8, "filters": 64}),
        ("kernel=5&pooling=3", {"kernel": 5, "pooling": 3}),
        ("learning_rate=1e-05", {"learning_rate": 0.00001}),
        ("learning_rate=0.0003", {"learning_rate": 0.0003}),
        ("learning_rate=1", {"learning_rate": 1.0}),
        ("learning_rate=1000", {"learning_rate": 1000.0}),
    ],
)
def test_an_address_written_down_years_ago_opens_the_same(query, meant):
    link = read_link(parse_qs(query))
    assert link.settings() == TrainingSettings(**meant)
    assert not link.ignored


def test_every_word_of_an_address_is_as_it_always_was():
    assert words(write_link("", FAR)) == {
        "networks": ["Standard"],
        "epochs": ["50"],
        "protocol": ["As in the report"],
        "pictures": ["777"],
        "batch_size": ["512"],
        "learning_rate": ["1e-05"],
        "filters": ["4"],
        "kernel": ["2"],
        "pooling": ["4"],
        "seed": ["2147483647"],
    }


def test_a_link_to_the_apps_own_settings_is_short():
    assert write_link("http://here/train", TrainingSettings()) == "http://here/train"
    full = write_link("", TrainingSettings(), run="x" * 22, controls=False, embed=True)
    assert words(full) == {"run": ["x" * 22], "controls": ["hidden"], "embed": ["true"]}


@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ({"epochs": ["99"]}, ("epochs",)),
        ({"epochs": ["nan"], "seed": ["1e999"]}, ("epochs", "seed")),
        ({"epochs": ["3", "4"]}, ("epochs",)),
        ({"kernel": [""], "pooling": ["-1"]}, ("kernel size", "pooling")),
        ({"batch_size": ["33"]}, ("batch size",)),
        ({"learning_rate": ["0.5"]}, ("learning rate",)),
        ({"protocol": ["<script>alert(1)</script>"]}, ("validation",)),
        ({"networks": ["Basic", "Foo"]}, ("networks",)),
        ({"controls": ["gone"]}, ("controls",)),
        ({"pictures": ["9" * 5_000]}, ("training pictures",)),
        ({"utm_source": ["x"], "run": ["y"]}, ()),
    ],
)
def test_what_no_control_can_show_is_passed_over_and_named(query, ignored):
    link = read_link(query)
    assert link.ignored == ignored
    link.settings()


def test_the_page_says_once_what_it_passed_over_until_a_control_is_moved(open_page):
    app = open_page("train", epochs="99", filters="5", seed="<b>", pictures="2000")
    notes = [caption.value for caption in app.caption if "link asked" in caption.value]
    assert len(notes) == 1
    assert "epochs, filters, seed" in notes[0]
    assert "<b>" not in notes[0]
    assert app.slider(key="pictures").value == 2_000
    assert any("link asked" in caption.value for caption in app.run().caption)
    app.slider(key="epochs").set_value(3).run()
    assert not any("link asked" in caption.value for caption in app.caption)


@pytest.mark.slow
def test_a_link_can_leave_the_controls_out(open_page):
    app = open_page("train", **SMALL, controls="hidden")
    assert not app.slider
    assert not app.title
    assert not app.file_uploader
    button(app, "Train").click().run()
    watch_until(app, "Finished")
    assert app.dataframe[-1].value["Parameters"].tolist()[0] == "6,810"


def test_the_controls_stay_out_when_the_visitor_comes_back_to_the_page(open_page):
    app = open_page("train", **SMALL, controls="hidden")
    app.switch_page("pages/start/data.py").run()
    app.query_params.clear()  # as the menu does
    app.switch_page("pages/train/train.py").run()
    assert not app.slider
    assert app.query_params["filters"] == "4"


def test_without_controls_settings_that_cannot_be_trained_are_said(open_page):
    app = open_page("train", kernel="7", pooling="4", controls="hidden")
    assert "no pixels left" in app.error[0].value
    assert button(app, "Train").disabled
