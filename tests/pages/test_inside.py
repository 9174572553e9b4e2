"""The Inside page: the network and the picture chosen, and each of its parts."""

import time

import numpy as np
import pytest

from fmnist_app.catalog import shipped
from fmnist_app.lab import embedding as service
from fmnist_app.lab.embedding import Embeddings
from fmnist_app.sketch import as_object, sample
from fmnist_app.ui.draw.sheet import SHEET, Sheet
from fmnist_app.ui.inside import embedding
from fmnist_app.ui.inside.opening import NUMBER, PHOTO_PIXELS
from fmnist_app.ui.shell.resources import lab
from tests.pages.test_train import PATIENCE, SMALL, button, watch_until

WAY, WHY, LOOKS_FOR = "The way through", "Why this class?", "What a map looks for"
EPOCHS, EMBEDDING = "Through the epochs", "All test pictures"


def said(app):
    return " ".join(each.value for each in (*app.markdown, *app.caption, *app.info, *app.error))


def press(app, label):
    next(each for each in app.button if each.label == label).click().run()


def test_a_picture_goes_through_the_smallest_network_at_first(open_page):
    app = open_page("inside")
    assert not app.exception
    assert app.selectbox(key="inside_network").value == "basic"
    assert "**Basic says: Ankle boot**" in said(app)
    assert "Right." in said(app)
    assert "the 12 that matter most to “Ankle boot”" in said(app)


def test_the_next_mistake_is_one_that_this_network_makes(open_page, dataset):
    app = open_page("inside", inside_network="Standard")
    press(app, "Next mistake")
    place = app.number_input(key=NUMBER).value
    wrong = shipped("standard").predictions().predictions != dataset.test_labels
    assert place == np.flatnonzero(wrong)[0]
    assert "It is labelled" in said(app)


def test_the_evidence_adds_up_and_the_curves_say_what_they_are_worth(open_page):
    app = open_page("inside", inside_part=WHY)
    assert not app.exception
    assert "**For Ankle boot rather than Sneaker**" in said(app)
    assert "All of it adds up to" in said(app)
    assert "**On this picture" in said(app)
    assert len(app.get("vega_lite_chart")) == 2
    offered = app.button_group(key="inside_method").options
    assert offered == ["Exact", "Integrated gradients", "Occlusion"]


def test_another_class_can_be_explained_and_held_against_a_third(open_page):
    app = open_page("inside", inside_part=WHY, inside_class="Bag")
    assert not app.exception
    rather = next(each for each in app.selectbox if each.label == "Rather than")
    rather.select("Dress").run()
    assert "**For Bag rather than Dress**" in said(app)


def test_layers_forget_one_after_the_other_and_learn_again(open_page):
    app = open_page("inside", inside_part=WHY)
    press(app, "Forget the last layer")
    assert "1 layer forgotten, rank correlation" in said(app)
    press(app, "Forget one more layer")
    assert "2 layers forgotten, rank correlation" in said(app)
    assert next(one for one in app.button if one.label == "Forget one more layer").disabled
    press(app, "Learnt again")
    assert "forgotten" not in said(app)


def test_a_map_shows_what_wakes_it(open_page):
    app = open_page("inside", inside_part=LOOKS_FOR)
    assert not app.exception
    for words in ("The nine test pictures that wake it most", "The three that wake it least"):
        assert f"**{words}**" in said(app)
    assert "Dead maps of this layer" in said(app)


def test_every_shipped_network_can_be_looked_into(open_page):
    app = open_page("inside", inside_part=WAY)
    for name in app.selectbox(key="inside_network").options:
        app.selectbox(key="inside_network").select(name).run()
        assert not app.exception
        assert not app.error


def test_a_drawing_and_a_photo_can_be_looked_at(open_page):
    app = open_page("inside")
    app.session_state[SHEET.name] = Sheet([as_object(one) for one in sample(8)])
    app.session_state[PHOTO_PIXELS.name] = np.full((28, 28), 9, np.uint8)
    app.run()
    choice = app.button_group(key="inside_picture")
    assert choice.options == ["Test picture", "Your drawing", "Your photo"]
    for kind in ("drawing", "photo"):
        choice.set_value(kind).run()
        assert not app.exception
        assert "**Basic says:" in said(app)
        assert "labelled" not in said(app)


