"""A wardrobe in a real browser: photos in, a piece opened, an outfit worn, a reload."""

import pytest
from playwright.sync_api import expect

from fmnist_app.data import CLASS_NAMES
from fmnist_app.images.samples import catalogue_photo

KINDS = ("T-shirt/top", "Trouser", "Dress", "Sneaker", "Bag")


@pytest.fixture
def photos(dataset):
    found = []
    for number, kind in enumerate(KINDS):
        place = int((dataset.test_labels == CLASS_NAMES.index(kind)).argmax())
        data = catalogue_photo(dataset.test_images[place], number).getvalue()
        found.append({"name": f"{number}.png", "mimeType": "image/png", "buffer": data})
    return found


def test_a_wardrobe_is_filled_used_and_still_there_after_a_reload(server, open_tab, photos):
    page = open_tab(f"{server.url}/wardrobe")
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("input[type=file]").first.set_input_files(photos)
    page.get_by_role("button", name="Put 5 pieces into the wardrobe").click()
    expect(page.get_by_text("5 pieces added.")).to_be_visible()
    page.wait_for_url("**/wardrobe?*wardrobe=*")

    page.get_by_role("tab", name="What to wear").click()
    expect(page.get_by_text("Why: ").first).to_be_visible()
    page.get_by_role("button", name="Wear it today").first.click()
    expect(page.get_by_text("Noted as worn today.")).to_be_visible()
    page.reload()
    page.get_by_role("tab", name="Pieces (5)").click()
    expect(page.get_by_text("The network named")).to_be_visible()
    # Pictures that are still to come would push away what opens.
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached")
    page.wait_for_function("[...document.images].every(image => image.complete)")
    page.locator("[class*=st-key-piece_] button").last.click()
    opened = page.locator(".st-key-wardrobe_piece")
    expect(opened).to_be_in_viewport()
    expect(opened.get_by_label("Labels of your own")).to_be_visible()
    photo = opened.get_by_role("img").first
    before = photo.get_attribute("src")
    page.locator("[class*=st-key-alike_] button").first.click()
    expect(photo).not_to_have_attribute("src", before)
    expect(opened).to_be_in_viewport()
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached")
    page.get_by_label("Notes").fill("from Paris")
    page.get_by_role("button", name="Keep changes").click()
    expect(page.get_by_text("Kept.", exact=True)).to_be_visible()
    page.reload()
    page.get_by_role("tab", name="Pieces (5)").click()
    page.get_by_label("Find by words").fill("paris")
    page.get_by_label("Find by words").press("Enter")
    expect(page.get_by_text("1 piece.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
