"""A class presses Home's button at once: every one sees a place, and all are done in time."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from fmnist_app.bench import Figures, Say, verdict
from fmnist_app.bench.app import App, running_app
from fmnist_app.bench.first import PRESS, SETTINGS
from fmnist_app.bench.talk import Visitor, visitor
from fmnist_app.bench.tree import Sampler, total
from fmnist_app.bench.visit import follow
from fmnist_app.core.errors import LabError

VISITORS = 25
PLACE = re.compile(r"\bplace \d")
LIMITS = {"demo_class_seconds": 600.0, "demo_anon_mb": 550.0, "demo_rss_mb": 950.0}
MB = 1_000_000


def measure(epochs: int, rounds: int, say: Say) -> Figures:  # noqa: ARG001 - one class, once
    """Have all visitors press at once, read what each is told, and wait for the last run."""
    say(f"{VISITORS} sessions, each over a WebSocket of its own, press “{PRESS}” at once.")
    with running_app(say) as app, Sampler(app.pid) as sampler, ExitStack() as class_:
        pupils = [class_.enter_context(visitor(app.url)) for _ in range(VISITORS)]
        for pupil in pupils:
            pupil.open("")
        began = time.perf_counter()
        with ThreadPoolExecutor(VISITORS) as together:
            list(together.map(lambda pupil: pupil.press(PRESS), pupils))
        pressed = time.perf_counter() - began
        placed = _placed(pupils)
        _wait_for_all(app)
        took = time.perf_counter() - began
        most = {kind: total(sampler.most(kind)) for kind in ("anon", "rss")}
        errors = [error for pupil in pupils for error in pupil.errors]
        errors += ["a traceback in the server's log"] * ("Traceback" in app.said)
    figures: Figures = {
        "demo_class_seconds": took,
        "demo_press_seconds": pressed,
        "demo_placed": placed,
        "demo_errors": errors,
        "demo_anon_mb": most["anon"].anon / MB,
        "demo_rss_mb": most["rss"].rss / MB,
    }
    say(f"all pages drawn after {pressed:.1f} s; {placed} visitors are told their place in line")
    say(f"{len(errors)} errors{': ' if errors else ''}{'; '.join(sorted(set(errors)))}")
    for name, limit in LIMITS.items():
        say(f"{name:20} {figures[name]:8.1f}, {verdict(figures[name], limit)}")
    return figures


def _placed(pupils: list[Visitor]) -> int:
    """How many are told their place in line; the one whose turn it is has none."""
    return sum(any(PLACE.search(text) for text in pupil.texts) for pupil in pupils)


def _wait_for_all(app: App) -> None:
    runs: set[Path] = app.runs
    if len(runs) != VISITORS:
        raise LabError(f"{VISITORS} visitors pressed, and {len(runs)} runs were taken.")
    for run in runs:
        follow(run, SETTINGS)
