"""The tour in a real browser, from Home to its end, by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from fmnist_app.core.tour import STEPS

# A run of a few seconds in which the lines part; the controls take it from the address.
TINY = "epochs=6&pictures=500&filters=4&batch_size=8"


def go(page, name):
    """Press the button of that name by keyboard, reached from where the keyboard is now."""
    wanted = page.get_by_role("button", name=name, exact=True)
    expect(wanted.first).to_be_enabled()
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.evaluate("(document.activeElement?.innerText ?? '').trim()")
        if focused.split("\n")[-1] == name or focused == name:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"No Tab leads to “{name}”.")


def bar(page):
    return page.locator(".st-key-tour_bar")


def at(page, number, words=""):
    expect(bar(page)).to_contain_text(f"{number} of {len(STEPS)}")
    expect(bar(page)).to_contain_text(words)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_tour_is_taken_by_keyboard_alone(server, open_tab, width):
    page = open_tab(server.url)
    page.set_viewport_size({"width": width, "height": 844})
    go(page, "Take the tour, 10 minutes")
    at(page, 1)
