"""The wardrobe page: pieces come in, are corrected, found, worn, taken along and brought back."""

from pathlib import Path

import pytest

from fmnist_app.data import CLASS_NAMES
from fmnist_app.images.samples import catalogue_photo
from fmnist_app.ui.wardrobe.collection import OWN
from fmnist_app.wardrobe.folder import WardrobeLimits, Wardrobes
from fmnist_app.wardrobe.transfer import as_zip

KINDS = ("T-shirt/top", "Trouser", "Dress", "Sneaker", "Bag")


def kept(home):
    return Wardrobes(Path(home) / "wardrobes", WardrobeLimits())


@pytest.fixture
def photos(dataset):
    def some(kinds=KINDS):
        found = []
        for kind in kinds:
            place = int((dataset.test_labels == CLASS_NAMES.index(kind)).argmax())
            data = catalogue_photo(dataset.test_images[place], 0).getvalue()
            found.append((f"{kind}.png".replace("/", " "), data, "image/png"))
        return found

    return some


def uploader(app, start):
    return next(one for one in app.get("file_uploader") if one.key.startswith(start))


def press(app, words, place=0):
    [one for one in app.button if one.label.startswith(words)][place].click().run()
    assert not app.exception


def said(app):
    return [one.value for one in (*app.markdown, *app.caption, *app.success, *app.error, *app.info)]


@pytest.fixture
def filled(open_page, photos):
    app = open_page("wardrobe")
    assert not app.exception
    uploader(app, "wardrobe_files").set_value(photos())
    app.run()
    press(app, "Put 5 pieces into the wardrobe")
    return app


def own(app, home):
    return kept(home).find(app.session_state[OWN.key.name])


def test_who_has_no_photos_tries_it_with_samples(open_page, own_home):
    app = open_page("wardrobe")
    press(app, "Try it with 20 samples")
    app.selectbox(key="wardrobe_label_sample-0").select("Bag").run()
    press(app, "Put 20 pieces into the wardrobe")
    assert "20 pieces added." in said(app)
    items = own(app, own_home).items()
    assert len(items) == 20
    assert len({item.colours[0] for item in items}) > 2
    right = sum(item.guessed == item.name.partition(",")[0] for item in items)
    assert right >= 15  # of test pictures in colours
    press(app, "Begin another wardrobe")
    assert any(one.label == "Pieces (0)" for one in app.tabs)


def test_photos_become_pieces_that_the_network_has_named(filled, own_home):
    assert "5 pieces added." in said(filled)
    assert sorted(one.label for one in own(filled, own_home).items()) == sorted(KINDS)
    assert any("The network named 5 of 5 right." in words for words in said(filled))
    assert filled.query_params["wardrobe"] == filled.session_state[OWN.key.name]


def test_a_label_that_is_corrected_counts_against_the_network(open_page, photos, own_home):
    app = open_page("wardrobe")
    uploader(app, "wardrobe_files").set_value(
        [*photos(("Dress",)), ("bad.png", b"text", "image/png")]
    )
    app.run()
    assert any("1 file cannot be used" in one.value for one in app.warning)
    app.selectbox[0].set_value("Coat")
    press(app, "Put 1 piece into the wardrobe")
    assert any("The network named 0 of 1 right." in words for words in said(app))
    (found,) = own(app, own_home).items()
    assert (found.guessed, found.label) == ("Dress", "Coat")


def test_a_piece_is_opened_changed_worn_and_removed(filled, own_home):
    press(filled, next(one.label for one in filled.button if one.label.endswith("dress")))
    notes = next(one for one in filled.text_area if one.label == "Notes")
    notes.set_value("from Paris")
    press(filled, "Worn today")
    dress = next(one for one in own(filled, own_home).items() if one.label == "Dress")
    assert (dress.notes, len(dress.worn)) == ("from Paris", 1)
    press(filled, "Remove it")
    assert len(own(filled, own_home).items()) == 4


def test_outfits_say_why_and_others_are_others(filled):
    assert any(words.startswith("Why: ") for words in said(filled))
    press(filled, "Wear it today")
    assert not any("not worn" in words and "Why" in words for words in said(filled))


def test_the_address_brings_it_to_another_visitor_and_a_wrong_one_brings_nothing(
    filled, open_page, own_home
):
    key = filled.session_state[OWN.key.name]
    from streamlit.testing.v1 import AppTest

    other = AppTest.from_file(filled._script_path, default_timeout=60)
    other.query_params["wardrobe"] = key
    other.run()
    other.switch_page("pages/use/wardrobe.py").run()
    stranger = AppTest.from_file(filled._script_path, default_timeout=60).run()
    stranger.query_params["wardrobe"] = "a" * 22
    stranger.switch_page("pages/use/wardrobe.py").run()
    assert not stranger.exception
    assert not any("The network named" in words for words in said(stranger))


def test_a_wardrobe_is_brought_back_from_its_file_and_a_wrong_file_is_said(filled, own_home):
    data = as_zip(own(filled, own_home))
    for piece in own(filled, own_home).items():
        own(filled, own_home).remove(piece.id)
    uploader(filled, "wardrobe_zip").set_value([("wardrobe.zip", data, "application/zip")])
    filled.run()
    assert not filled.exception
    assert len(own(filled, own_home).items()) == 5
    assert any("5 pieces came in" in words for words in said(filled))
    uploader(filled, "wardrobe_zip").set_value([("other.zip", b"text", "application/zip")])
    filled.run()
    assert any("no wardrobe from here" in words for words in said(filled))
