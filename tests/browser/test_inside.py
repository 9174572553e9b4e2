"""A picture's way through a network in a real browser: pointed at, and calculated there alone."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def sent():
    return []


@pytest.fixture
def way(server, open_tab, sent):
    """Open the page for a network, with all that the browser sends to the server noted."""

    def note(frame):  # a function of its own: Playwright marks those that it calls
        sent.append(frame)

    def follow(socket):
        socket.on("framesent", note)

    def open_it(network):
        page = open_tab("about:blank")
        page.on("websocket", follow)
        page.goto(f"{server.url}/inside?inside_network={network}&inside_number=1")
        expect(page.locator(".bench .place").last).to_be_visible()
        expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
        return page

    return open_it


def value(place):
    return float(place.get_attribute("value"))


def values(page, name):
    cells = page.locator(f'.grid[data-name="{name}"] data')
    return [value(cells.nth(at)) for at in range(cells.count())]


def at_random(count):
    """Places in a map, as shares of its sides: by a fixed rule, all over it."""
    return [((0.05 + 0.6180 * n) % 1, (0.05 + 0.7549 * n) % 1) for n in range(count)]


def test_fifty_places_are_pointed_at_without_a_word_to_the_server(way, sent):
    page = way("Basic")
    out = page.locator(".bench .place").last
    out.scroll_into_view_if_needed()
    box = out.bounding_box()
    page.wait_for_timeout(1_000)
    before, seen = len(sent), set()
    for across, down in at_random(50):
        page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
        total = page.locator(".total data")
        products, bias = values(page, "products"), value(total.nth(1))
        result = value(page.locator(".total .result"))
        assert result == pytest.approx(max(0, sum(products) + bias), abs=1e-6)
        patch, kernel = values(page, "patch"), values(page, "kernel")
        assert products == pytest.approx(
            [one * other for one, other in zip(patch, kernel, strict=True)], abs=1e-6
        )
        seen.add(round(result, 6))
    assert len(sent) == before
    assert len(seen) > 2  # and not the same place fifty times


def test_a_map_behind_many_maps_adds_up_and_arrow_keys_move_the_window(way):
    page = way("Standard")
    second = page.locator(".stage").nth(3).get_by_role("button").first
    second.click()
    expect(page.locator(".bench h3")).to_contain_text("Conv 64")
    added = page.locator(".channels data")
    total = value(page.locator(".total data").first)
    parts = [value(added.nth(at)) for at in range(added.count())]
    assert sum(parts) == pytest.approx(total, abs=1e-5)
    out = page.locator(".bench .place").last
    before = out.locator(".window").get_attribute("style")
    out.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    assert out.locator(".window").get_attribute("style") != before


def test_the_window_moves_by_itself_and_pauses(way):
    page = way("Basic")
    window = page.locator(".bench .place").last.locator(".window")
    before = window.get_attribute("style")
    page.get_by_role("button", name="Move the window").click()
    expect(window).not_to_have_attribute("style", before)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Move the window")).to_be_visible()


def test_each_score_is_the_sum_of_what_it_is_made_of(way):
    page = way("Robust%2C+small")
    for name in ("Pullover", "Ankle boot"):
        page.get_by_role("button", name=re.compile(f"^{name}: ")).click()
        products = page.locator("table td:nth-child(4) > data")
        parts = [value(products.nth(at)) for at in range(products.count())]
        assert sum(parts) == pytest.approx(value(page.locator("table .result")), abs=1e-4)


def test_another_picture_keeps_the_map_that_was_chosen(way):
    page = way("Basic")
    page.locator(".stage").nth(2).get_by_role("button").nth(3).click()
    heading = page.locator(".bench h3")
    expect(heading).to_contain_text("MaxPool")
    said = page.get_by_text("Basic says:")
    before = said.inner_text()
    page.get_by_role("button", name="Next mistake").click()
    expect(page.get_by_text("It is labelled")).to_be_visible()
    assert said.inner_text() != before
    expect(heading).to_contain_text("MaxPool")


def test_a_mistake_of_the_comparison_is_looked_into_with_its_picture(server, open_tab):
    page = open_tab(f"{server.url}/compare?part=Mistakes")
    pictures = page.locator(".st-key-compared_pictures")
    expect(pictures).to_be_visible()
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    pictures.get_by_role("link", name="Look inside").first.click()
    expect(page.get_by_role("heading", name="Inside", exact=True)).to_be_visible()
    expect(page.get_by_text("Basic says:")).to_be_visible()
    expect(page.get_by_text("It is labelled")).to_be_visible()
    assert re.search(r"inside_number=\d+", page.url)
