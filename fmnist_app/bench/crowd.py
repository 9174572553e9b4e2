"""A class in one app: many sessions click through the pages while both networks train."""

import random
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import numpy as np

from fmnist_app.bench import Figures, Say, verdict
from fmnist_app.bench.app import App, running_app
from fmnist_app.bench.talk import visitor
from fmnist_app.bench.tree import Sampler, left_alone, total
from fmnist_app.bench.visit import as_in_report, follow, query_of
from fmnist_app.core.errors import LabError

SESSIONS = 20
THINK_SECONDS = 10.0  # between two clicks of one visitor, on average
PAGES = ("", "data", "train", "draw", "upload", "compare")
DRAW = "draw"
QUEUED = 2  # further runs that wait in line while the crowd is there
LIMITS = {
    "crowd_click_p95_ms": 400.0,
    "crowd_slowdown": 0.15,
    "crowd_anon_mb": 550.0,
    "crowd_rss_mb": 950.0,
    "after_idle_rss_mb": 250.0,
}
MB = 1_000_000


class Crowd:
    """Visitors in threads, each clicking at times of its own until the crowd is sent home."""

    def __init__(self, url: str, size: int) -> None:
        """Let `size` visitors come to the app at `url`."""
        self.milliseconds: list[float] = []
        self.errors: list[str] = []
        self._home_time = threading.Event()
        self._threads = [
            threading.Thread(target=self._visit, args=(url, number)) for number in range(size)
        ]
        for thread in self._threads:
            thread.start()

    def go_home(self) -> None:
        """End all visits, and wait for them."""
        self._home_time.set()
        for thread in self._threads:
            thread.join()

    def _visit(self, url: str, number: int) -> None:
        chance = random.Random(number)  # noqa: S311 - no secret
        try:
            with visitor(url) as one:
                one.open("")
                while not self._home_time.wait(chance.expovariate(1 / THINK_SECONDS)):
                    page = DRAW if number % 2 else chance.choice(PAGES)
                    took = one.press("Drawing") if one.page == page == DRAW else one.open(page)
                    self.milliseconds.append(1000 * took)
                self.errors += one.errors
        except Exception as error:  # whatever it is, it counts as one
            self.errors.append(repr(error))


def measure(epochs: int, rounds: int, say: Say) -> Figures:
    """Train both networks with a crowd in the app and without, in turn, in one running app."""
    say(
        f"{SESSIONS} sessions, each over a WebSocket of its own: half draw, half open one of "
        f"{len(PAGES)} pages, each every {THINK_SECONDS:.0f} s on average, while both networks "
        f"train for {epochs} epochs and {QUEUED} more visitors wait for theirs."
    )
    alone, crowded, clicks, errors = [], [], [], []
    with running_app(say, {"FMNIST_IDLE_SECONDS": "5"}) as app, Sampler(app.pid) as sampler:
        for number in range(rounds):
            alone.append(_train(app, epochs))
            crowd = Crowd(app.url, SESSIONS)
            with ExitStack() as others:
                crowded.append(_train(app, epochs, others))
            crowd.go_home()
            clicks += crowd.milliseconds
            errors += crowd.errors
            say(f"  round {number + 1}: alone {alone[-1]:.1f} s, crowded {crowded[-1]:.1f} s")
        most = {kind: sampler.most(kind) for kind in ("anon", "rss")}
        idle = total(left_alone(app.pid)).rss
    figures = {
        "crowd_click_p95_ms": float(np.percentile(clicks, 95)) if clicks else float("nan"),
        "crowd_slowdown": median(b / a - 1 for a, b in zip(alone, crowded, strict=True)),
        "after_idle_rss_mb": idle / MB,
        "crowd_clicks": len(clicks),
        "crowd_errors": len(errors),
        "crowd_anon_mb": total(most["anon"]).anon / MB,
        "crowd_rss_mb": total(most["rss"]).rss / MB,
        "crowd_server_anon_mb": most["anon"][app.pid].anon / MB,
        "crowd_server_rss_mb": most["rss"][app.pid].rss / MB,
    }
    _report(figures, errors, say)
    return figures


def _train(app: App, epochs: int, others: ExitStack | None = None) -> float:
    """Have a visitor press Train and stay; returns the worker's own seconds.

    With `others` there, two more visitors press Train as well, and leave the line at the end.
    """
    settings = as_in_report(epochs)
    before = app.runs
    with visitor(app.url) as teacher:
        teacher.open("train", urlencode(query_of(settings)))
        teacher.press("Train")
        run = _new_run(app, before)
        for _ in range(QUEUED if others else 0):
            waiting = others.enter_context(visitor(app.url)) if others else teacher
            waiting.open("train")
            waiting.press("Train")
            if others:
                others.callback(waiting.press, "Leave the line")
        result = follow(run, settings, time.sleep)
    return max(one.seconds for one in result.results.values())


def _new_run(app: App, before: set[Path]) -> Path:
    for _ in range(500):
        if new := app.runs - before:
            return new.pop()
        time.sleep(0.02)
    raise LabError("Pressing Train on the Train page started no run.")


def _report(figures: Figures, errors: list[str], say: Say) -> None:
    for name, limit in LIMITS.items():
        say(f"{name:20} {figures[name]:8.3f}, {verdict(figures[name], limit)}")
    say(f"{figures['crowd_clicks']} clicks, {len(errors)} errors{': ' if errors else ''}")
    for error in sorted(set(errors)):
        say(f"  {error}")
    say(f"crowd_anon_mb {figures['crowd_anon_mb']:.0f}, crowd_rss_mb {figures['crowd_rss_mb']:.0f}")
