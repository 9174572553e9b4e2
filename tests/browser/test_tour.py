"""The tour in a real browser, from Home to its end, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from fmnist_app.core.tour import STEPS
from tests.pages.test_tour import keep

# Runs of both networks that take seconds; the controls take them from the address.
TINY = "epochs=2&pictures=500&filters=4"
MORE = "epochs=1&pictures=1000&filters=4"
BACK = "Shift+Tab"  # the bar comes before the page
FOCUSED = "(document.activeElement?.closest('button')?.innerText ?? '').split('\\n')"


def go(page, name, key="Tab"):
    """Press the button of that name, reached by this key from where the keyboard is now."""
    at_rest(page)  # a page that is still being drawn may take the keyboard's place away
    expect(page.get_by_role("button", name=name, exact=True).first).to_be_enabled()
    for _ in range(90):
        page.keyboard.press(key)
        if name in page.evaluate(FOCUSED):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"No {key} leads to “{name}”.")


def at_rest(page):
    page.locator("[data-test-script-state=notRunning]").wait_for()


def guess(page, first, *names):
    """Choose these by the arrow keys; the keyboard comes in at the first of all choices."""
    page.wait_for_timeout(800)  # the browser says that someone is here, and the page is drawn anew
    go(page, "Your guess", BACK)
    expect(page.get_by_role("button", name=first, exact=True)).to_be_visible()
    for _ in range(90):
        page.keyboard.press("Tab")
        if first in page.evaluate(FOCUSED):
            break
    for name in names:
        go(page, name, "ArrowRight")


def bar(page):
    return page.locator(".st-key-tour_bar")


def at(page, number, words=""):
    expect(bar(page)).to_contain_text(f"{number} of {len(STEPS)}")
    expect(bar(page)).to_contain_text(words)


def go_on_to(page, number):
    at(page, number - 1, "Done.")
    go(page, "Next", BACK)
    at(page, number)


def train(page, server, step, settings):
    """Train by what the address says, which is a reload in the middle of the tour."""
    page.goto(f"{server.url}/train?{step}&{settings}")
    go(page, "Train")


def look_at_one(page, server, step, settings):
    """The same with a run that was trained before, to save the time."""
    run = settings.replace("&", "-").replace("=", "_")[:22]
    pictures = 1_000 if settings == MORE else 500
    keep(server.home, run, {"basic": 3, "standard": 5}, pictures=pictures)
    page.goto(f"{server.url}/train?{step}&run={run}")


@pytest.mark.parametrize(("width", "have_a_run"), [(390, train), (1280, look_at_one)])
def test_the_tour_is_taken_by_keyboard_alone(server, open_tab, width, have_a_run):
    page = open_tab(server.url)
    page.set_viewport_size({"width": width, "height": 844})
    page.wait_for_load_state("networkidle")  # a picture cut short on its way is an error there
    go(page, "Take the tour, 10 minutes")
    at(page, 1)
    expect(bar(page)).not_to_contain_text("Done.")
    guess(page, "T-shirt/top", "Coat", "Shirt")
    go_on_to(page, 2)

    have_a_run(page, server, "tour=2&tour_done=clothes", TINY)
    go_on_to(page, 3)
    go(page, "To Home", BACK)
    expect(page.get_by_role("heading", name="Watch a network learn")).to_be_visible()
    guess(page, "Basic", "Standard")
    go_on_to(page, 4)
    at(page, 4, "by heart")

    go_on_to(page, 5)
    go(page, "To Draw", BACK)
    go(page, "Drawing")
    at(page, 5, "Done.")
    page.reload()
    at(page, 5, "Done.")
    go_on_to(page, 6)
    go(page, "To Train", BACK)
    expect(page.get_by_role("heading", name="What to try next")).to_be_visible()
    have_a_run(page, server, "tour=6", MORE)
    go_on_to(page, 7)
    go(page, "To Compare", BACK)
    at(page, 7, "Done.")
    assert "tour=7" in page.url
    go(page, "Leave")
    expect(bar(page)).to_have_count(0)
    assert "tour" not in page.url
