"""What the app takes while both networks train with a page open: `anon_mb` and its like."""

from fmnist_app.bench import Figures, Say, verdict
from fmnist_app.bench.app import App, running_app
from fmnist_app.bench.browser import open_browser
from fmnist_app.bench.tree import EVERY, Sampler, Tree, left_alone, total
from fmnist_app.bench.visit import READY, as_in_report, follow, see, train, wait_for

MB = 1_000_000
LIMITS = {"idle_rss_mb": 200, "anon_mb": 500, "rss_mb": 900}
# What Home says, and what the Train page offers once a run is over.
HOME, OVER = "The ten classes", "Start again"
IDLE = {"FMNIST_IDLE_SECONDS": "5"}
SETTLE = 2_000  # milliseconds that a page is left open to be drawn to the end


def measure(epochs: int, rounds: int, say: Say) -> Figures:  # noqa: ARG001 - once is enough
    """Open the app in a browser, train both networks, and keep the most that its tree takes."""
    say(
        f"Memory of the server and its worker, every {EVERY} s, both networks on 60,000 pictures "
        f"for {epochs} epochs with the Train page open. 1 MB is 1,000,000 bytes."
    )
    with running_app(say, IDLE) as app, open_browser() as page, Sampler(app.pid) as sampler:
        for path, words in (("", HOME), ("train", READY)):
            see(page, f"{app.url}/{path}", words)
            page.wait_for_timeout(SETTLE)
        page.goto("about:blank")  # the worker that got ready for a visitor goes as well
        idle = left_alone(app.pid)
        settings = as_in_report(epochs)
        folder = train(page, app, settings)
        follow(folder, settings, lambda seconds: page.wait_for_timeout(seconds * 1000))
        wait_for(page, OVER)
        page.wait_for_timeout(SETTLE)
        figures = _figures(app, idle, sampler)
    _report(figures, say)
    return figures


def _figures(app: App, idle: Tree, sampler: Sampler) -> Figures:
    most = {kind: sampler.most(kind) for kind in ("anon", "rss", "pss")}
    return {
        "idle_rss_mb": total(idle).rss / MB,
        **{f"{kind}_mb": getattr(total(tree), kind) / MB for kind, tree in most.items()},
        "memory_samples": sampler.samples,
        "memory_of_server_mb": {
            kind: getattr(tree[app.pid], kind) / MB for kind, tree in most.items()
        },
    }


def _report(figures: Figures, say: Say) -> None:
    server = figures["memory_of_server_mb"]
    for name, limit in LIMITS.items():
        words = f"{name:12} {figures[name]:6.1f} MB, {verdict(figures[name], limit)}"
        kind = name.removesuffix("_mb")
        if kind in server:
            words += f" (server {server[kind]:.1f}, worker {figures[name] - server[kind]:.1f})"
        say(words)
    say(
        f"pss_mb       {figures['pss_mb']:6.1f} MB, no limit: as rss_mb, which counts a page of a "
        "file once for each process here that maps it; this shares it out among all on the machine"
    )
