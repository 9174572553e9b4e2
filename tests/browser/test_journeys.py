"""The main journeys, clicked through in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

PAGES = len(list((Path(__file__).parents[2] / "pages").glob("*/*.py")))
SLICE = "epochs=40&pictures=10000&filters=8"


def click(page, words):
    """Press a button, once the page has been drawn: a program can be ahead of what listens."""
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached")
    page.get_by_role("button", name=words, exact=True).click()


def headline(page):
    return page.get_by_test_id("stHeading").nth(1)


EPOCH = r"epoch (\d+)"


def epochs_shown(page):
    """Which epoch the status says the first network is in."""
    found = re.search(EPOCH, page.locator(".st-key-train_status").inner_text())
    return int(found.group(1)) if found else 0


def wait_for_more(page, epochs):
    page.wait_for_function(
        """([least, epoch]) => {
            const status = document.querySelector('.st-key-train_status');
            const found = status && status.innerText.match(new RegExp(epoch));
            return found && parseInt(found[1]) > least;
        }""",
        arg=[epochs, EPOCH],
    )


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("", "Watch a network learn"),
        ("draw", "Draw"),
        ("upload", "Upload"),
        ("label", "Label"),
        ("wardrobe", "Wardrobe"),
        ("defects", "Defects"),
        ("data", "The pictures"),
        ("altered", "Altered pictures"),
        ("train", "Train"),
        ("search", "Search"),
        ("compare", "Compare"),
    ],
)
def test_a_page_opened_first_thing_after_the_start_is_inside_the_frame(
    fresh_server, open_tab, path, title
):
    page = open_tab(f"{fresh_server.url}/{path}")
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
    menu = page.get_by_test_id("stTopNavLink")
    expect(menu).to_have_count(PAGES)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_training_outlives_the_page_and_obeys_its_buttons(server, open_tab):
    page = open_tab(f"{server.url}/train?{SLICE}")
    click(page, "Train")
    expect(headline(page)).to_have_text("Training")
    wait_for_more(page, 0)

    page.get_by_role("link", name="Data").click()
    expect(page.get_by_role("heading", name="The pictures")).to_be_visible()
    # Not the chip, which says that training goes on.
    page.get_by_test_id("stTopNav").get_by_role("link", name="Train").click()
    expect(headline(page)).to_have_text("Training")
    wait_for_more(page, 1)
    expect(page.get_by_text("Seen:").first).to_be_visible()

    click(page, "Pause")
    expect(headline(page)).to_have_text("Paused")
    page.wait_for_timeout(1_000)
    held = epochs_shown(page)
    page.wait_for_timeout(1_500)
    assert epochs_shown(page) == held

    second = open_tab(page.url)
    expect(headline(second)).to_have_text("Paused")
    click(second, "Resume")
    expect(headline(page)).to_have_text("Training")
    wait_for_more(page, held)
    page.reload()
    expect(headline(page)).to_have_text("Training")

    click(page, "Stop")
    expect(headline(page)).to_have_text(re.compile("Stopped"))
    expect(page.get_by_role("heading", name="The result")).to_be_visible()
    reached = held
    click(page, "Go on")
    expect(headline(page)).to_have_text("Training")
    wait_for_more(page, reached)
    click(page, "Stop")
    expect(headline(page)).to_have_text(re.compile("Stopped"))


def test_two_presses_in_one_moment_are_both_heard(server, open_tab):
    page = open_tab(f"{server.url}/train?{SLICE}")
    choice = page.locator(".st-key-protocol [role=radio]").last
    expect(choice).to_have_attribute("aria-checked", "false")
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached")
    page.evaluate("""() => {
        const both = [".st-key-train button", ".st-key-protocol [role=radio]:last-child"];
        for (const one of both) setTimeout(() => document.querySelector(one).click());
    }""")
    expect(headline(page)).to_have_text("Training")
    expect(choice).to_have_attribute("aria-checked", "true")
    click(page, "Stop")
    expect(headline(page)).to_have_text(re.compile("Stopped"))


def test_another_visitor_waits_in_line_and_can_leave_it(server, open_tab, new_page):
    first = open_tab(f"{server.url}/train?{SLICE}")
    click(first, "Train")
    expect(headline(first)).to_have_text("Training")
    other = new_page("another")
    other.goto(f"{server.url}/train?{SLICE}")
    click(other, "Train")
    expect(headline(other)).to_contain_text("Waiting in line: place 1")
    click(other, "Leave the line")
    expect(headline(other)).to_contain_text("Stopped")
    other.close()
    click(first, "Stop")
    expect(headline(first)).to_have_text(re.compile("Stopped"))
