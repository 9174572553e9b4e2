"""The label page: a delivery comes in, is labelled, looked through, and outlasts the visit."""

import io
import re
import time
import zipfile
from functools import cache
from pathlib import Path

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from fmnist_app.catalog import default_name
from fmnist_app.data import CLASS_NAMES
from fmnist_app.delivery.folder import Deliveries, DeliveryLimits
from fmnist_app.delivery.store import Delivery, Named
from fmnist_app.images.samples import catalogue_photo
from fmnist_app.ui.label.bring import CHOICE
from fmnist_app.ui.label.own import OWN
from fmnist_app.ui.shell.resources import deliveries, labeller
from tests.pages.conftest import ENTRY, PATIENCE

TABS = ("Look through", "Check labels", "Table", "Duplicates", "Take along", "Bring more")


@pytest.fixture(scope="module")
def photos(dataset):
    @cache
    def photo(index):
        made = catalogue_photo(dataset.test_images[index], index % 5)
        return f"{index}.png", made.getvalue(), "image/png"

    def some(count, start=0):
        return [photo(index) for index in range(start, start + count)]

    return some


def kept(home, key):
    return Deliveries(Path(home) / "deliveries", DeliveryLimits()).find(key)


def bring(app, brought):
    one = next(one for one in app.get("file_uploader") if one.key.startswith("delivery_files"))
    one.set_value(list(brought))
    app.run()
    assert not app.exception
    if key := key_of(app):
        wait_for(key)
        app.run()
        assert not app.exception


def key_of(app):
    """The key of the visitor's delivery; empty before there is one."""
    state = app.session_state
    return state[OWN.key.name] if OWN.key.name in state else ""  # noqa: SIM401 - no mapping


def wait_for(key):
    end, delivery = time.monotonic() + 60, deliveries().find(key)
    assert delivery
    while labeller().waiting(delivery):
        assert time.monotonic() < end
        time.sleep(0.02)


def said(app):
    kinds = (app.markdown, app.caption, app.text, app.error, app.info, app.warning)
    return " ".join(one.value for kind in kinds for one in kind)


def press(app, words):
    next(one for one in app.button if one.label.startswith(words)).click().run()
    assert not app.exception


def visit(**query):
    """The page as someone else opens it, with nothing but its address."""
    app = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE).run()
    app.switch_page("pages/use/label.py")
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


@pytest.fixture
def delivered(open_page, photos):
    app = open_page("label")
    assert not app.exception
    bring(app, [*photos(12), ("notes.png", b"this is text", "image/png")])
    return app


def test_photos_are_labelled_and_the_field_is_empty_again(delivered):
    assert "12 pictures" in said(delivered)
    assert "notes.png: The file is no picture" in said(delivered)
    assert "1 file could not be read" in [one.label for one in delivered.expander]


def test_the_visitor_says_which_network_labels_and_what_is_labelled_keeps_its_own(
    delivered, photos, own_home
):
    app = open_tab(delivered, "Bring more")
    chosen = next(one for one in app.button_group if one.key == CHOICE)
    chosen.set_value(["standard-robust"])
    app.run()
    bring(app, photos(14))
    by = [one.network for one in kept(own_home, key_of(app)).pictures() if one.label]
    assert by == [default_name()] * 12 + ["standard-robust"] * 2


def test_without_a_network_nothing_is_labelled_and_it_is_said(open_page, photos):
    app = open_page("label")
    next(one for one in app.button_group if one.key == CHOICE).set_value([])
    app.run()
    bring(app, photos(1))
    assert "Choose a network." in said(app)
    assert not key_of(app)


def test_what_was_named_is_there_in_another_visit(delivered, own_home):
    if any(one.label == "Check some at random" for one in delivered.button):
        press(delivered, "Check some at random")
    for _ in range(3):
        press(delivered, "None of these")
    press(delivered, "Undo")
    key = key_of(delivered)
    assert [one.label for one in kept(own_home, key).said().values()] == ["None of these"] * 2
    again = visit(delivery=key)
    assert "You named 2." in said(again)


def test_what_is_said_in_one_tab_is_seen_in_the_other(delivered, own_home):
    key = key_of(delivered)
    other = visit(delivery=key)
    for app in (delivered, other):
        if any(one.label == "Check some at random" for one in app.button):
            press(app, "Check some at random")
    press(other, "None of these")
    press(delivered, "None of these")
    other.run()
    assert "You named 1." in said(other) or "You named 2." in said(other)
    assert len(kept(own_home, key).said()) == 1 + ("You named 2." in said(other))


@pytest.mark.parametrize("tab", TABS)
def test_every_part_is_drawn(delivered, tab):
    app = visit(delivery=key_of(delivered), delivery_tabs=tab)
    assert not app.exception
    assert not app.error


def test_a_zip_comes_in_as_its_pictures_and_a_bad_one_gets_a_sentence(open_page, photos):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data, _ in photos(3):
            archive.writestr(f"in/{name}", data)
    app = open_page("label")
    bring(app, [("all.zip", file.getvalue(), "application/zip")])
    assert "3 pictures" in said(app)
    bad = visit()
    bring(bad, [("bad.zip", b"no zip", "application/zip")])
    assert "bad.zip is no zip file" in said(bad)


