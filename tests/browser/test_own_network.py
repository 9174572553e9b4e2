"""A network of one's own: built on the Train page, trained, and asked about a drawing."""

from playwright.sync_api import expect

from tests.browser.test_draw import BOX, HANDLE, line, stroke
from tests.browser.test_journeys import click

TITLE = "Your own, your run"


def test_a_network_is_built_trained_and_asked_about_a_drawing(server, open_tab):
    page = open_tab(f"{server.url}/train?epochs=1&pictures=500&networks=")
    page.get_by_text("Build your own network").click()
    click(page, "A small one")
    text = page.get_by_label("Your own network", exact=True)
    expect(text).to_have_value("conv16-3,pool2,res32,gap,dense10")

    page.locator(".st-key-own_layers").get_by_text("Residual 32").click()
    maps = page.get_by_role("spinbutton", name="Maps (filters)")
    expect(maps).to_have_value("32")
    maps.fill("4")
    maps.press("Enter")
    expect(text).to_have_value("conv16-3,pool2,res4-3,gap,dense10")
    click(page, "Up")
    expect(text).to_have_value("conv16-3,res4-3,pool2,gap,dense10")
    click(page, "Undo")
    expect(text).to_have_value("conv16-3,pool2,res4-3,gap,dense10")
    expect(page.locator(".st-key-own_panel .mark-rect path")).to_have_count(6)

    click(page, "Train")
    expect(page.get_by_role("heading", name="Finished")).to_be_visible()
    expect(page.locator("[class*=st-key-train_says]").get_by_text("Your own.")).to_be_visible()

    page.get_by_role("link", name="Draw").click()
    stroke(page, BOX)
    stroke(page, HANDLE)
    expect(line(page)).to_be_visible()
    page.get_by_text("How it knows").click()
    page.get_by_role("button", name=TITLE).or_(page.get_by_role("radio", name=TITLE)).click()
    expect(page.get_by_text(TITLE).nth(1)).to_be_visible()
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", name="Compare", exact=True)).to_be_visible()
    expect(page.get_by_text(TITLE).first).to_be_visible()
