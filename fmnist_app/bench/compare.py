"""How long the Compare page takes to answer when another pair is chosen: `pair_click_ms`."""

import time
from itertools import permutations

import numpy as np
from playwright.sync_api import Page

from fmnist_app.bench import Figures, Say, verdict
from fmnist_app.bench.app import running_app
from fmnist_app.bench.browser import open_browser
from fmnist_app.catalog import shipped, shipped_networks
from fmnist_app.core.errors import LabError
from fmnist_app.data import load_dataset
from fmnist_app.evaluation.mistakes import doubtful_labels
from fmnist_app.evaluation.paired import pair
from fmnist_app.evaluation.scores import Labels, score
from fmnist_app.evaluation.significance import difference

LIMIT = 300  # milliseconds
PAIRS = 12  # clicks of each round
# Timed within the page: a click on the network, and the first change that shows its numbers.
CLICK = """([title, words]) => new Promise(done => {
    const button = [...document.querySelectorAll('button')].find(b => b.innerText === title);
    const began = performance.now();
    new MutationObserver((_, watch) => {
        if (!document.body.innerText.includes(words)) return;
        watch.disconnect();
        done(performance.now() - began);
    }).observe(document.body, {subtree: true, childList: true, characterData: true});
    button.click();
})"""


def measure(epochs: int, rounds: int, say: Say) -> Figures:  # noqa: ARG001 - nothing is trained
    """Work out every pair of shipped networks from their files, and click through them."""
    names = [one.id for one in shipped_networks()]
    if len(names) < 3:
        raise LabError(f"Comparing needs three networks with answers, found {len(names)}.")
    say(
        f"Another pair on the Compare page, {len(names)} networks: everything worked out from the "
        "files, and in a browser from the click to the new numbers."
    )
    work = _work(names, rounds)
    clicks = _clicks([shipped(name).title for name in ("basic", "standard", "wide")], rounds, say)
    figures = {}
    for name, taken in {"pair_work_ms": work, "pair_click_ms": clicks}.items():
        middle, figures[name] = (float(np.percentile(taken, part)) for part in (50, 95))
        say(
            f"{name:13} {figures[name]:6.1f} ms, 95 of 100 are faster (the middle is "
            f"{middle:.1f}), {verdict(figures[name], LIMIT)}"
        )
    return figures


def _work(names: list[str], rounds: int) -> list[float]:
    """Milliseconds for each ordered pair, files read anew each time."""
    labels = load_dataset().test_labels
    _one_pair(names[0], names[1], labels)  # loads SciPy
    taken = []
    for first, second in list(permutations(names, 2)) * rounds:
        began = time.perf_counter()
        _one_pair(first, second, labels)
        taken.append(1000 * (time.perf_counter() - began))
    return taken


def _one_pair(first: str, second: str, labels: Labels) -> None:
    one, other = (score(shipped(name).predictions(), labels) for name in (first, second))
    difference(pair(one.right, other.right))
    doubtful_labels(one, other)


def _clicks(titles: list[str], rounds: int, say: Say) -> list[float]:
    """Milliseconds from a click on a network to the pair's numbers, in a warm app."""
    taken = []
    with running_app(say) as app, open_browser() as page:
        page.goto(f"{app.url}/compare")
        _wait_for(page, titles[1])
        for number in range(PAIRS * rounds):
            leaving, coming = titles[1:] if number % 2 == 0 else titles[:0:-1]
            _press(page, leaving)
            page.get_by_text("Choose two networks or more. Your own").wait_for()
            taken.append(float(page.evaluate(CLICK, [coming, f"Only {coming} right"])))
    return taken[2:]  # each network's first numbers are worked out, later ones are at hand


def _press(page: Page, title: str) -> None:
    page.get_by_role("button", name=title, exact=True).click()


def _wait_for(page: Page, title: str) -> None:
    page.get_by_text(f"Only {title} right").wait_for()
