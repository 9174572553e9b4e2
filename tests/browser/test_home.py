"""Home in a real browser: what plays there by itself, and one press from it to a moving curve."""

import re

import pytest
from playwright.sync_api import expect

from fmnist_app.training.recording import read_recording

EPOCHS = read_recording().settings.epochs
SEEN = re.compile(r"Seen: \d+")


def counter(page):
    return page.get_by_test_id("stMain").locator(".count")


def control(page, words):
    return page.get_by_role("button", name=words, exact=True)


def test_one_press_leads_from_home_to_a_run_that_moves(server, open_tab):
    page = open_tab(server.url)
    page.wait_for_load_state("networkidle")  # a picture cut short on its way is an error there
    page.get_by_role("button", name=re.compile("Watch one learn")).click()
    expect(page.get_by_role("heading", name="Train", exact=True)).to_be_visible()
    page.wait_for_function(
        """() => /epoch [1-9]/i.test(document.querySelector('[data-testid=stMain]')?.innerText)"""
    )
    page.get_by_role("button", name=re.compile("^Stop")).first.click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_recorded_run_plays_pauses_and_plays_again(server, new_page, scheme):
    page = new_page(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page.goto(server.url)
    expect(page.locator(".sentence")).to_have_text(SEEN)
    control(page, "Pause").click()
    held = counter(page).text_content()
    expect(control(page, "Play")).to_be_visible()
    page.wait_for_timeout(700)
    assert counter(page).text_content() == held
    assert control(page, "Play").bounding_box()["height"] >= 44
    control(page, "Play").click()
    expect(counter(page)).to_have_text(f"Epoch {EPOCHS} of {EPOCHS}")
    expect(control(page, "Replay")).to_be_visible()
    colour = "element => getComputedStyle(element).color"
    assert page.locator(".sentence").evaluate(colour) == page.locator("h1").evaluate(colour)
    page.close()


def test_who_wants_no_motion_sees_the_end_at_once(server, new_page):
    page = new_page(reduced_motion="reduce")
    page.goto(server.url)
    expect(counter(page)).to_have_text(f"Epoch {EPOCHS} of {EPOCHS}")
    expect(control(page, "Replay")).to_be_visible()
    assert "After the last: Seen:" in page.locator(".chart").get_attribute("aria-label")
    page.close()
