"""The tour in a real browser, from Home to its end, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from fmnist_app.core.tour import STEPS

# Runs of both networks that take seconds; the controls take them from the address.
TINY = "epochs=2&pictures=500&filters=4"
MORE = "epochs=1&pictures=1000&filters=4"
FOCUSED = "(document.activeElement?.closest('button')?.innerText ?? '').split('\\n')"


def go(page, name, key="Tab"):
    """Press the button of that name, reached by this key from where the keyboard is now."""
    expect(page.get_by_role("button", name=name, exact=True).first).to_be_enabled()
    for _ in range(90):
        page.keyboard.press(key)
        if name in page.evaluate(FOCUSED):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"No {key} leads to “{name}”.")


def guess(page, first, *names):
    """Choose these by the arrow keys; the keyboard comes in at the first of all choices."""
    go(page, "Your guess")
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
    go(page, "Next")
    at(page, number)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_tour_is_taken_by_keyboard_alone(server, open_tab, width):
    page = open_tab(server.url)
    page.set_viewport_size({"width": width, "height": 844})
    page.wait_for_load_state("networkidle")  # a picture cut short on its way is an error there
    go(page, "Take the tour, 10 minutes")
    at(page, 1)
    expect(bar(page)).not_to_contain_text("Done.")
    guess(page, "T-shirt/top", "Coat", "Shirt")
    go_on_to(page, 2)

    page.goto(f"{server.url}/train?tour=2&tour_done=clothes&{TINY}")
    go(page, "Train")
    go_on_to(page, 3)
    go(page, "To Home")
    expect(page.get_by_role("heading", name="Watch a network learn")).to_be_visible()
    guess(page, "Basic", "Standard")
    go_on_to(page, 4)
    at(page, 4, "by heart")

    go_on_to(page, 5)
    go(page, "To Draw")
    go(page, "Drawing")
    at(page, 5, "Done.")
    page.reload()
    at(page, 5, "Done.")
    go_on_to(page, 6)
    go(page, "To Train")
    expect(page.get_by_role("heading", name="What to try next")).to_be_visible()
    page.goto(f"{server.url}/train?tour=6&{MORE}")
    go(page, "Train")
    go_on_to(page, 7)
    go(page, "To Compare")
    at(page, 7, "Done.")
    assert "tour=7" in page.url
    go(page, "Leave")
    expect(bar(page)).to_have_count(0)
    assert "tour" not in page.url
