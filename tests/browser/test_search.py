"""A search in a real browser: trials come by themselves, in every tab, and one becomes a run."""

import re

import pytest
from playwright.sync_api import expect

ASKED = (
    "search_network=Your+own&search_own=conv4-3,pool2,flat,dense10"
    "&search_trials=5&search_minutes=5&search_pictures=500&search_epochs=2&search_seeds=1"
    "&search_pruning=Train+all+to+the+end&search_space=Dropout"
)


def begin(page):
    """The button that starts a search; tables have one of that name too."""
    return page.locator(".st-key-search_start").get_by_role("button", name="Search")


@pytest.fixture
def searching(server, open_tab):
    """A small search that has just been started."""
    page = open_tab(f"{server.url}/search?{ASKED}")
    begin(page).click()
    expect(page).to_have_url(re.compile("search=[\\w-]{22}"))
    return page


def dot(page, trial):
    """A trial in the large chart, as that names it for screen readers."""
    return page.locator(f'.st-key-search_picture path[aria-label*="Trial: {trial};"]')


def test_a_search_comes_by_itself_and_is_the_same_in_another_tab(searching, open_tab):
    expect(searching.get_by_text("Best so far:")).to_be_visible()
    other = open_tab(searching.url)
    for page in (searching, other):
        expect(page.get_by_text("Finished")).to_be_visible()
        expect(page.get_by_text("Trained anew on 1 fresh seed")).to_be_visible()
    said = searching.get_by_text("Trained anew on 1 fresh seed").inner_text()
    searching.reload()
    expect(searching.get_by_text("Trained anew on 1 fresh seed")).to_have_text(said)
    # A press on a dot opens its trial; another press makes a run of it.
    searching.wait_for_timeout(1_000)
    dot(searching, 2).click()
    box = searching.locator(".st-key-search_trial_box")
    expect(box.get_by_role("combobox")).to_have_value(re.compile("^2: "))
    box.get_by_role("button", name="Train it").click()
    expect(searching.get_by_role("heading", name="Train", exact=True)).to_be_visible()
    expect(searching).to_have_url(re.compile("/train.*run="))


def test_a_search_can_be_paused_and_stopped(searching):
    expect(searching.get_by_text("Best so far:")).to_be_visible()
    searching.get_by_role("button", name="Pause").click()
    expect(searching.get_by_role("heading", name="Paused")).to_be_visible()
    searching.get_by_role("button", name="Go on").click()
    searching.get_by_role("button", name="Stop").click()
    expect(searching.get_by_role("heading", name=re.compile("Stopped|Finished"))).to_be_visible()
    searching.get_by_role("button", name="New search").click()
    expect(begin(searching)).to_be_enabled()
