"""How soon a drawing is answered while the pen moves, in a real browser."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from playwright.sync_api import Page

from fmnist_app.bench import Figures, Say
from fmnist_app.bench.app import running_app
from fmnist_app.bench.browser import SHIFTED, WATCH_SHIFTS, open_browser
from fmnist_app.bench.visit import see
from fmnist_app.sketch import SIDE, sample

LIMITS = {"moving_answer_ms": 333.0, "stroke_end_p95_ms": 300.0, "draw_layout_shift": 0.05}
ASKED = "you are answered while you draw"
STEP = 6.0  # pixels of the sheet from one place of the pointer to the next
FRAME = 16  # milliseconds between them, as on a screen of 60 Hz
WARM_UP = 5_000  # milliseconds in which the server loads its network
PATIENCE = 10_000  # milliseconds
# The pen says in its element which message was answered, and which movement is on the sheet.
WATCH = """() => {
    const log = window.strokes = {answers: [], ends: [], taken: []};
    const last = {seen: 0, taken: 0}, lists = {seen: log.answers, taken: log.taken};
    new MutationObserver(changes => changes.forEach(({target}) => {
        for (const [word, list] of Object.entries(lists)) {
            const value = Number(target.dataset[word]);
            if (value > last[word]) list.push(performance.now());
            last[word] = Math.max(value, last[word]);
        }
    })).observe(document.body, {
        subtree: true, attributes: true, attributeFilter: ['data-seen', 'data-taken'],
    });
    window.addEventListener('pointerup', () => log.ends.push(performance.now()), true);
}"""


def measure_strokes(say: Say) -> Figures:
    """Draw all ten samples with a pointer as slow as a hand; returns what took how long.

    `moving_answer_ms` is the time of a moving pen for each answer to it, over all strokes of a
    second and more; `stroke_end_p95_ms` the time from a stroke's end to its answer.
    """
    with running_app(say) as app, open_browser() as page:
        see(page, f"{app.url}/draw", ASKED)  # so that it is not the server's first page
        page.add_init_script(WATCH_SHIFTS)
        see(page, f"{app.url}/draw", ASKED)
        page.locator("canvas.upper-canvas").wait_for()
        page.wait_for_timeout(WARM_UP)
        page.evaluate(WATCH)
        moving: list[float] = []
        ended: list[float] = []
        for label in range(10):
            for stroke in sample(label):
                each, end = draw(page, stroke.contours[0])
                moving += [] if each is None else [each]
                ended.append(end)
            _clear(page)
        shift = float(page.evaluate(SHIFTED))
    say(f"  {len(ended)} strokes, {len(moving)} of them of a second and more")
    return {
        "moving_answer_ms": float(np.mean(moving)),
        "stroke_end_p95_ms": float(np.percentile(ended, 95)),
        "draw_layout_shift": shift,
    }


def draw(page: Page, points: tuple[tuple[float, float], ...]) -> tuple[float | None, float]:
    """Draw a stroke through points in sheet pixels; milliseconds per answer, and to the last one.

    None instead of the first for a stroke of less than a second.
    """
    box = page.locator("canvas.upper-canvas").evaluate("sheet => sheet.getBoundingClientRect()")
    scale = box["width"] / SIDE
    places = [(box["x"] + x * scale, box["y"] + y * scale) for x, y in _steps(points)]
    before = page.evaluate("strokes.taken.length")
    page.mouse.move(*places[0])
    began = page.evaluate("performance.now()")
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place)
        page.wait_for_timeout(FRAME)
    page.mouse.up()
    page.wait_for_function(f"strokes.taken.length > {before}", timeout=PATIENCE)
    log = page.evaluate("strokes")
    end = log["ends"][-1]
    answers = sum(began < answer <= end for answer in log["answers"])
    long = end - began >= 1_000
    return ((end - began) / max(answers, 0.5) if long else None), log["taken"][-1] - end


def _steps(points: tuple[tuple[float, float], ...]) -> Iterator[tuple[float, float]]:
    for (x, y), (to_x, to_y) in pairwise(points):
        count = max(1, round(float(np.hypot(to_x - x, to_y - y)) / STEP))
        for step in range(1, count + 1):
            yield x + (to_x - x) * step / count, y + (to_y - y) * step / count


def _clear(page: Page) -> None:
    page.get_by_role("button", name="Clear").click()
    page.get_by_text(ASKED).wait_for(timeout=PATIENCE)
