"""What a screen reader, a thumb and tired eyes find: axe-core on every page, in both themes.

The words of the field are pressed on the way, for the same pages are open then.
"""

import re
import time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from fmnist_app.core.glossary import TERMS, terms_in

# Inside the framework's own parts, where nothing of ours reaches: rule, what it is, and the reason.
FRAMEWORK = (
    (
        "svg-img-alt",
        r'^<g class="mark-\w+ role-mark [^>]*></g>$',
        "Vega names a chart's marks and gives their group a role; a group that has no marks yet is "
        "left without a name.",
    ),
)
BAD = ("serious", "critical")
PARTS = ("Real or luck?", "Mistakes", "Seeds", "Cost", "Confidence", "You")
SLICE = "epochs=3&pictures=1000&filters=4"


def findings(page, **options):
    """All serious and critical findings that are ours to mend, a line each."""
    found = Axe().run(page, options={"resultTypes": ["violations"], **options}).response
    return [
        f"{rule['id']}: {node['target']} {node['html'][:150]} {node.get('failureSummary', '')}"
        for rule in found["violations"]
        if rule["impact"] in BAD
        for node in rule["nodes"]
        if not of_the_framework(rule["id"], node["html"])
    ]


def lasting(page, **options):
    """The findings that are still there a little later: what is drawn anew is pale for a moment."""
    found = findings(page, **options)
    until = time.monotonic() + 30  # on a busy machine half a page keeps the other theme for seconds
    while found and time.monotonic() < until:
        page.wait_for_timeout(700)
        found = findings(page, **options)
    return found


def of_the_framework(rule, html):
    return any(rule == known and re.search(part, html) for known, part, _ in FRAMEWORK)


def settled(page):
    """The page is painted and its words stand below it."""
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    expect(page.get_by_role("button", name="All words")).to_be_visible()
    page.wait_for_timeout(300)


def words_below(page):
    return page.get_by_role("region", name="Words on this page, to press").get_by_role("button")


def words_can_be_pressed(page):
    """Find every word of the field that the page says below it; returns how many it says."""
    said = {found.term.title for found in terms_in(page.get_by_test_id("stMain").inner_text())}
    for title in said:
        expect(words_below(page).and_(page.get_by_text(title, exact=True))).to_be_visible()
    return len(said)


