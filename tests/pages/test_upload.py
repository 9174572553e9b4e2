"""The upload page: one picture, a few, many, and bad ones among them."""

import csv
import io
import struct
import zlib
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from fmnist_app.data import CLASS_NAMES
from fmnist_app.images import preprocess
from fmnist_app.images.samples import catalogue_photo
from fmnist_app.inference import batch, label
from fmnist_app.inference.annotations import COLUMNS, as_csv
from fmnist_app.inference.label import Doubt, Label
from fmnist_app.ui.upload import sources
from fmnist_app.ui.upload.exports import annotations
from fmnist_app.ui.upload.labelling import Labelled
from tests.images.person import person

SCRIPT = "<img src=x onerror=alert(1)> **bold** [a](javascript:alert(1)).png"


def photo(seed=0):
    """A small PNG file of a dark shirt on a light ground."""
    chance = np.random.default_rng(seed)
    picture = Image.new("RGB", (120, 120), (205, 190, 170))
    draw = ImageDraw.Draw(picture)
    left, top = (25 + chance.integers(8, size=2)).tolist()
    draw.rectangle((left, top, left + 55, top + 75), fill=(40, 40, 90))
    draw.rectangle((left - 15, top, left + 70, top + 20), fill=(40, 40, 90))
    rough = np.asarray(picture) + chance.normal(0, 6, (120, 120, 3))
    picture = Image.fromarray(rough.clip(0, 255).astype(np.uint8))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def files(count, start=0):
    return [(f"shirt {i}.png", photo(i), "image/png") for i in range(start, start + count)]


def saved(picture, kind="PNG", **options):
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def bomb(side):
    """A PNG file of a few bytes that claims to be a picture of `side` x `side` pixels."""

    def chunk(name, data):
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
    return b"\x89PNG\r\n\x1a\n" + header + rows + chunk(b"IEND", b"")


def odd_pictures():
    """Every odd kind of picture that is read nevertheless."""
    plain = Image.open(io.BytesIO(photo()))
    sideways = Image.Exif()
    sideways[0x0112] = 6
    deep = Image.fromarray(np.asarray(plain.convert("L")).astype(np.uint16) * 257)
    clear = plain.convert("RGBA")
    clear.putalpha(plain.convert("L").point(lambda tone: 255 * (tone < 100)))
    moving = plain.convert("P")
    return {
        "animated.gif": saved(moving, "GIF", save_all=True, append_images=[moving.rotate(90)]),
        "sixteen bits.png": saved(deep),
        "palette.png": saved(plain.convert("P")),
        "cmyk.jpg": saved(plain.convert("CMYK"), "JPEG"),
        "transparent.png": saved(clear),
        "sideways.jpg": saved(plain, "JPEG", exif=sideways),
    }


def bad_files():
    """Every kind of file that is no picture to be read, and words of its sentence."""
    return {
        "empty.png": (b"", "empty"),
        "text.png": (b"this is text", "no picture"),
        "cut off.png": (photo()[:2000], "cut off"),
        "dot.png": (saved(Image.new("RGB", (1, 1))), "1 x 1"),
        "bomb.png": (bomb(20_000), "megapixels"),
    }


def bring(app, *brought):
    field = next(one for one in app.get("file_uploader") if one.key.startswith("upload_files"))
    field.set_value(list(brought))
    app.run()
    assert not app.exception
    return app


def shown(app):
    return [element.value for element in (*app.text, *app.markdown, *app.caption)]


def errors(app):
    return [element.value for element in app.error]


def table(app):
    return app.dataframe[0].value


def has_table(app):
    """Whether pictures are labelled in a table; the table of measured accuracies is another."""
    return any("Your label" in str(list(drawn.value.columns)) for drawn in app.dataframe)


@pytest.fixture
def page(open_page):
    app = open_page("upload")
    assert not app.exception
    return app


def test_the_page_says_what_makes_a_good_picture(page):
    assert page.title[0].value == "Upload"
    assert any("plain background" in text for text in shown(page))
    assert any("wearing" in text for text in shown(page))


