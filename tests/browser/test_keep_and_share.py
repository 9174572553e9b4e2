"""A run is downloaded and brought back, a link is shared and opened, and a page sits in a frame."""

import re

import cv2
import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.test_draw import BOX, stroke
from tests.browser.test_journeys import click, headline

RUN = "epochs=2&pictures=1000&filters=4"


def test_a_run_is_downloaded_and_brought_back_by_someone_else_with_its_networks(
    server, open_tab, new_page, tmp_path
):
    page = open_tab(f"{server.url}/train?{RUN}")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1_000)
    click(page, "Train")
    expect(headline(page)).to_have_text("Finished")
    with page.expect_download() as download:
        click(page, "Download")
    assert download.value.suggested_filename == "basic-standard-e2-n1000-s0.zip"
    download.value.save_as(tmp_path / "run.zip")

    other = new_page("another")
    other.goto(f"{server.url}/train")
    other.get_by_text("Bring a run back").click()
    chooser = other.locator("input[type=file]")
    chooser.set_input_files({"name": "a.zip", "mimeType": "application/zip", "buffer": b"PK"})
    expect(other.get_by_text("no sound zip file")).to_be_visible()
    chooser.set_input_files(tmp_path / "run.zip")
    expect(headline(other)).to_have_text("Finished")
    expect(other.get_by_text("with its networks")).to_be_visible()
    expect(other.get_by_text("being made ready")).to_have_count(0)

    other.get_by_role("link", name="Draw").click()
    other.get_by_text("How it knows").click()
    click(other, "Basic, your run")
    stroke(other, BOX)
    answer = other.get_by_test_id("stMarkdown").filter(has_text="Basic, your run").last
    expect(answer).to_have_text(re.compile("sure|needs a look|does not look like clothing"))

    other.get_by_role("link", name="Compare").click()
    click(other, "Basic, your run")
    click(other, "Standard, your run")
    expect(other.get_by_role("tab", name="Mistakes")).to_be_visible()
    expect(other.get_by_text("left no answers")).to_have_count(0)

    other.get_by_role("link", name="Train").click()
    click(other, "1 more epoch")
    expect(other.get_by_text("with its networks")).to_have_count(0)
    expect(headline(other)).to_have_text("Finished")
    expect(other.locator(".st-key-train_status")).to_contain_text("3 epochs in")
    other.close()


def test_a_link_and_its_code_say_the_same_and_open_the_same_settings(server, open_tab):
    page = open_tab(f"{server.url}/train?epochs=3&kernel=99")
    expect(page.get_by_text("The link asked for something")).to_contain_text("kernel size")
    click(page, "Share")
    page.get_by_text("Without controls").click()
    link = f"{server.url}/train?epochs=3&controls=hidden"
    expect(page.get_by_test_id("stCode")).to_have_text(link)
    picture = page.get_by_alt_text("QR code of the link")
    picture.wait_for()
    page.wait_for_timeout(1_000)
    photo = cv2.imdecode(np.frombuffer(picture.screenshot(), np.uint8), cv2.IMREAD_GRAYSCALE)
    assert photo is not None
    assert cv2.QRCodeDetector().detectAndDecode(photo)[0] == link

    opened = open_tab(link)
    expect(opened.get_by_role("button", name="Train", exact=True)).to_be_enabled()
    expect(opened.get_by_text("Epochs")).to_have_count(0)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "draw",
        "upload",
        "data",
        "altered",
        "train",
        "search",
        "compare",
        "label",
        "wardrobe",
        "defects",
    ],
)
def test_a_page_sits_in_a_frame_without_the_menu(server, open_tab, tmp_path, path):
    outside = tmp_path / "outside.html"
    outside.write_text(
        f'<iframe src="{server.url}/{path}?embed=true" width="800" height="700"></iframe>'
    )
    page = open_tab(outside.as_uri())
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("heading").first).to_be_visible()
    expect(inside.get_by_test_id("stTopNavLink")).to_have_count(0)


def test_a_class_trains_from_one_link_and_is_watched_without_names(server, open_tab, new_page):
    teacher = open_tab(f"{server.url}/train?{RUN}")
    teacher.wait_for_load_state("networkidle")
    click(teacher, "Share")
    teacher.get_by_text("For a class").click()
    teacher.get_by_text("Each with its own seed").click()
    code = teacher.get_by_test_id("stCode")
    expect(code).to_contain_text("seeds=own")
    link = code.inner_text().strip()
    with teacher.expect_popup() as opened:
        teacher.get_by_role("link", name="Watch the class").click()
    watching = opened.value
    expect(watching.get_by_text("Nobody has started a run")).to_be_visible()

    pupil = new_page("another")
    pupil.goto(link)
    pupil.wait_for_load_state("networkidle")
    click(pupil, "Train")
    expect(watching.get_by_text("1 run, ")).to_be_visible()
    expect(pupil.get_by_role("heading", name="Finished")).to_be_visible()
    expect(watching.get_by_text("1 run, 1 finished.")).to_be_visible()
    expect(watching.get_by_text("One run so far")).to_have_count(2)
    with pupil.expect_popup() as opened:
        pupil.get_by_role("link", name="The class").click()
    expect(opened.value.get_by_text("Right answers on new pictures, epoch")).to_be_visible()
    assert "run=" not in opened.value.url  # which would be the key to it
    pupil.close()
