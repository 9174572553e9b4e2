"""How quickly pictures are answered: drawings, photos, a folder, and the first on a cold server."""

import io
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
from PIL import Image
from playwright.sync_api import Page

from fmnist_app.bench import Figures, Say, verdict
from fmnist_app.bench.app import running_app
from fmnist_app.bench.browser import open_browser
from fmnist_app.bench.strokes import ASKED, measure_strokes
from fmnist_app.bench.strokes import LIMITS as STROKE_LIMITS
from fmnist_app.bench.visit import see
from fmnist_app.catalog import default_name, load, shipped
from fmnist_app.data import load_dataset
from fmnist_app.data.nearest import Nearest
from fmnist_app.images import PreparedPicture, preprocess
from fmnist_app.inference.batch import read_all, read_one
from fmnist_app.inference.label import label_of
from fmnist_app.sketch import rendered, sample

LIMITS = {
    "drawing_p95_ms": 50.0,
    "photo_p95_ms": 400.0,
    "neighbours_p95_ms": 100.0,
    "folder_seconds": 30.0,
    "folder_photos_seconds": 30.0,
    "cold_answer_seconds": 2.0,
    **STROKE_LIMITS,
}
BOTH = (default_name(), "standard-robust")
DRAWINGS, PHOTOS, SEARCHES, FILES = 200, 10, 50, 1_000
LARGE, SMALL = (3_000, 4_000), (160, 160)  # height and width in pixels; the first has 12 million
CLOTH, GROUND = np.array([150, 110, 60]), np.array([228, 222, 214])
Pixels = npt.NDArray[np.uint8]


def measure(epochs: int, rounds: int, say: Say) -> Figures:  # noqa: ARG001 - nothing is trained
    """Answer drawings and photos here, and open the Draw page of servers started afresh."""
    say(f"Answers by {BOTH[0]} and {BOTH[1]}; folders by {BOTH[0]} alone, as `classify` does it.")
    figures = {
        "drawing_p95_ms": _p95([_timed(answer_drawing(number)) for number in range(DRAWINGS)]),
        "photo_p95_ms": _p95([_timed(answer_photo(number)) for number in range(PHOTOS)]),
        "neighbours_p95_ms": _p95([_timed(find) for find in _searches()]),
        "folder_seconds": _folder(plain_file, "png"),
        "folder_photos_seconds": _folder(small_photo, "jpg"),
        "cold_answer_seconds": float(np.median([_cold(say) for _ in range(rounds)])),
        **measure_strokes(say),
    }
    for name, limit in LIMITS.items():
        say(f"{name:22} {figures[name]:7.4g}, {verdict(figures[name], limit)}")
    return figures


def answer_drawing(number: int) -> Callable[[], None]:
    """Something to do once: read one of ten drawings, and have both networks answer."""
    strokes = sample(number % 10)
    return lambda: _answer(preprocess(rendered(strokes)))


def answer_photo(number: int) -> Callable[[], None]:
    """Something to do once: read a 12-megapixel JPEG file, and have both networks answer."""
    file = as_photo(load_dataset().test_images[number], LARGE, number)
    return lambda: _answer(preprocess(file))


def as_photo(pixels: Pixels, size: tuple[int, int], seed: int) -> bytes:
    """A test picture (28, 28) as a JPEG file of cloth on a light, grainy ground, `size` large."""
    side = min(size) * 2 // 3
    shape = np.asarray(Image.fromarray(pixels).resize((side, side), Image.Resampling.BICUBIC))
    top, left = (size[0] - side) // 2, (size[1] - side) // 2
    share = np.zeros((*size, 1), np.float32)
    share[top : top + side, left : left + side, 0] = shape / 255.0
    grain = np.random.default_rng(seed).normal(0, 4, (*size, 1)).astype(np.float32)
    photo = GROUND * (1 - share) + (CLOTH * 0.6) * share + grain
    file = io.BytesIO()
    Image.fromarray(photo.clip(0, 255).astype(np.uint8)).save(file, "JPEG", quality=88)
    return file.getvalue()


def plain_file(pixels: Pixels, number: int) -> bytes:  # noqa: ARG001 - as `small_photo` is called
    """A test picture as it is, a PNG file of 28x28."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def small_photo(pixels: Pixels, number: int) -> bytes:
    """A test picture as a JPEG file of a photo of 160x160."""
    return as_photo(pixels, SMALL, number)


def _searches() -> list[Callable[[], object]]:
    """Searches for the nearest of all training pictures, each something to do once."""
    data = load_dataset()
    index = Nearest(data.train_images)
    return [partial(index.to, picture, 6) for picture in data.test_images[:SEARCHES]]


def _answer(sight: PreparedPicture) -> None:
    for name in BOTH:
        load(shipped(name)).answer(sight)


def _timed(do: Callable[[], object]) -> float:
    """Milliseconds that it takes."""
    began = time.perf_counter()
    do()
    return 1000 * (time.perf_counter() - began)


def _p95(times: list[float]) -> float:
    return float(np.percentile(times, 95))


def _folder(make: Callable[[Pixels, int], bytes], ending: str) -> float:
    """Seconds for a folder of 1,000 files, read and labelled."""
    with TemporaryDirectory() as folder:
        for number, pixels in enumerate(load_dataset().test_images[:FILES]):
            (Path(folder) / f"{number:04}.{ending}").write_bytes(make(pixels, number))
        began = time.perf_counter()
        for sight in read_all(sorted(Path(folder).iterdir()), read_one):
            if isinstance(sight, PreparedPicture):
                label_of(load(shipped(BOTH[0])).answer(sight))
        return time.perf_counter() - began


def _cold(say: Say) -> float:
    """Seconds from opening the Draw page of a new server to the answer to a sample drawing."""
    with running_app(say) as app, open_browser() as page:
        began = time.perf_counter()
        see(page, f"{app.url}/draw", ASKED)
        painted = time.perf_counter() - began
        _press_drawing(page)
        answered = time.perf_counter() - began
    say(f"  cold server: painted after {painted:.1f} s, answered after {answered:.1f} s")
    return answered


def _press_drawing(page: Page) -> None:
    page.get_by_role("button", name="Drawing").click()
    page.get_by_text(ASKED).wait_for(state="hidden")