def test_the_camera_does_not_start_by_itself(page):
    assert not page.get("camera_input")
    page.button_group(key="upload_source").set_value("Camera").run()
    assert not page.exception
    assert len(page.get("camera_input")) == 1


def test_one_picture_gets_a_card_with_answers_and_steps(page):
    bring(page, *files(1))
    assert "shirt 0.png" in shown(page)
    assert any(text.startswith("**28x28**") for text in shown(page))
    assert any("sure" in text or "look" in text for text in shown(page))


def test_who_says_what_it_is_hears_what_the_network_thought_of_that(page):
    bring(page, *files(1))
    asked = next(b for b in page.button_group if b.label == "What is it really?")
    assert len(asked.options) == 4
    asked.set_value("None of these").run()
    assert not page.exception
    assert any(text.startswith("It ") and "clothing" in text for text in shown(page))
    likeliest = asked.options[0]
    next(b for b in page.button_group if b.label == asked.label).set_value(likeliest).run()
    assert any(text.startswith("It says so too: ") for text in shown(page))


def test_an_override_changes_what_is_seen(page):
    bring(page, *files(1))
    keep = next(toggle for toggle in page.toggle if toggle.label == "Keep background")
    keep.set_value(True).run()
    assert not page.exception
    assert any("background kept" in text for text in shown(page))


def test_a_bad_file_among_a_few_is_named_and_the_others_are_answered(page):
    bring(page, *files(2), ("notes.png", b"this is text", "image/png"))
    assert "notes.png" in shown(page)
    assert len(errors(page)) == 1
    assert "no picture" in errors(page)[0]
    assert sum(text.startswith("**28x28**") for text in shown(page)) == 2


def test_many_pictures_give_a_table_and_a_bad_one_is_named_and_skipped(page):
    bring(page, *files(5), ("empty.png", b"", "image/png"), *files(2, start=5))
    assert len(table(page)) == 7
    assert set(table(page)["Label"]) <= {*CLASS_NAMES, "Nothing found", "No clothing?"}
    assert page.warning[0].value == "1 of 8 files was skipped."
    assert any(text.startswith("empty.png: The file is empty") for text in shown(page))


def test_odd_pictures_are_read_and_bad_ones_named_and_skipped(page):
    odd, bad = odd_pictures(), bad_files()
    bring(
        page,
        *((name, data, "image/png") for name, data in odd.items()),
        *((name, data, "image/png") for name, (data, _) in bad.items()),
    )
    assert sorted(table(page)["File"]) == sorted(odd)
    assert "Nothing found" not in table(page)["Label"].tolist()
    lines = next(text for text in shown(page) if text.startswith("empty.png")).splitlines()
    for line, (name, (_, words)) in zip(lines, bad.items(), strict=True):
        assert line.startswith(f"{name}: ")
        assert words in line


@pytest.mark.parametrize("name", list(bad_files()))
def test_a_bad_picture_alone_gets_its_sentence(page, name):
    data, words = bad_files()[name]
    bring(page, (name, data, "image/png"))
    assert words in errors(page)[0]
    assert not page.toggle  # there is nothing to override


def test_script_in_a_file_name_is_shown_as_text(page):
    bring(page, (SCRIPT, photo(), "image/png"))
    assert SCRIPT in [element.value for element in page.text]
    assert not any("onerror" in element.value for element in (*page.markdown, *page.caption))
    bring(page, *((SCRIPT, photo(i), "image/png") for i in range(5)), (SCRIPT, b"", "image/png"))
    assert table(page)["File"].tolist() == [SCRIPT] * 5
    assert any(element.value.startswith(SCRIPT) for element in page.text)
    assert not any("onerror" in element.value for element in (*page.markdown, *page.warning))


def test_what_cannot_be_seen_in_a_name_is_marked():
    assert sources.shown("a\u202egnp.exe\n.png") == "a\ufffdgnp.exe\ufffd.png"


def test_two_hundred_files_at_once_are_all_labelled(page):
    bring(page, *files(200))
    assert len(table(page)) == 200


def test_more_than_two_hundred_files_are_cut_off_and_said(page, monkeypatch):
    monkeypatch.setattr(sources, "MOST_FILES", 6)
    bring(page, *files(9))
    assert len(table(page)) == 6
    assert "9 files came; the first 6" in page.warning[0].value


