"""What it costs a run to be watched in a browser: `watch_cost`."""

import os
import time
from statistics import median

import psutil
from playwright.sync_api import Page

from fmnist_app.bench import Figures, Say
from fmnist_app.bench.app import App, running_app
from fmnist_app.bench.browser import browser_processes, keep_back, open_browser
from fmnist_app.bench.visit import Wait, as_in_report, follow, train
from fmnist_app.core.formatting import percent

LIMIT = 0.03
NICENESS = 19
AWAY, WATCHED, CROWDED = "away", "watched", "crowded"
WAYS = {
    AWAY: "the page closed as soon as the run has begun",
    WATCHED: "the page open in a Chromium of the lowest priority",
    CROWDED: "the page open in a Chromium of normal priority",
}


def measure(epochs: int, rounds: int, say: Say) -> Figures:
    """Train both networks with a page open and without, in turn, in one running app."""
    say(
        f"The same run of {epochs} epochs in the app, watched and not. Seconds are the worker's "
        "own, from the first step's tracing to the last network's end. The browser shares the "
        "cores with the training here, which a visitor's does not, so it has the lowest priority; "
        "what it takes at normal priority is shown beside."
    )
    for name, words in WAYS.items():
        say(f"  {name:8} {words}")
    done = []
    with running_app(say) as app:
        for number in range(rounds):
            done.append({way: _one(app, epochs, way) for way in WAYS})
            say(f"  round {number + 1}")
            for way in WAYS:
                say(_line(way, done[-1]))
    costs = {way: median(_cost(one, way) for one in done) for way in (WATCHED, CROWDED)}
    share = median(_server_share(one) for one in done)
    say(
        f"watch_cost {percent(costs[WATCHED], 1, signed=True)} (median; limit {percent(LIMIT)}); "
        f"with the browser at normal priority on the same cores "
        f"{percent(costs[CROWDED], 1, signed=True)}"
    )
    say(
        f"watch_server_share {percent(share, 1)} of the cores goes to the server for drawing to "
        "the page at normal priority: the cost when the browser is on a machine of its own"
    )
    return {
        "watch_cost": costs[WATCHED],
        "watch_cost_crowded": costs[CROWDED],
        "watch_server_share": share,
        "watch_rounds": done,
    }


def _one(app: App, epochs: int, way: str) -> Figures:
    """Seconds of one run, of the processor for server and browser, and looks at the record."""
    settings = as_in_report(epochs)
    with open_browser() as page:
        looks = _looks(page)
        folder = train(page, app, settings)
        if way == AWAY:
            page.close()
        elif way == WATCHED:
            keep_back(NICENESS)
        looks.clear()
        before = _processor_seconds([psutil.Process(app.pid)])
        now = follow(folder, settings, _waiting(page, way))
        return {
            "seconds": max(result.seconds for result in now.results.values()),
            "server_cpu_seconds": _processor_seconds([psutil.Process(app.pid)]) - before,
            "browser_cpu_seconds": _processor_seconds(browser_processes()),
            "looks": len(looks),
        }


def _looks(page: Page) -> list[None]:
    """A list that grows by one each time the page asks the server for what is new."""
    looks: list[None] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda _: looks.append(None)))
    return looks


def _waiting(page: Page, way: str) -> Wait:
    if way == AWAY:
        return time.sleep
    return lambda seconds: page.wait_for_timeout(seconds * 1000)


def _processor_seconds(processes: list[psutil.Process]) -> float:
    times = [process.cpu_times() for process in processes]
    return float(sum(one.user + one.system for one in times))


def _cost(one: dict[str, Figures], way: str) -> float:
    return float(one[way]["seconds"] / one[AWAY]["seconds"] - 1)


def _server_share(one: dict[str, Figures]) -> float:
    """The part of the machine that the server takes for a page that is looked at in full."""
    cores = len(os.sched_getaffinity(0))
    more = one[CROWDED]["server_cpu_seconds"] - one[AWAY]["server_cpu_seconds"]
    return float(more / (cores * one[CROWDED]["seconds"]))


def _line(way: str, one: dict[str, Figures]) -> str:
    figures = one[way]
    words = (
        f"    {way:8} {figures['seconds']:6.1f} s, {percent(_cost(one, way), 1, signed=True):>8}"
    )
    return (
        f"{words}; {figures['looks'] / figures['seconds']:.1f} looks/s, processor: "
        f"server {figures['server_cpu_seconds']:.1f} s, "
        f"browser {figures['browser_cpu_seconds']:.1f} s"
    )