def look(page, where):
    """Hold one page in one state against what must hold for all of them."""
    settled(page)
    words_can_be_pressed(page)
    light = lasting(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(200)
    dark = lasting(page, runOnly=["color-contrast"])
    page.emulate_media(color_scheme="light")
    assert (where, light + dark) == (where, [])


def press(page, words):
    page.get_by_role("button", name=words, exact=True).click()


def start_page(page, url):
    page.goto(url)
    page.get_by_role("heading").first.wait_for()


def test_every_page_can_be_read_and_used_by_all(server, open_tab):
    page = open_tab(server.url)
    look(page, "Home")
    for path in (
        "data",
        "altered",
        "search",
        "inside",
        "draw",
        "upload",
        "label",
        "wardrobe",
        "defects",
    ):
        start_page(page, f"{server.url}/{path}")
        look(page, path)


def test_the_parts_of_the_comparison_can_be_read_and_used_by_all(server, open_tab):
    page = open_tab(f"{server.url}/compare")
    for part in PARTS:
        page.get_by_role("tab", name=part).click()
        expect(page.get_by_role("heading", level=3).first).to_be_visible()
        look(page, f"Compare, {part}")


def test_a_run_can_be_followed_by_all(server, open_tab):
    page = open_tab(f"{server.url}/train?{SLICE}")
    look(page, "Train, before")
    press(page, "Train")
    expect(page.get_by_role("button", name="Pause")).to_be_enabled()
    look(page, "Train, while it runs")
    expect(page.get_by_role("heading", name="The result")).to_be_visible()
    look(page, "Train, after")


def test_answers_can_be_read_by_all(server, open_tab):
    page = open_tab(f"{server.url}/draw")
    press(page, "Drawing")
    expect(page.get_by_text(re.compile(r"\d\s%")).first).to_be_visible()
    look(page, "Draw, with a drawing")
    start_page(page, f"{server.url}/upload")
    page.get_by_role("radio", name="Samples").click()
    expect(page.get_by_text("What the network sees")).to_have_count(2)
    look(page, "Upload, two")
    page.get_by_role("button", name="All ten").click()
    expect(page.get_by_text("Download the table")).to_be_visible()
    look(page, "Upload, a table")


def test_the_bar_of_the_tour_can_be_read_and_used_by_all(server, new_page):
    for width in (390, 1280):
        page = new_page(viewport={"width": width, "height": 844})
        start_page(page, f"{server.url}/?tour=1")
        page.get_by_role("button", name="Your guess").click()
        for name in ("Shirt", "Coat"):
            page.get_by_role("button", name=name, exact=True).click()
            settled(page)
            assert width > 640 or page.evaluate(SMALL) == []
        expect(page.get_by_text("Done.")).to_be_visible()
        page.keyboard.press("Escape")  # the guess is the page of another test; here it is the bar
        expect(page.get_by_role("button", name="Coat", exact=True)).to_have_count(0)
        look(page, f"The tour, {width}")
        page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, main.scrollHeight)")
        bar = page.locator(".st-key-tour_bar").bounding_box()
        last = page.get_by_role("button", name="Start afresh").bounding_box()
        assert bar["x"] >= 0
        assert bar["x"] + bar["width"] <= width
        assert last["y"] + last["height"] <= bar["y"]
        page.close()


def test_a_word_is_opened_and_closed_by_keyboard_alone(server, open_tab):
    page = open_tab(f"{server.url}/compare?part=Confidence")
    word = page.get_by_role("button", name="temperature").first
    word.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Temperature")
    expect(panel.get_by_text(TERMS["temperature"].sentence)).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(word).to_be_focused()
    words_below(page).last.focus()
    page.keyboard.press("Enter")
    everything = page.get_by_role("dialog", name="Words")
    expect(everything.get_by_role("term")).to_have_count(len(TERMS))
    assert findings(page) == []


def test_a_thumb_opens_a_word_and_finds_the_way_to_the_other_pages(server, new_page):
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(f"{server.url}/data")
    settled(page)
    assert words_can_be_pressed(page)
    words_below(page).first.tap()
    panel = page.get_by_role("dialog")
    expect(panel).to_be_visible()
    assert panel.bounding_box()["width"] == 390
    page.get_by_role("button", name="Close").tap()
    ways = page.get_by_role("button", name="Pages")
    assert ways.bounding_box()["height"] >= 44
    ways.tap()
    page.get_by_role("link", name="Train").tap()
    expect(page.get_by_role("heading", name="Train", exact=True)).to_be_visible()


# The link that only a keyboard shows is for no thumb.
SMALL = """() => [...document.querySelectorAll('button, a, summary, [role=tab], [role=radio]')]
    .filter((each) => each.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }))
    .map((each) => [each.innerText || each.ariaLabel || each.outerHTML.slice(0, 120),
                    each.getBoundingClientRect().height])
    .filter(([, height]) => height > 1 && height < 44)"""


WIDTH = "document.documentElement.scrollWidth"


def test_a_phone_holds_each_page_and_a_thumb_hits_all_there_is_to_press(server, new_page):
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    for path in (
        "",
        "data",
        "altered",
        "train",
        "search",
        "compare",
        "inside",
        "draw",
        "upload",
        "label",
        "wardrobe",
        "defects",
    ):
        start_page(page, f"{server.url}/{path}")
        settled(page)
        assert (path, page.evaluate(SMALL)) == (path, [])
        assert (path, page.evaluate(WIDTH)) == (path, 390)
