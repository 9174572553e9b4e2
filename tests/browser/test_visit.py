"""A visit in a real browser: its runs come back on any page, and a fresh start clears them."""

from playwright.sync_api import expect

from tests.pages.test_visit import QUICK, SLOW, keep


def test_the_runs_of_a_visit_come_back_until_it_is_ended(fresh_server, tmp_path, open_tab):
    server, home = fresh_server, tmp_path / "home"
    keep(home, SLOW, learning_rate=0.001)
    keep(home, QUICK, learning_rate=0.01)
    page = open_tab(f"{server.url}/train?run={SLOW}")
    expect(page.get_by_role("heading", name="Finished")).to_be_visible()
    expect(page.get_by_text("Your runs")).to_have_count(0)
    page.wait_for_function("run => document.cookie.includes(run)", arg=SLOW)
    other = open_tab(f"{server.url}/train?run={QUICK}")
    expect(other.get_by_text("Your runs")).to_be_visible()

    page.goto(f"{server.url}/data")
    expect(page.get_by_role("heading", name="The pictures")).to_be_visible()
    page.reload()
    page.goto(f"{server.url}/train")
    expect(page.get_by_text("Your runs")).to_be_visible()
    for name in ("learning rate 0.001", "learning rate 0.01"):
        expect(page.get_by_role("radio", name=name, exact=True)).to_be_visible()

    page.get_by_role("button", name="Start afresh").click()
    page.get_by_role("button", name="Clear this device").click()
    expect(page.get_by_role("heading", name="Train", exact=True)).to_have_count(0)
    page.wait_for_function("run => !document.cookie.includes(run)", arg=SLOW)
    page.goto(f"{server.url}/train")
    expect(page.get_by_role("heading", name="Press Train")).to_be_visible()
    expect(page.get_by_text("Your runs")).to_have_count(0)
    other.reload()  # a tab left open from before, with a run in its address
    expect(other.get_by_role("heading", name="Finished")).to_be_visible()
    expect(other.get_by_text("Your runs")).to_have_count(0)
