"""A picture's way through a network in a real browser: pointed at, and calculated there alone."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from fmnist_app.inference.embedding.files import EmbeddingFiles
from fmnist_app.lab.embedding import SHIPPED


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


@pytest.fixture
def embedding(server, open_tab, sent):
    """Open the map of all test pictures, once all of them are laid out."""

    def note(frame):
        sent.append(frame)

    def open_it(more=""):
        page = open_tab("about:blank")
        page.on("websocket", lambda socket: socket.on("framesent", note))
        page.goto(f"{server.url}/inside?inside_part=All+test+pictures{more}")
        expect(page.get_by_text("among the ten nearest here")).to_be_visible()
        expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
        page.wait_for_function("() => globalThis.fashionTestPictures?.length === 7840000")
        return page

    return open_it


def laid_out(method="pca"):
    """Where Basic's map has each picture, within -1 to 1."""
    points = EmbeddingFiles(SHIPPED / "basic").read_map(method).points
    low, high = points.min(axis=0), points.max(axis=0)
    return (points - (low + high) / 2) / ((high - low) / 2).max()


def picture_of(canvas):
    """The grey values of a canvas that shows a picture, (28, 28)."""
    pixels = canvas.evaluate(
        "canvas => [...canvas.getContext('2d').getImageData(0, 0, 28, 28).data]"
    )
    return np.array(pixels, np.uint8).reshape(28, 28, 4)[..., 0]


def test_a_hundred_points_of_a_filtered_zoomed_and_chosen_map_show_their_own_pictures(
    embedding, dataset, sent
):
    page = embedding()
    for name in ("Sneaker", "Bag"):
        page.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Select", exact=True).click()
    canvas = page.locator(".embedding figure canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    middle = np.array([box["x"] + box["width"] / 2, box["y"] + box["height"] / 2])
    # Within the canvas's frame of one pixel; 0.94 and 1.6 as the page has them.
    unit = (min(box["width"], box["height"]) - 2) / 2 * 0.94 * 1.6
    places = middle + laid_out() * [unit, -unit]
    chosen = np.isin(dataset.test_labels, (7, 8))

    half = np.array([200, 150])
    page.mouse.move(*(middle - half))
    page.mouse.down()
    page.mouse.move(*(middle + half), steps=3)
    page.mouse.up()
    summary = page.locator(".side p")
    expect(summary).to_contain_text("pictures chosen: ")
    fewest, most = (
        np.flatnonzero(chosen & (abs(places - middle) < half + edge).all(axis=1))
        for edge in (-1, 1)
    )
    count = int(summary.inner_text().split()[0].replace(",", ""))
    assert len(fewest) <= count <= len(most)

    before = len(sent)
    for number in np.random.default_rng(0).choice(fewest, 100, replace=False).tolist():
        page.mouse.move(*places[number])
        told = int(page.locator(".embedding").get_attribute("data-shown"))
        assert chosen[told]
        assert np.abs(places[told] - places[number]).max() < 1.5  # of points at one place any
        assert np.array_equal(picture_of(page.locator(".shown canvas")), dataset.test_images[told])
    assert len(sent) == before
    tiles = page.locator('[aria-label="Chosen pictures"] .tile').all()
    assert len(tiles) > 50
    for tile in tiles[-20:]:
        number = int(tile.get_attribute("data-index"))
        assert number in most
        assert np.array_equal(picture_of(tile.locator("canvas")), dataset.test_images[number])


def test_arrow_keys_walk_over_the_map_and_enter_looks_inside(embedding):
    page = embedding("&inside_number=1")
    canvas = page.locator(".embedding figure canvas")
    whole = page.locator(".embedding")
    expect(whole).to_have_attribute("data-shown", "1")
    canvas.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    number = whole.get_attribute("data-shown")
    assert number != "1"
    page.keyboard.press("Enter")
    expect(page.get_by_role("spinbutton", name="Test picture")).to_have_value(number)
    expect(page.locator(".side")).to_contain_text("Nearest to it by the features")


def test_a_phone_scrolls_past_the_map_and_a_tap_shows_a_picture(embedding, new_page, server):
    embedding()
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(f"{server.url}/inside?inside_part=All+test+pictures")
    canvas = page.locator(".embedding figure canvas")
    canvas.scroll_into_view_if_needed()
    expect(canvas).to_have_css("touch-action", "pan-y")
    box = canvas.bounding_box()
    before = page.locator(".embedding").get_attribute("data-shown")
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".embedding")).not_to_have_attribute("data-shown", before)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_epochs_of_a_run_are_played_by_a_slider(server, open_tab):
    page = open_tab(f"{server.url}/train?epochs=3&pictures=1000&filters=8")
    button = page.get_by_role("button", name="Train", exact=True)
    expect(button).to_be_enabled()
    page.wait_for_load_state("networkidle")
    button.click()
    expect(page.get_by_role("heading", name="Finished")).to_be_visible()
    page.get_by_role("button", name="Look inside").first.click()
    page.get_by_role("tab", name="Through the epochs").click()
    slider = page.get_by_role("slider", name="Epoch")
    expect(slider).to_have_attribute("aria-valuetext", "After epoch 3")
    kernel = page.locator(".filters canvas").first
    trained = kernel.evaluate("canvas => canvas.toDataURL()")
    slider.focus()
    page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "Before training")
    assert kernel.evaluate("canvas => canvas.toDataURL()") != trained
    page.get_by_role("button", name="Play").click()
    expect(slider).to_have_attribute("aria-valuetext", "After epoch 3")
    expect(page.get_by_role("button", name="Play")).to_be_visible()  # it has come to the end
    assert kernel.evaluate("canvas => canvas.toDataURL()") == trained
