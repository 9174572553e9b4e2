"""The Train page in a real browser: what one screen holds while a run goes on, and what moves."""

import pytest
from playwright.sync_api import expect

from fmnist_app.bench.browser import SHIFTED, WATCH_SHIFTS

RUN = "epochs=12&pictures=1000&filters=8"
SIZES = [(1440, 900), (1920, 1080), (390, 844)]
MOST_SHIFT = 0.05


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def screen(request, new_page):
    width, height = request.param
    page = new_page(viewport={"width": width, "height": height})
    page.add_init_script(WATCH_SHIFTS)
    yield page
    page.close()


@pytest.mark.parametrize("path", ["", "train", "draw"])
def test_a_page_that_opens_does_not_jump(screen, server, path):
    screen.goto(f"{server.url}/{path}")
    expect(screen.get_by_role("button", name="All words")).to_be_visible()
    screen.wait_for_load_state("networkidle")
    screen.wait_for_timeout(2_000)
    assert screen.evaluate(SHIFTED) <= MOST_SHIFT


def train(page, server, query=RUN):
    page.goto(f"{server.url}/train?{query}")
    button = page.get_by_role("button", name="Train", exact=True)
    expect(button).to_be_enabled()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1_000)
    button.click()
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible()


def assert_one_screen_holds_what_matters(page):
    size = page.viewport_size
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    parts = [
        page.get_by_role("button", name="Stop", exact=True),
        page.locator(".st-key-train_status"),
        page.locator("[class*=st-key-train_says]"),
        page.locator(".st-key-train_accuracy"),
    ]
    for part in parts:
        box = part.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= size["height"]
        assert box["x"] + box["width"] <= size["width"]


def test_one_screen_holds_all_that_matters_and_nothing_in_it_moves(screen, server):
    train(screen, server)
    assert_one_screen_holds_what_matters(screen)  # straight after the press
    expect(screen.locator("[class*=st-key-train_says]").get_by_text("Seen:")).to_have_count(2)
    assert_one_screen_holds_what_matters(screen)
    expect(screen.get_by_role("heading", name="Finished")).to_be_visible()
    screen.wait_for_timeout(500)
    assert screen.evaluate(SHIFTED) <= MOST_SHIFT


def test_a_room_reads_one_chart_and_its_sentences_from_far(server, new_page):
    page = new_page(viewport={"width": 1920, "height": 1080})
    train(page, server, "epochs=3&pictures=500&filters=4")
    expect(page.get_by_role("heading", name="Finished")).to_be_visible()
    page.goto(page.get_by_role("link", name="Projector").get_attribute("href"))
    expect(page.get_by_text("Seen:")).to_have_count(2)
    expect(page.locator("svg.marks")).to_have_count(1)
    page.wait_for_timeout(500)
    texts = page.eval_on_selector_all(
        "svg.marks text, [class*=st-key-train_says] p",
        "found => found.map(one => parseFloat(getComputedStyle(one).fontSize))",
    )
    lines = page.eval_on_selector_all(
        "svg.marks .mark-line path",
        "found => found.map(one => parseFloat(getComputedStyle(one).strokeWidth))",
    )
    assert min(texts) >= 24
    assert len(lines) >= 4
    assert min(lines) >= 4
    assert page.evaluate("document.documentElement.scrollHeight") <= 1080
    page.close()