def test_an_address_that_asks_for_what_is_not_there_gets_what_is(open_page):
    app = open_page(
        "inside",
        inside_picture="Your photo",
        inside_number="99999",
        inside_network="Nobody",
        inside_part="x",
    )
    assert not app.exception
    assert "**Basic says:" in said(app)


def test_a_shipped_network_says_that_it_kept_no_epochs(open_page):
    app = open_page("inside", inside_part=EPOCHS)
    assert not app.exception
    assert "Only networks that are trained in this app" in said(app)


@pytest.mark.slow
def test_a_network_trained_in_this_visit_can_be_looked_into_until_its_weights_are_gone(open_page):
    app = open_page("train", **SMALL)
    button(app, "Train").click().run()
    watch_until(app, "Finished")
    app.switch_page("pages/judge/inside.py").run()
    run = app.session_state["run"]
    choice = app.selectbox(key="inside_network")
    choice.set_value(f"standard.{run[:6]}").run()
    assert not app.exception
    assert "**Standard, your run says:" in said(app)
    told = [one for one in lab().look(run).kernels if one.model == "standard"]
    assert [one.epoch for one in told] == list(range(int(SMALL["epochs"]) + 1))
    app.query_params["inside_part"] = EPOCHS
    app.run()
    assert not app.exception
    assert "some 2 kB an epoch" in said(app)
    (lab().folder(run) / "basic.safetensors").unlink()
    choice.set_value(f"basic.{run[:6]}").run()
    assert not app.exception
    assert "has no weights on this server" in said(app)


@pytest.fixture
def few_pictures(monkeypatch, tmp_path, dataset):
    """Have maps made of 300 pictures instead of 10,000, in a folder of their own."""
    maps = Embeddings(tmp_path / "embeddings", 300)
    monkeypatch.setattr(embedding, "embeddings", lambda: maps)
    monkeypatch.setattr(service, "SHIPPED", tmp_path / "none")
    yield
    deadline = time.monotonic() + PATIENCE
    while maps._waiting:  # a process still writes to the test's folder
        assert time.monotonic() < deadline
        time.sleep(0.05)


def look_until(app, what):
    """Look again and again, for fragments do not tick by themselves under AppTest."""
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, said(app)
        time.sleep(0.2)
        app.run()
    assert not app.exception


def watch_maps(app, networks=1):
    look_until(app, lambda: said(app).count("among the ten nearest here") == networks)


@pytest.mark.slow
def test_all_test_pictures_are_laid_out_while_one_waits_and_it_is_said_how_well(
    open_page, few_pictures
):
    app = open_page("inside", inside_part=EMBEDDING)
    assert not app.exception
    assert not app.warning
    watch_maps(app)
    assert "they hold" in said(app)
    assert "Basic: PCA takes the two directions" in said(app)


@pytest.mark.slow
def test_two_networks_are_laid_out_beside_each_other_by_t_sne(open_page, few_pictures):
    app = open_page(
        "inside", inside_part=EMBEDDING, inside_method="t-SNE", inside_beside="Standard"
    )
    assert not app.exception
    watch_maps(app, networks=2)
    assert "Standard: t-SNE keeps neighbours together" in said(app)


@pytest.mark.slow
def test_a_drawing_is_laid_out_among_them(open_page, few_pictures):
    app = open_page("inside", inside_part=EMBEDDING)
    app.session_state[SHEET.name] = Sheet([as_object(each) for each in sample(0)])
    app.run()
    app.button_group(key="inside_picture").set_value("drawing").run()
    watch_maps(app)


@pytest.mark.slow
def test_a_map_that_failed_is_said_and_tried_again(open_page, few_pictures, monkeypatch):
    first, make = ["It is broken."], service._make
    monkeypatch.setattr(service, "_make", lambda *told: first.pop() if first else make(*told))
    app = open_page("inside", inside_part=EMBEDDING)
    look_until(app, lambda: app.warning)
    assert app.warning[0].value == "Basic: It is broken."
    press(app, "Try again")
    watch_maps(app)
    assert not app.warning
