"""A delivery of 500 photos in a real browser: how long, what it costs, and what a crash loses."""

import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import psutil
from PIL import Image
from playwright.sync_api import Browser, Page

from fmnist_app.bench import Figures, Say, verdict
from fmnist_app.bench.app import App, bring_data, serving
from fmnist_app.bench.browser import running_browser
from fmnist_app.bench.visit import see
from fmnist_app.core.errors import LabError
from fmnist_app.data import CLASS_NAMES, Dataset, load_dataset
from fmnist_app.delivery.folder import Deliveries, DeliveryLimits
from fmnist_app.delivery.store import Delivery
from fmnist_app.images.samples import catalogue_photo

PHOTOS, NAMED, UNDONE = 500, 50, 25
SIDE = 900  # pixels
THINK_MS = 400  # between two presses of someone in a hurry
KILLED_AFTER = 100  # labelled pictures
PATIENCE = 600  # seconds
LIMITS = {
    "label_500_s": 60.0,
    "label_page_p95_ms": 300.0,
    "label_server_mb": 350.0,
    "label_lost": 0.0,
    "label_presses": 1.4,
}
NUMBER = re.compile(r"(\d+)\.jpg")


def measure(epochs: int, rounds: int, say: Say) -> Figures:  # noqa: ARG001 - nothing is trained
    """Label photos made of test pictures, look through some by keys, and kill the server once."""
    data = load_dataset()
    with TemporaryDirectory(prefix="fmnist-label-") as folder:
        photos = _photos(data, Path(folder))
        with running_browser() as browser:
            figures = {
                **_whole(browser, photos, say),
                **_killed(browser, photos, say),
                **_keys(browser, photos[:NAMED], data, say),
            }
    for name, limit in LIMITS.items():
        say(f"{name} {figures[name]:.1f}: {verdict(figures[name], limit)}")
    return figures


def _photos(data: Dataset, folder: Path) -> list[Path]:
    """Test pictures as photos of garments in five colours, as files."""
    paths = [folder / f"{place:04d}.jpg" for place in range(PHOTOS)]
    for place, path in enumerate(paths):
        with Image.open(catalogue_photo(data.test_images[place], place % 5)) as photo:
            photo.convert("RGB").resize((SIDE, SIDE)).save(path, quality=88)
    return paths


@contextmanager
def _home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="fmnist-bench-") as folder:
        bring_data(Path(folder))
        yield Path(folder)


def _bring(browser: Browser, app: App, photos: list[Path], address: str = "label") -> Page:
    page = browser.new_page()
    see(page, f"{app.url}/{address}", "Label")
    more, field = page.get_by_role("tab", name="Bring more"), page.locator("input[type=file]")
    more.or_(field).first.wait_for(state="attached")
    if more.count():
        more.click()
    field.first.set_input_files(photos)
    return page


def _delivery(app: App, page: Page, photos: int) -> Delivery:
    """The delivery on the page, as soon as so many photos came."""
    page.wait_for_url("**delivery=*", timeout=1000 * PATIENCE)
    key = page.url.partition("delivery=")[2].partition("&")[0]
    found = Deliveries(app.home / "deliveries", DeliveryLimits()).find(key)
    if found is None:
        raise LabError(f"The page says the delivery {key}, which is not there.")
    while len(found.pictures()) < photos:
        time.sleep(0.05)
    return found


def _whole(browser: Browser, photos: list[Path], say: Say) -> Figures:
    """All photos from the drop to the last label; a second tab is used meanwhile."""
    with _home() as home, serving(home) as app:
        began = time.perf_counter()
        page = _bring(browser, app, photos)
        delivery = _delivery(app, page, len(photos))
        came = time.perf_counter() - began
        other = browser.new_page()
        see(other, page.url, "Look through")
        server, peak, times = psutil.Process(app.pid), 0.0, []
        while delivery.left() and time.perf_counter() - began < PATIENCE:
            for tab, words in (("Take along", "Download"), ("Look through", "need")):
                times.append(_turn(other, tab, words))
                other.wait_for_timeout(THINK_MS)
            peak = max(peak, server.memory_info().rss / 1e6)
        seconds = time.perf_counter() - began
    p95 = float(np.percentile(times, 95))
    say(f"{len(photos)} photos: in the server after {came:.1f} s, labelled after {seconds:.1f} s")
    return {"label_500_s": seconds, "label_page_p95_ms": p95, "label_server_mb": peak}


