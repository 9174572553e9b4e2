"""Uploading in a real browser: an answer, a sentence for a bad file, a table for many."""

import json

import pytest
from playwright.sync_api import expect

from fmnist_app.images.samples import catalogue_photo

SCRIPT = "<img src=x onerror=document.title='caught'>" + "long " * 20 + ".png"


@pytest.fixture
def photo(dataset):
    def made(name, place=0):
        data = catalogue_photo(dataset.test_images[place], cloth=place).getvalue()
        return {"name": name, "mimeType": "image/png", "buffer": data}

    return made


def bring(page, *files):
    page.get_by_role("heading", name="Upload", exact=True).wait_for()
    page.locator("input[type=file]").set_input_files(list(files))


def bad(name="notes.png"):
    return {"name": name, "mimeType": "image/png", "buffer": b"this is text"}


def test_an_upload_gives_an_answer_and_a_bad_file_its_sentence(server, open_tab, photo):
    page = open_tab(f"{server.url}/upload")
    bring(page, photo("boot.png"), bad())
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
    expect(page.get_by_text("28x28", exact=True)).to_be_visible()
    expect(page.get_by_test_id("stAlert")).to_contain_text("The file is no picture")
    page.get_by_text("Keep background").click()
    expect(page.get_by_text("background kept")).to_be_visible()


def correct(page, row, label):
    """Fill in the label of a row, by the keyboard: it is the third column."""
    table = page.get_by_test_id("stDataFrame").first
    table.click(position={"x": 60, "y": 70 + 64 * row})
    for key in [*["ArrowRight"] * 2, "Enter"]:
        page.keyboard.press(key)
    page.get_by_role("option", name=label, exact=True).wait_for()
    page.keyboard.type(label)
    page.keyboard.press("Enter")
    page.wait_for_timeout(2_000)  # the table goes to the server and comes back


def download(page):
    with page.expect_download() as begun:
        page.get_by_role("button", name="Download the table").click()
    return begun.value.path().read_text(encoding="utf-8").splitlines()


def test_many_files_give_a_table_to_correct_and_to_download(server, open_tab, photo):
    page = open_tab(f"{server.url}/upload")
    bring(page, *(photo(f"{i}.png", i) for i in range(6)), bad())
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    expect(page.get_by_test_id("stAlert")).to_contain_text("1 of 7 files was skipped.")
    expect(page.get_by_text("notes.png: The file is no picture")).to_be_visible()
    correct(page, 1, "Dress")
    lines = download(page)
    assert lines[0].startswith("file_name,label,probability")
    assert len(lines) == 7
    assert [line.endswith(",Dress") for line in lines[1:]] == [False, True, *[False] * 4]

    bring(page, photo("another.png", 7))  # corrections outlast new files
    expect(page.get_by_text("7 pictures")).to_be_visible()
    assert download(page)[2].endswith(",Dress")


def press(page, key):
    """Press a key of the keyboard, once the buttons that are there listen for theirs.

    React puts its listeners in place after it has painted, which a program can be ahead of.
    """
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached")
    page.evaluate("() => new Promise(go => requestAnimationFrame(() => setTimeout(go, 100)))")
    page.keyboard.press(key)


def test_pictures_are_named_and_taken_back_by_keys_alone(server, open_tab, photo):
    page = open_tab(f"{server.url}/upload")
    bring(page, *(photo(f"{i}.png", i) for i in range(6)))
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    # The review is drawn after the table.
    page.locator("[data-test-script-state=notRunning]").wait_for()
    random = page.get_by_role("button", name="Check some at random")
    if random.count():
        random.click()
        expect(random).to_have_count(0)
    review = page.locator(".st-key-review")
    for number in range(1, 4):
        name = review.get_by_test_id("stText").first.inner_text()
        press(page, "1")
        expect(review.get_by_text(f"{name}: ")).to_be_visible()
        expect(page.get_by_text(f"You named {number}.")).to_be_visible()
    for number in (2, 1):
        press(page, "u")
        expect(page.get_by_text(f"You named {number}.")).to_be_visible()
    page.get_by_role("button", name="Other formats").click()
    with page.expect_download() as begun:
        page.get_by_role("button", name="Label Studio").click()
    tasks = json.loads(begun.value.path().read_text(encoding="utf-8"))
    assert len(tasks) == 6
    assert sum("annotations" in task for task in tasks) == 1


def test_script_in_a_file_name_stays_text_and_fits_a_phone(server, open_tab, photo):
    page = open_tab(f"{server.url}/upload")
    page.set_viewport_size({"width": 390, "height": 844})
    bring(page, photo(SCRIPT))
    expect(page.get_by_test_id("stText")).to_contain_text("<img src=x onerror")
    expect(page.get_by_text("28x28", exact=True)).to_be_visible()
    assert page.title() != "caught"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_samples_are_answered(server, open_tab):
    page = open_tab(f"{server.url}/upload")
    page.get_by_test_id("stButtonGroup").get_by_text("Samples").click()
    expect(page.get_by_text("Ankle boot, test picture")).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
