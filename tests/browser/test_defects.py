"""The page of defects as one meets it: three pictures beside each other, photos of one's own."""

from playwright.sync_api import expect

from tests.pages.test_defects import a_shirt

# Whether three pictures stand beside each other on the screen, once the page is laid out.
IN_A_ROW = """() => {
    const boxes = [...document.querySelectorAll('.st-key-defects_row img')]
        .map(image => image.getBoundingClientRect());
    return boxes.length === 3 && boxes.every(box => box.width > 80 && box.top === boxes[0].top)
        && boxes[2].right <= innerWidth;
}"""


def test_piece_defect_and_marks_stand_beside_each_other_on_a_phone_too(server, open_tab):
    page = open_tab(f"{server.url}/defects?defects_kind=Tear")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.get_by_text("With the tear")).to_be_visible()
    page.wait_for_function(IN_A_ROW)


def test_own_photos_are_checked_by_those_that_are_good(server, open_tab):
    page = open_tab(f"{server.url}/defects?defects_pieces=Your+photos")
    files = page.locator("input[type=file]")
    expect(files).to_have_count(2)
    good, checked = files.all()
    good.set_input_files(
        [{"name": f"good{n}.png", "mimeType": "image/png", "buffer": a_shirt(n)} for n in range(20)]
    )
    expect(page.get_by_alt_text("The good ones as seen")).to_be_visible()
    expect(page.get_by_text("so far; with 20 or more")).to_have_count(0)
    checked.set_input_files(
        [
            {"name": "whole.png", "mimeType": "image/png", "buffer": a_shirt(50)},
            {"name": "torn.png", "mimeType": "image/png", "buffer": a_shirt(51, hole=True)},
        ]
    )
    expect(page.get_by_role("heading", name="of 2 photos")).to_be_visible()
    expect(page.get_by_text("torn.png").last).to_be_visible()
    with page.expect_download() as loading:
        page.get_by_role("button", name="Download the table").click()
    lines = loading.value.path().read_text().splitlines()
    assert lines[1].startswith("torn.png,yes,0,20")
