"""A confusion cell clicked in a real browser, pictures in its cell seen, and a phone."""

import re

import pytest
from playwright.sync_api import expect

PARTS = ["Real or luck?", "Mistakes", "Seeds", "Remedies", "Cost", "Same size", "Confidence", "You"]
MISTAKES = "compare?part=Mistakes"


def cell(page, label, said):
    """The cell of this label and answer, as the chart names it for screen readers."""
    words = f"Labelled: {label}; Taken for: {said};"
    return page.locator(f'path[aria-label*="{words}"]')


def count_in(a_cell):
    return int(re.search(r"Pictures: ([\d,]+)", a_cell.get_attribute("aria-label")).group(1))


def pictures(page):
    return page.locator(".st-key-compared_pictures")


def words_below(page):
    captions = pictures(page).get_by_test_id("stCaptionContainer").locator("p")
    return [text.split("\n") for text in captions.all_inner_texts()]


@pytest.fixture
def mistakes(server, open_tab):
    page = open_tab(f"{server.url}/{MISTAKES}")
    expect(cell(page, "Shirt", "Pullover")).to_be_visible()
    expect(pictures(page)).to_be_visible()
    return page


def test_a_clicked_cell_shows_its_pictures(mistakes):
    wanted = cell(mistakes, "Shirt", "Pullover")
    count = count_in(wanted)
    wanted.click()  # right on its number
    expect(mistakes.get_by_text("As Basic took them")).to_be_visible()
    expect(mistakes.get_by_text(f"{count} pictures")).to_be_visible()
    expect(pictures(mistakes).locator("img")).to_have_count(min(count, 12))
    for label, basic, *_ in words_below(mistakes):
        assert label == "Shirt"
        assert "Pullover" in basic
    # Another cell right after it, of the other network.
    mistakes.get_by_role("radio", name="Standard", exact=True).click()
    expect(mistakes.get_by_text("As Standard took them")).to_be_visible()
    cell(mistakes, "Coat", "Shirt").click()
    expect(pictures(mistakes).get_by_text("Coat", exact=True).first).to_be_visible()
    for label, _, standard, *_ in words_below(mistakes):
        assert label == "Coat"
        assert "Shirt" in standard


def test_another_pair_and_another_part_stay_in_the_address(server, open_tab):
    page = open_tab(f"{server.url}/compare")
    expect(page.get_by_text("Only Basic right")).to_be_visible()
    page.get_by_role("button", name="Basic", exact=True).click()
    expect(page.get_by_text("Choose two networks or more. Your own")).to_be_visible()
    page.get_by_role("button", name="Robust", exact=True).click()
    expect(page.get_by_text("Only Robust right")).to_be_visible()
    page.get_by_role("tab", name="Confidence").click()
    expect(page.get_by_text("As the networks say it")).to_be_visible()
    page.reload()
    expect(page.get_by_text("As the networks say it")).to_be_visible()
    expect(page.get_by_role("button", name="Robust", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


@pytest.mark.parametrize("part", PARTS)
def test_no_part_is_wider_than_a_phone(server, new_page, part):
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(f"{server.url}/compare?part={part.replace(' ', '+').replace('?', '%3F')}")
    expect(page.get_by_role("heading", level=3).first).to_be_visible()
    page.wait_for_timeout(1_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    if part == "Mistakes":
        cell(page, "Shirt", "Pullover").tap()
        expect(page.get_by_text("As Basic took them")).to_be_visible()
