"""The pictures of the README: the Train page in the middle of a run, in light and in dark.

Started as `python -m fmnist_app.bench.screenshots [--out FOLDER]`, which is what `make screenshots`
does; it writes `train-light.png` and `train-dark.png`.
"""

import argparse
import io
import sys
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Page

from fmnist_app.bench.app import running_app
from fmnist_app.bench.browser import open_browser
from fmnist_app.bench.visit import follow, train
from fmnist_app.core.errors import LabError
from fmnist_app.lab.executor import ROOT
from fmnist_app.lab.records import Record, Snapshot
from fmnist_app.training import TrainingSettings

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTH, HEIGHT = 1440, 900  # pixels
# Few pictures are learnt by heart within seconds, so that the gap is wide open in mid-run.
SETTINGS = TrainingSettings(epochs=24, pictures=6_000)
SHOWN_FROM = 0.7  # of the epochs
SETTLE = 2_500  # milliseconds: the page asks for what is new every second, and draws it
COLOURS = 256


def main(arguments: list[str] | None = None) -> int:
    """Write both pictures; returns 0, or 1 after one sentence on the error output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    out = parser.parse_args(arguments).out
    try:
        out.mkdir(parents=True, exist_ok=True)
        take(out)
    except (LabError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def take(out: Path) -> None:
    """Train in a browser, and write a picture of the page in each colour scheme into `out`.

    Raises `LabError` if the run is over before both are taken.
    """
    with running_app(print) as app, open_browser() as page:
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        folder = train(page, app, SETTINGS)
        page.mouse.move(0, 0)  # no button shows its help
        follow(folder, SETTINGS, lambda seconds: page.wait_for_timeout(seconds * 1000), _enough)
        for scheme in SCHEMES:
            _write(page, scheme, out / f"train-{scheme}.png")
        if Record.read(folder).snapshot().over:
            raise LabError("The run was over before both pictures were taken.")


def _enough(now: Snapshot) -> bool:
    """Whether one network's curves have come so far that they tell something."""
    return any(point.epoch >= SHOWN_FROM * SETTINGS.epochs for point in now.points)


def _write(page: Page, scheme: Literal["light", "dark"], file: Path) -> None:
    """One picture of the page, with as many colours as a palette holds: a third of the bytes."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_timeout(SETTLE)
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file}: {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