def pills(page):
    """The labels that can be pressed for the picture asked about."""
    return {b.label: b for b in page.button if str(b.key).startswith("say_")}


def test_what_needs_a_look_is_asked_one_by_one_and_the_count_goes_down(page):
    noise = np.random.default_rng(0).integers(0, 255, (90, 90, 3), np.uint8)
    bring(page, *files(5), ("noise.png", saved(Image.fromarray(noise)), "image/png"))
    left = sum(bool(why) for why in table(page)["Why look"])
    assert left
    assert any(f"**{left} need" in text for text in shown(page))
    first = next(text for text in shown(page) if text.endswith(".png"))
    pills(page)["None of these"].click().run()
    assert not page.exception
    row = table(page).set_index("File").loc[first]
    assert row["Your label"] == "None of these"
    assert any("You named 1." in text for text in shown(page))
    assert f"{first}: None of these" in shown(page)

    next(button for button in page.button if button.label == "Undo").click().run()
    assert not table(page)["Your label"].notna().any()
    assert any(f"**{left} need" in text for text in shown(page))


def asked(page):
    """The name of the picture asked about."""
    return next(text for text in shown(page) if text.startswith("blank"))


def test_what_is_put_off_comes_after_the_others(page):
    blank = [saved(Image.new("RGB", (50, 50 + i))) for i in range(5)]
    bring(page, *((f"blank {i}.png", data, "image/png") for i, data in enumerate(blank)))
    first = asked(page)
    next(button for button in page.button if button.label == "Later").click().run()
    assert asked(page) != first
    for _ in range(4):
        pills(page)["None of these"].click().run()
    assert asked(page) == first
    pills(page)["None of these"].click().run()
    assert any("All of them are looked at" in text for text in shown(page))
    assert any("**none needs a look**" in text for text in shown(page))


def button(page, words):
    return next(one for one in page.button if one.label == words)


def test_others_are_checked_at_random_and_say_how_many_of_the_rest_are_wrong(page, monkeypatch):
    monkeypatch.setattr(label, "agreed", lambda first, _: replace(first, doubt=None))
    bring(page, *files(12))
    assert any("nobody has checked them yet" in text for text in shown(page))
    button(page, "Check some at random").click().run()
    for number in range(6):
        named = table(page).set_index("File")["Label"]
        name = next(text for text in shown(page) if text.startswith("shirt"))
        wrong = number == 0
        pills(page)["None of these" if wrong else named[name]].click().run()
        assert not page.exception
    said = next(text for text in shown(page) if "checked at random" in text)
    assert "Of 6 checked at random, 1 was wrong: of the **6** that nobody checked" in said
    assert any("more to check" in text or "all of them" in text for text in shown(page))


def test_a_label_of_ones_own_is_kept_and_offered_again(page):
    blank = [saved(Image.new("RGB", (50, 50 + i))) for i in range(6)]
    bring(page, *((f"blank {i}.png", data, "image/png") for i, data in enumerate(blank)))
    first = asked(page)
    page.text_input[0].set_value("  Wool   scarf ").run()
    assert not page.exception
    assert table(page).set_index("File").loc[first, "Your label"] == "Wool scarf"
    assert "Wool scarf" in pills(page)


def test_keys_are_offered_for_labels_none_later_and_undo(page):
    blank = [saved(Image.new("RGB", (50, 50 + i))) for i in range(6)]
    bring(page, *((f"blank {i}.png", data, "image/png") for i, data in enumerate(blank)))
    pills(page)["None of these"].click().run()
    keys = {one.label: one.proto.shortcut for one in page.button if one.proto.shortcut}
    likeliest = list(pills(page))[:5]
    assert [keys[name].lower() for name in likeliest] == list("12345")
    assert keys["None of these"] == "0"
    assert {keys["Later"].lower(), keys["Undo"].lower()} == {"l", "u"}


