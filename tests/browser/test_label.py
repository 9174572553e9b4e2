"""A delivery in a real browser: dropped, labelled, named by keys, and there after a reload."""

import numpy as np
import pytest
from playwright.sync_api import expect

from fmnist_app.images.samples import catalogue_photo
from tests.browser.test_upload import press


@pytest.fixture
def photos(dataset, tmp_path):
    def some(count):
        for place in range(count):
            data = catalogue_photo(dataset.test_images[place], place % 5).getvalue()
            (tmp_path / f"{place}.png").write_bytes(data)
        return [tmp_path / f"{place}.png" for place in range(count)]

    return some


def test_a_delivery_is_labelled_named_by_keys_and_outlasts_a_reload(server, open_tab, photos):
    page = open_tab(f"{server.url}/label")
    page.locator("input[type=file]").first.set_input_files(photos(12))
    expect(page.get_by_text("12 pictures,")).to_be_visible()
    random = page.get_by_role("button", name="Check some at random")
    random.click()
    expect(random).to_have_count(0)
    for number in (1, 2, 3):
        press(page, "1")
        expect(page.get_by_text(f"You named {number}.")).to_be_visible()
    press(page, "u")
    expect(page.get_by_text("You named 2.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("You named 2.")).to_be_visible()

    page.get_by_role("tab", name="Take along").click()
    with page.expect_download() as begun:
        page.get_by_role("button", name="Download the table").click()
    lines = begun.value.path().read_text(encoding="utf-8").splitlines()
    assert len(lines) == 13
    page.get_by_role("tab", name="Bring more").click()
    page.get_by_role("button", name="Begin another delivery").click()
    expect(page.get_by_text("Bring a delivery")).to_be_visible()
    assert "delivery=" not in page.url


def test_a_folder_of_folders_brings_its_labels_which_are_checked_by_keys(
    server, open_tab, dataset, tmp_path
):
    kinds = {"Bags": 8, "Sneakers": 7, "Trousers": 1}
    for folder, label in kinds.items():
        (tmp_path / "shop" / folder).mkdir(parents=True)
        for place in np.flatnonzero(dataset.test_labels == label)[:3]:
            data = catalogue_photo(dataset.test_images[place], 0).getvalue()
            (tmp_path / "shop" / folder / f"{place}.png").write_bytes(data)
    boot = np.flatnonzero(dataset.test_labels == 9)[0]
    wrong = catalogue_photo(dataset.test_images[boot], 0).getvalue()
    (tmp_path / "shop" / "Bags" / "wrong.png").write_bytes(wrong)

    page = open_tab(f"{server.url}/label")
    page.get_by_role("radio", name="A folder").click()
    expect(page.get_by_text("A folder with pictures")).to_be_visible()
    page.locator("input[type=file]").first.set_input_files(tmp_path / "shop")
    expect(page.get_by_text("10 pictures,")).to_be_visible()
    page.get_by_role("tab", name="Check labels").click()
    expect(page.get_by_text("10 pictures came with a label")).to_be_visible()
    expect(page.get_by_text("Is this “Bag”?")).to_be_visible()
    press(page, "2")
    expect(page.get_by_text("You looked at 1 and changed 1.")).to_be_visible()


PARTS = ("Look through", "Check labels", "Table", "Duplicates", "Take along", "Bring more")


def test_no_part_of_a_delivery_is_wider_than_a_phone(server, new_page, photos):
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{server.url}/label")
    page.locator("input[type=file]").first.set_input_files(photos(6))
    expect(page.get_by_text("6 pictures,")).to_be_visible()
    for part in PARTS:
        page.get_by_role("tab", name=part).click()
        page.wait_for_timeout(1_000)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, part
    page.close()
