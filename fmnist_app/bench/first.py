"""A visitor's first minute: how soon Home moves, and how soon a curve does after one press."""

import time
from pathlib import Path
from statistics import median

import psutil
from playwright.sync_api import Page

from fmnist_app.bench import Figures, Say, verdict
from fmnist_app.bench.app import App, running_app
from fmnist_app.bench.browser import open_browser
from fmnist_app.bench.visit import PAGE_SECONDS, Wait, follow
from fmnist_app.core.errors import LabError
from fmnist_app.training.presets import DEMO, PRESETS

# Seconds on two cores that the browser of the measurement shares.
LIMITS = {
    "home_moves_seconds": 1.0,
    "first_point_warm_seconds": 1.5,
    "first_point_cold_seconds": 5.0,
    "demo_seconds": 40.0,
}
SETTINGS = PRESETS[DEMO].settings
WARMING = 15_000  # milliseconds in which a visitor looks at Home, and the worker gets ready
PRESS = "Watch one learn"


def measure(epochs: int, rounds: int, say: Say) -> Figures:  # noqa: ARG001 - its own settings
    """Press Home's button on a server that has just started, and on one that was visited."""
    say(
        "One press on Home in a browser, until the first point of the run is on record; seconds. "
        "Cold: as soon as Home is there, on a server that has just started. Warm: after "
        f"{WARMING // 1000} s on Home."
    )
    done = []
    for number in range(rounds):
        done.append(_cold(say) | _warm(say))
        say(f"  round {number + 1}: " + ", ".join(f"{k} {v:.2f}" for k, v in done[-1].items()))
    figures: Figures = {name: median(one[name] for one in done) for name in LIMITS}
    for name, limit in LIMITS.items():
        say(f"{name:26} {figures[name]:6.2f} s, {verdict(figures[name], limit)}")
    return {**figures, "first_rounds": done}


def _cold(say: Say) -> dict[str, float]:
    with running_app(say) as app, open_browser() as page:
        moves = _open_home(app, page)
        return {"home_moves_seconds": moves, "first_point_cold_seconds": _press(app, page)}


def _warm(say: Say) -> dict[str, float]:
    with running_app(say) as app, open_browser() as page:
        _open_home(app, page)
        page.wait_for_timeout(WARMING)
        if not psutil.Process(app.pid).children():
            raise LabError("No worker gets ready while a visitor looks at Home.")
        before = app.runs
        first = _press(app, page)
        (run,) = app.runs - before
        now = follow(run, SETTINGS, _waiting(page))
        seconds = max(result.seconds for result in now.results.values())
        return {"first_point_warm_seconds": first, "demo_seconds": seconds}


def _open_home(app: App, page: Page) -> float:
    """Seconds from asking for Home, on a server that has drawn it before, until it moves."""
    for _ in range(2):
        began = time.perf_counter()
        page.goto(app.url, timeout=PAGE_SECONDS * 1000)
        page.get_by_text("Seen:").first.wait_for(timeout=PAGE_SECONDS * 1000)
    return time.perf_counter() - began


def _press(app: App, page: Page) -> float:
    """Press the button; returns the seconds until a point is on record."""
    before = app.runs
    began = time.perf_counter()
    page.get_by_role("button", name=PRESS).click()
    while not (new := app.runs - before):
        page.wait_for_timeout(10)
        if time.perf_counter() - began > PAGE_SECONDS:
            raise LabError(f"“{PRESS}” started no run.")
    _wait_for_point(new.pop(), page)
    return time.perf_counter() - began


def _wait_for_point(run: Path, page: Page) -> None:
    while not _has_a_point(run / "events.jsonl"):
        page.wait_for_timeout(20)


def _has_a_point(record: Path) -> bool:
    # The run's folder is there a moment before its record.
    return record.exists() and '"type": "point"' in record.read_text(encoding="utf-8")


def _waiting(page: Page) -> Wait:
    return lambda seconds: page.wait_for_timeout(seconds * 1000)
