"""The page of defects: made ones on the catalogue's pieces, and photos of one's own."""

import csv
import io

import numpy as np
import pytest
from PIL import Image

from fmnist_app.augment.defects import KINDS
from fmnist_app.inference.anomaly.detector import Inspection
from fmnist_app.inference.anomaly.measured import measured
from fmnist_app.ui.defects.own import as_csv
from fmnist_app.ui.defects.shown import verdict
from fmnist_app.ui.defects.small import in_words


def headings(app):
    return [one.value for one in app.markdown if one.value.startswith("###")]


def a_shirt(seed, hole=False):
    """A photo of a dark shirt on white, (120, 100, 3), a little different for each seed."""
    photo = np.full((120, 100, 3), 245, np.uint8)
    photo[20:105, 25:75] = 60
    photo[20:45, 10:90] = 60
    noise = np.random.default_rng(seed).integers(0, 12, photo.shape)
    photo = (photo - noise).astype(np.uint8)
    if hole:
        photo[60:74, 40:54] = 245
    file = io.BytesIO()
    Image.fromarray(photo).save(file, "PNG")
    return file.getvalue()


def bring(app, key, count, hole=False, first=0):
    photos = [(f"{n}.png", a_shirt(n, hole), "image/png") for n in range(first, first + count)]
    (found,) = (one for one in app.get("file_uploader") if one.key == key)
    found.set_value(photos)


def test_a_large_hole_is_different_and_the_piece_without_it_is_shown_beside(open_page):
    app = open_page("defects", defects_kind="Hole")
    assert not app.exception
    app.slider(key="defects_hole_size").set_value(6).run()
    assert headings(app) == ["### **Different.** None of the 100 good pieces is as unusual."]
    assert {"A piece it was not shown", "With the hole", "What differs"} <= {
        one.value for one in app.caption
    }


def test_another_piece_and_another_kind_are_drawn(open_page):
    app = open_page("defects")
    for kind in KINDS:
        app.button_group(key="defects_kind").set_value(kind).run()
        assert not app.exception
        assert f"With the {KINDS[kind].title.lower()}" in {one.value for one in app.caption}
    next(button for button in app.button if button.label == "Another piece").click().run()
    assert not app.exception
    assert len(headings(app)) == 1


def test_the_page_says_what_was_measured_and_how(open_page):
    app = open_page("defects")
    assert in_words(measured()) in {one.value for one in app.markdown}
    assert any("No defective piece was remembered" in one.value for one in app.caption)


def test_own_photos_are_ranked_and_the_one_with_a_hole_differs(open_page):
    app = open_page("defects")
    app.button_group(key="defects_pieces").set_value("own").run()
    bring(app, "defects_good", 22)
    app.run()
    bring(app, "defects_checked", 1, hole=True, first=90)
    app.run()
    assert not app.exception
    assert headings(app) == ["### 1 of 1 photo differs"]


def test_too_few_good_photos_are_counted_and_a_broken_one_is_named(open_page):
    app = open_page("defects")
    app.button_group(key="defects_pieces").set_value("own").run()
    (good,) = (one for one in app.get("file_uploader") if one.key == "defects_good")
    good.set_value([("a.png", a_shirt(1), "image/png"), ("b.png", b"nothing", "image/png")])
    app.run()
    assert not app.exception
    assert "1 good photo so far; with 20 or more" in app.info[0].value
    assert "1 file cannot be used." in app.warning[0].value
    assert any("b.png" in one.value for one in app.text)


@pytest.mark.parametrize(
    ("as_unusual", "words"),
    [
        (0, "**Different.** None of the 100 good pieces is as unusual."),
        (1, "**Different.** 1 of the 100 good pieces is as unusual."),
        (30, "**Like the others.** 30 of the 100 good pieces are as unusual."),
    ],
)
def test_the_verdict_says_how_unusual_it_is(as_unusual, words):
    assert verdict(Inspection(np.zeros((28, 28)), 1.0, as_unusual, 100)) == words


def test_the_table_has_a_line_each_and_no_formula():
    found = Inspection(np.zeros((28, 28)), 1.0, 0, 100)
    rows = list(csv.reader(io.StringIO(as_csv([("=cmd.png", found)]).decode())))
    assert rows[1] == ["'=cmd.png", "yes", "0", "100"]