def test_what_was_labelled_is_not_read_again(page, monkeypatch):
    read = []

    def counted(*given):
        read.append(given)
        return preprocess(*given)

    monkeypatch.setattr(batch, "preprocess", counted)

    bring(page, *files(5))
    page.run()
    assert len(read) == 5


def test_what_someone_wears_is_said_to_be_unmeasured_and_the_person_may_be_denied(page):
    bring(page, ("worn.png", saved(Image.fromarray(person())), "image/png"))
    assert any("Someone seems to wear it" in text for text in shown(page))
    for part, worn in (("upper", True), ("lower", True), ("nobody", False), ("whole", True)):
        (which,) = (one for one in page.button_group if one.label == "What someone wears")
        which.set_value(part).run()
        assert not page.exception
        assert any("Someone seems to wear it" in text for text in shown(page)) == worn


def test_samples_are_answered_and_all_ten_give_a_table(page):
    page.button_group(key="upload_source").set_value("Samples").run()
    assert not page.exception
    assert any(text.startswith("Dress, test picture") for text in shown(page))
    next(button for button in page.button if button.label == "All ten").click().run()
    assert not page.exception
    assert len(table(page)) == 10


def test_pictures_stay_while_another_page_is_looked_at(page):
    bring(page, *files(5))
    page.switch_page("pages/start/home.py").run()
    page.switch_page("pages/use/upload.py").run()
    assert len(table(page)) == 5
    assert has_table(page)
    next(button for button in page.button if button.label == "Remove all").click().run()
    assert not has_table(page)


def test_many_pictures_are_removed_by_one_press_and_others_may_come(page):
    bring(page, *files(5))
    next(button for button in page.button if button.label == "Remove all").click().run()
    assert not page.exception
    assert not has_table(page)
    bring(page, *files(6))
    assert len(table(page)) == 6


def test_one_visitor_sees_nothing_of_another(page):
    from streamlit.testing.v1 import AppTest

    bring(page, *files(5))
    assert has_table(page)
    other = AppTest.from_file(page._script_path, default_timeout=60).run()
    other.switch_page("pages/use/upload.py").run()
    assert not has_table(other)
    assert not any("shirt" in text for text in shown(other))


def test_the_csv_file_holds_the_corrected_label_and_no_formula():
    rows = [
        Labelled("a", "=HYPERLINK(1).png", "", Label("Coat", 0.91234, -1.5, Doubt.NO_CLOTHING)),
        Labelled("b", " @x.png", "", Label("Nothing found", 0.0, None, Doubt.NOTHING)),
        Labelled("c", 'b"a,g.png', "", Label("Bag", 0.5, 2.0)),
    ]
    read = list(
        csv.DictReader(
            io.StringIO(as_csv(annotations(rows, {"c": "Dress"}, {"c": "now"})).decode())
        )
    )
    assert tuple(read[0]) == COLUMNS
    assert [row["file_name"] for row in read] == ["'=HYPERLINK(1).png", "' @x.png", 'b"a,g.png']
    assert read[0]["probability"] == "0.9123"
    assert read[1]["clothing_score"] == ""
    assert [row["corrected_label"] for row in read] == ["", "", "Dress"]
    assert [row["reason"] for row in read] == ["no clothing", "nothing found", ""]
    assert [row["looked_at"] for row in read] == ["", "", "now"]
    assert [row["final_label"] for row in read] == ["None of these", "None of these", "Dress"]


def test_a_sample_is_dark_on_white():
    pixels = np.zeros((28, 28), np.uint8)
    pixels[8:20, 8:20] = 255
    with Image.open(catalogue_photo(pixels, cloth=1)) as made:
        assert made.getpixel((0, 0)) == (255, 255, 255)
        assert np.asarray(made)[210, 210].max() < 100


@pytest.mark.parametrize(
    ("press", "title"), [("Look inside", "Inside"), ("See it altered", "Altered pictures")]
)
def test_a_photo_is_taken_along_to_the_page_that_a_press_opens(page, press, title):
    bring(page, *files(1))
    next(one for one in page.button if one.label == press).click().run()
    assert not page.exception
    assert [one.value for one in page.title] == [title]
    words = [*page.selectbox, *page.button_group]
    assert any("Your photo" in str(one.options) for one in words)
