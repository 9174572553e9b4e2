"""Real strokes, with the mouse and with a finger."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from fmnist_app.sketch.movements import PEN
from fmnist_app.ui.draw.canvas import MEDIUM, mount, told
from fmnist_app.ui.draw.sheet import Sheet

BOX = [(60, 90), (280, 90), (290, 290), (50, 290), (60, 90)]
HANDLE = [(120, 90), (125, 40), (215, 40), (220, 90)]
# Not a number until there is a sheet.
INK = """() => {
    const roots = [...document.querySelectorAll('*')].map(e => e.shadowRoot);
    const sheet = 'canvas.dc-canvas.lower-canvas';
    const found = roots.map(root => root && root.querySelector(sheet)).find(Boolean);
    if (!found) return NaN;
    const data = found.getContext('2d').getImageData(0, 0, found.width, found.height).data;
    let dark = 0;
    for (let i = 0; i < data.length; i += 4) dark += data[i] < 99 && data[i + 3] > 99;
    return dark;
}"""

# What Streamlit does with what it was told while something else was on its way.
MOUNT_AND_END = """async ([script, data]) => {
    const hosts = [...document.querySelectorAll('.st-key-sheet_canvas *')];
    const parentElement = hosts.map(host => host.shadowRoot).find(Boolean);
    const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    const { default: mount } = await import(url);
    const end = await mount({ data, parentElement, setStateValue: () => {} });
    end();
}"""


def sheet(page):
    canvas = page.locator("canvas.upper-canvas")
    canvas.wait_for()
    canvas.scroll_into_view_if_needed()
    return canvas


def stroke(page, points):
    box = sheet(page).bounding_box()
    places = [(box["x"] + x, box["y"] + y) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=5)
    page.mouse.up()


def finger_stroke(page, points):
    box = sheet(page).bounding_box()
    hand = page.context.new_cdp_session(page)

    def touch(kind, *places):
        touched = [{"x": box["x"] + x, "y": box["y"] + y} for x, y in places]
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})

    touch("touchStart", points[0])
    for (x, y), (to_x, to_y) in pairwise(points):
        for step in range(1, 6):
            touch("touchMove", (x + (to_x - x) * step / 5, y + (to_y - y) * step / 5))
    touch("touchEnd")


def ink(page):
    """How many pixels of the sheet are dark."""
    return page.evaluate(INK)


def inked(page):
    """How many are dark, once any are: a sheet that repaints itself is empty for a moment."""
    page.wait_for_function(f"() => ({INK})() > 0")
    return ink(page)


def press(page, words):
    page.get_by_role("button", name=words, exact=True).click()


def asks(page):
    return page.get_by_text("Draw a piece of clothing")


def line(page):
    """The line of answer, once there is one."""
    return page.locator(".st-key-draw_line").filter(has_not_text="Draw a piece")


def answered(page):
    """How many messages of the pen were answered."""
    return int(page.locator(".st-key-sheet_pen [data-seen]").get_attribute("data-seen"))


@pytest.fixture
def drawing(server, open_tab):
    page = open_tab(f"{server.url}/draw")
    sheet(page)
    expect(asks(page)).to_be_visible()
    return page


def test_strokes_with_the_mouse_are_answered_undone_and_cleared(drawing):
    stroke(drawing, BOX)
    expect(line(drawing)).to_be_visible()
    expect(asks(drawing)).to_have_count(0)
    first = inked(drawing)
    stroke(drawing, HANDLE)
    drawing.wait_for_timeout(1_000)
    assert ink(drawing) > first

    press(drawing, "Undo")
    drawing.wait_for_function(f"() => ({INK})() < {1.02 * first}")
    assert ink(drawing) == pytest.approx(first, rel=0.02)
    expect(line(drawing)).to_be_visible()
    press(drawing, "Clear")
    expect(asks(drawing)).to_be_visible()
    expect(line(drawing)).to_have_count(0)
    drawing.wait_for_timeout(500)
    assert ink(drawing) == 0


def test_undo_and_clear_right_after_a_stroke_take_that_stroke(drawing):
    undo, clear = (drawing.get_by_role("button", name=words) for words in ("Undo", "Clear"))
    stroke(drawing, BOX)
    expect(line(drawing)).to_be_visible()
    expect(undo).to_be_enabled()
    first = inked(drawing)
    stroke(drawing, HANDLE)
    drawing.wait_for_function(f"() => ({INK})() > {1.1 * first}")
    drawing.wait_for_timeout(500)
    both = ink(drawing)
    undo.click()
    drawing.wait_for_function(f"() => ({INK})() < {1.02 * first}")
    for _ in range(3):
        stroke(drawing, HANDLE)
        undo.evaluate("button => button.click()")  # long before the canvas reports the stroke
        drawing.wait_for_function(f"() => ({INK})() < {1.02 * first}")
        drawing.wait_for_timeout(1_500)
        assert ink(drawing) == pytest.approx(first, rel=0.02)

    stroke(drawing, HANDLE)
    clear.evaluate("button => button.click()")
    drawing.wait_for_function(f"() => ({INK})() === 0")
    expect(asks(drawing)).to_be_visible()
    undo.click()
    drawing.wait_for_function(f"() => ({INK})() > {first}")
    drawing.wait_for_timeout(1_000)
    assert ink(drawing) == pytest.approx(both, rel=0.02)


def test_a_stroke_begun_right_after_an_undo_is_kept(drawing):
    stroke(drawing, BOX)
    expect(line(drawing)).to_be_visible()
    undo = drawing.get_by_role("button", name="Undo")
    expect(undo).to_be_enabled()
    first = inked(drawing)
    for _ in range(3):
        stroke(drawing, HANDLE)
        undo.evaluate("button => button.click()")
        stroke(drawing, HANDLE)  # before the canvas is told of the undoing, or meanwhile
        drawing.wait_for_timeout(1_500)
        drawing.wait_for_function(f"() => ({INK})() > {1.1 * first}")
        undo.click()
        drawing.wait_for_function(f"() => ({INK})() < {1.02 * first}")


def test_the_sheet_stays_when_something_told_late_is_ended(drawing):
    stroke(drawing, BOX)
    expect(line(drawing)).to_be_visible()
    sheet(drawing).evaluate("canvas => { canvas.mark = 'the same' }")
    drawing.evaluate(MOUNT_AND_END, [mount(), told(Sheet(), PEN, MEDIUM)])
    drawing.wait_for_timeout(2_000)
    assert sheet(drawing).evaluate("canvas => canvas.mark") == "the same"
    stroke(drawing, HANDLE)
    assert inked(drawing) > 0


def test_a_moving_pen_is_answered_before_it_is_lifted(drawing):
    drawn_on = sheet(drawing)
    drawn_on.evaluate("canvas => { canvas.mark = 'the same' }")
    box = drawn_on.bounding_box()
    places = [(box["x"] + x, box["y"] + y) for x, y in BOX]
    drawing.mouse.move(*places[0])
    drawing.mouse.down()
    for place in places[1:]:
        drawing.mouse.move(*place, steps=20)
    expect(line(drawing)).to_be_visible()
    before = answered(drawing)
    drawing.mouse.move(box["x"] + 200, box["y"] + 200, steps=20)
    drawing.wait_for_function(
        f"() => document.querySelector('.st-key-sheet_pen [data-seen]').dataset.seen > {before}"
    )
    drawing.mouse.up()
    expect(drawing.get_by_role("button", name="Undo")).to_be_enabled()
    assert sheet(drawing).evaluate("canvas => canvas.mark") == "the same"
    assert ink(drawing) > 500


def test_the_sheet_draws_an_example_until_it_is_touched(drawing):
    example = drawing.locator("canvas.example")
    expect(example).to_be_visible()
    stroke(drawing, HANDLE)
    expect(example).to_have_count(0)
    expect(line(drawing)).to_be_visible()
    press(drawing, "Clear")
    expect(asks(drawing)).to_be_visible()
    expect(example).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390)])
def test_sheet_and_answer_share_a_phones_screen_and_thumbs_hit_the_tools(
    server, new_page, width, height
):
    page = new_page(viewport={"width": width, "height": height}, has_touch=True)
    page.goto(f"{server.url}/draw")
    canvas = page.locator("canvas.upper-canvas")
    canvas.wait_for()
    finger_stroke(page, HANDLE)
    expect(line(page)).to_be_visible()
    assert page.evaluate("window.scrollY") == 0
    for part in (canvas, page.locator(".st-key-draw_line"), page.locator(".st-key-draw_remark")):
        box = part.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
    for button in page.locator(".st-key-draw_screen button:visible").all():
        assert button.bounding_box()["height"] >= 44
    page.close()


def test_the_tool_is_kept_in_the_address(drawing, open_tab):
    drawing.get_by_role("radio", name="Eraser").click()
    drawing.wait_for_url("**/draw?*draw_tool=Eraser*")
    shared = open_tab(drawing.url)
    expect(shared.get_by_role("radio", name="Eraser")).to_be_checked()
    stroke(shared, BOX)
    shared.wait_for_timeout(700)
    assert ink(shared) == 0


def test_a_tap_fills_an_outline_and_an_open_one_is_said(drawing):
    stroke(drawing, BOX)
    expect(line(drawing)).to_be_visible()
    outline = inked(drawing)
    drawing.get_by_role("radio", name="Fill").click()
    drawing.wait_for_timeout(700)
    stroke(drawing, [(10, 10), (10, 10)])
    expect(drawing.get_by_text("close the gap")).to_be_visible()
    stroke(drawing, [(170, 190), (170, 190)])
    expect(drawing.get_by_text("close the gap")).to_have_count(0)
    drawing.wait_for_timeout(700)
    assert ink(drawing) > 4 * outline


def test_a_drawing_is_still_there_after_a_look_at_another_page(drawing):
    stroke(drawing, BOX)
    expect(line(drawing)).to_be_visible()
    drawn = inked(drawing)
    drawing.get_by_role("link", name="Data").click()
    expect(drawing.get_by_role("heading", name="The pictures")).to_be_visible()
    drawing.get_by_role("link", name="Draw").click()
    expect(line(drawing)).to_be_visible()
    sheet(drawing)
    drawing.wait_for_timeout(1_000)
    assert ink(drawing) == pytest.approx(drawn, rel=0.02)


def test_the_chosen_networks_are_kept_in_the_address(drawing, open_tab):
    drawing.get_by_text("How it knows").click()
    drawing.get_by_role("button", name="Basic", exact=True).click()
    drawing.wait_for_url("**/draw?*draw_networks=Basic*")
    shared = open_tab(drawing.url)
    press(shared, "Drawing")
    expect(shared.get_by_text("28x28", exact=True)).to_be_visible()
    fold = shared.locator(".st-key-draw_how")
    expect(fold.get_by_text("Basic", exact=True)).to_have_count(2)  # where chosen, and answering


def test_show_me_one_is_laid_on_the_sheet(drawing):
    press(drawing, "Test picture")
    expect(line(drawing)).to_be_visible()
    drawing.wait_for_timeout(500)
    assert ink(drawing) > 1_000


def test_a_finger_on_a_phone_draws_and_is_answered(server, new_page):
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(f"{server.url}/draw")
    expect(asks(page)).to_be_visible()
    box = sheet(page).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    # The upper right corner too, where the component keeps a toolbar that would erase.
    finger_stroke(page, [(200, 20), (325, 10), (325, 200), (200, 210), (200, 20)])
    expect(line(page)).to_be_visible()
    page.wait_for_function(f"() => ({INK})() > 500")
    finger_stroke(page, [(326, 8), (328, 12)])
    page.wait_for_timeout(1_000)
    assert ink(page) > 500
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