def test_files_that_did_not_outlast_the_server_are_told_and_can_be_left_out(delivered, own_home):
    key = key_of(delivered)
    kept(own_home, key).expect([Named("lost", "lost.jpg")])
    app = visit(delivery=key)
    assert "**1 picture still to be read** when the server stopped" in said(app)
    press(app, "Leave them out")
    assert "when the server stopped" not in said(app)


def test_an_address_that_is_tried_shows_nothing_of_others(delivered):
    app = visit(delivery="A" * 22)
    assert "There is no delivery at this address" in said(app)
    assert "12 pictures" not in said(app)


def zipped(places):
    """A zip of pictures at these places within it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for place, data in places.items():
            archive.writestr(place, data)
    return [("all.zip", file.getvalue(), "application/zip")]


@pytest.fixture
def filed(open_page, photos, dataset):
    """Twelve pictures in the folders of their kinds, but for one boot among the bags."""
    boot = next(place for place, label in enumerate(dataset.test_labels) if label == 9)
    places = {
        f"{CLASS_NAMES[dataset.test_labels[place]].split('/')[0]}s/{place}.png": data
        for place, (_, data, _) in enumerate(photos(12))
        if place != boot
    }
    app = open_page("label")
    bring(app, zipped({**places, f"bags/{boot}.png": photos(1, boot)[0][1]}))
    return app


def open_tab(app, tab):
    return visit(delivery=key_of(app), delivery_tabs=tab)


def test_a_label_that_looks_wrong_is_asked_about_and_changed(filed, own_home):
    app = open_tab(filed, "Check labels")
    assert "12 pictures came with a label" in said(app)
    assert "Is this “Bag”?" in said(app)  # the gravest first
    assert "the network says Ankle boot" in said(app)
    press(app, "Ankle boot")
    assert "You looked at 1 and changed 1." in said(app)
    delivery = kept(own_home, key_of(filed))
    (key,) = delivery.said()
    assert delivery.said()[key].label == "Ankle boot"
    press(app, "Undo")
    press(app, "Bag")  # it is as its folder says
    assert "You looked at 1 and changed 0." in said(app)


def test_the_label_of_a_folder_has_a_column_and_holds_until_someone_says_otherwise(filed):
    app = open_tab(filed, "Table")
    assert set(app.dataframe[0].value["By its folder"]) <= {*CLASS_NAMES}


def test_the_same_file_in_two_folders_is_told(open_page, photos):
    ((_, data, _), (_, other, _)) = photos(2)
    app = open_page("label")
    bring(app, zipped({"coats/a.png": data, "dresses/b.png": data, "coats/c.png": other}))
    app = open_tab(app, "Check labels")
    assert "1 picture** came twice, with two labels" in said(app)
    assert "coats/a.png and dresses/b.png" in said(app)


def test_one_press_names_all_that_look_nearly_the_same(open_page, photos, own_home):
    ((_, data, _), (_, other, _)) = photos(2)
    smaller = io.BytesIO()
    Image.open(io.BytesIO(data)).convert("RGB").save(smaller, "JPEG", quality=85)
    app = open_page("label")
    bring(app, zipped({"a.png": data, "b.jpg": smaller.getvalue(), "c.png": other}))
    app = open_tab(app, "Duplicates")
    assert "**1 group** of pictures that look nearly the same, 2 in all." in said(app)
    (field,) = app.selectbox
    field.set_value("Coat").run()
    assert not app.exception
    assert said(app).count("You: Coat") == 2
    assert app.selectbox[0].value is None
    kept_now = kept(own_home, key_of(app))
    names = {one.key: one.name for one in kept_now.pictures()}
    found = {names[key]: one.label for key, one in kept_now.said().items()}
    assert found == {"a.png": "Coat", "b.jpg": "Coat"}


def test_a_picture_that_is_labelled_while_duplicates_are_drawn_waits_for_the_next_look(
    open_page, photos, monkeypatch
):
    ((_, data, _), (_, other, _)) = photos(2)
    smaller = io.BytesIO()
    Image.open(io.BytesIO(data)).convert("RGB").save(smaller, "JPEG", quality=85)
    app = open_page("label")
    bring(app, zipped({"a.png": data, "b.jpg": smaller.getvalue(), "c.png": other}))
    all_of_them = Delivery.pictures
    monkeypatch.setattr(Delivery, "pictures", lambda delivery: all_of_them(delivery)[1:])
    app = open_tab(app, "Duplicates")
    assert not app.exception
    assert "No two pictures look nearly the same." in said(app)


def test_a_delivery_without_labels_says_how_to_bring_them(delivered):
    app = open_tab(delivered, "Check labels")
    assert "No picture of this delivery came with a label" in said(app)
    assert "a folder in it for each kind" in said(app)


def test_who_has_no_photos_tries_it_with_samples(open_page):
    app = open_page("label")
    press(app, "Try it with 60 samples")
    wait_for(key_of(app))
    app = open_tab(app, "Check labels")
    assert "60 pictures came with a label" in said(app)
    (wrong,) = map(int, re.findall(r"\*\*(\d+) labels may be wrong", said(app)))
    assert 4 <= wrong < 30  # those that lie in a wrong folder, and what the networks get wrong
    assert not any(one.label.startswith("Try it") for one in app.button)