def _turn(page: Page, tab: str, words: str) -> float:
    """Milliseconds until a part of the page is there."""
    began = time.perf_counter()
    page.get_by_role("tab", name=tab).click()
    page.get_by_role("tabpanel").get_by_text(words).first.wait_for(timeout=1000 * PATIENCE)
    return 1000 * (time.perf_counter() - began)


def _killed(browser: Browser, photos: list[Path], say: Say) -> Figures:
    """The server killed in the middle, and what was there is not there any more."""
    with _home() as home:
        with serving(home) as app:
            page = _bring(browser, app, photos)
            delivery = _delivery(app, page, len(photos))
            while PHOTOS - delivery.left() < KILLED_AFTER:
                time.sleep(0.1)
            page.keyboard.press("1")
            page.get_by_text("You named 1").wait_for()
            query = page.url.partition("?")[2]
            psutil.Process(app.pid).kill()
            before = _state(delivery)
        with serving(home) as app:
            page = _bring(browser, app, photos, f"label?{query}")
            while delivery.left():
                time.sleep(0.1)
            after = _state(delivery)
    lost = sum(after.get(key) != state for key, state in before.items())
    say(f"killed after {len(before)} labels: {lost} lost, {len(after)} there in the end")
    return {"label_lost": float(lost), "label_in_the_end": float(len(after))}


def _state(delivery: Delivery) -> dict[str, tuple[object, object]]:
    """The network's label and the person's of each picture that has one."""
    said = delivery.said()
    return {one.key: (one.label, said.get(one.key)) for one in delivery.pictures() if one.label}


def _keys(browser: Browser, photos: list[Path], data: Dataset, say: Say) -> Figures:
    """Every photo named rightly by the keyboard alone; then some taken back, and a reload."""
    with _home() as home, serving(home) as app:
        page = _bring(browser, app, photos)
        delivery = _delivery(app, page, len(photos))
        while delivery.left():
            time.sleep(0.1)
        page.get_by_role("button", name="Check some at random").click()
        presses, review = 1, page.locator(".st-key-review")
        for number in range(1, len(photos) + 1):
            found = NUMBER.search(review.get_by_test_id("stText").first.inner_text())
            truth = CLASS_NAMES[int(data.test_labels[int(found[1])])] if found else ""
            presses += _name(page, truth)
            page.get_by_text(f"You named {number}.").wait_for()
        for left in range(len(photos) - 1, len(photos) - 1 - UNDONE, -1):
            page.wait_for_timeout(150)
            page.keyboard.press("u")
            page.get_by_text(f"You named {left}.").wait_for()
        see(page, page.url, f"You named {len(photos) - UNDONE}.")
        kept = len(delivery.said())
    if kept != len(photos) - UNDONE:
        raise LabError(f"{kept} names are kept; expected {len(photos) - UNDONE}.")
    say(f"{len(photos)} photos named by {presses} presses; {UNDONE} undone, the rest reloaded")
    return {"label_presses": presses / len(photos)}


def _name(page: Page, truth: str) -> int:
    """Say what the picture is, by its key, or in the menu of the others; returns the presses."""
    page.wait_for_timeout(150)  # the buttons listen a moment after they are drawn
    button = page.locator(".st-key-review").get_by_role("button", name=f"{truth} Shortcut")
    if button.count():
        words = button.first.get_attribute("aria-label") or button.first.inner_text()
        page.keyboard.press(words.split()[-1])
        return 1
    page.get_by_role("button", name="Another").click()
    page.get_by_role("button", name=truth, exact=True).click()
    return 2
