"""The story in whole numbers: what it says, and that nothing it says contradicts the figures."""

import re

import numpy as np
import pandas as pd
import pytest

from fmnist_app.evaluation import GapReport, story, verdict
from fmnist_app.experiments.file import read_study

N = 6000
COLUMNS = ["model", "kind", "epoch", "accuracy", "loss", "val_accuracy", "val_loss"]
SAYS = re.compile(r"Seen: ([\d,]+) of ([\d,]+) right\. New: ([\d,]+)\. (.+)")


def report(epochs, n=N):
    """The report on rows of (accuracy, loss, validation accuracy, validation loss)."""
    rows = [("basic", "epoch", float(at), *row) for at, row in enumerate(epochs, start=1)]
    made = GapReport.from_history(pd.DataFrame(rows, columns=COLUMNS), n, n)
    assert made is not None
    return made


def at_random(chance):
    """A course as a network might take it: steps of any size, in a direction of its own."""
    epochs, shape = int(chance.integers(1, 51)), chance.uniform(size=4)
    seen = 1 - (0.9 * np.exp(-np.arange(epochs) * shape[0])) * chance.uniform(0.2, 1, epochs)
    new = np.minimum(seen, 1) - shape[1] * np.linspace(0, chance.uniform(-0.05, 0.4), epochs)
    lowest = chance.integers(0, epochs)
    new_loss = 0.3 + 0.05 * shape[2] * np.abs(np.arange(epochs) - lowest)
    noise = chance.normal(scale=0.02 * shape[3], size=(epochs, 4))
    rows = np.stack([seen, 1 - seen + 0.01, new, new_loss], axis=1) + noise
    return np.clip(rows, [0, 0, 0, 0.01], [1, 9, 1, 9])


def recorded():
    for _, rows in read_study().table().groupby(["model", "seed"]):
        yield from (rows[COLUMNS[3:]].to_numpy()[:end] for end in range(1, len(rows) + 1))


def check(made):
    """Compare what is said with the figures, worked out here once more."""
    words = story(made)
    seen, base, new, rest = SAYS.fullmatch(words).groups()
    seen, base, new = (int(number.replace(",", "")) for number in (seen, base, new))
    assert abs(seen - base * made.now.accuracy) <= 1
    assert abs(new - base * made.now.val_accuracy) <= 1
    assert (seen == base) == (made.now.accuracy >= 1)
    assert rest == verdict(made)
    if rest.startswith(("Learning", "No better")):
        assert made.now.points <= made.now.margin
        return "learning"
    assert seen > new
    (since,) = map(int, re.findall(r"since epoch (\d+)", rest))
    after = [gap for gap in made.epochs if gap.epoch >= since]
    assert all(gap.points > gap.margin for gap in after)
    assert since <= made.now.epoch
    if rest.startswith("Memorising"):
        best = min(made.epochs, key=lambda gap: gap.val_loss)
        assert best.epoch < since
        assert all(gap.val_loss >= best.val_loss for gap in after)
        rise = 100 * (made.now.val_accuracy - best.val_accuracy)
        assert rise <= made.accuracy_change_margin
        assert "better" not in rest
        return "memorising"
    assert rest.startswith("Gap open")
    if "still getting better" in rest:
        latest = made.now
        assert made.best_by_loss is latest or made.accuracy_change > made.accuracy_change_margin
    return "gap"


def test_what_is_said_of_a_thousand_courses_drawn_at_random_is_so():
    chance = np.random.default_rng(12)
    found = [check(report(at_random(chance), n)) for n in (500, N) for _ in range(500)]
    assert all(found.count(stage) > 100 for stage in ("learning", "gap", "memorising"))


def test_what_is_said_of_recorded_networks_after_each_epoch_is_so():
    assert {check(report(course)) for course in recorded()} == {"learning", "gap", "memorising"}


def test_the_story_is_told_in_whole_numbers():
    rows = [(0.9, 0.3, 0.826, 0.5), (0.97, 0.2, 0.83, 0.6), (0.991, 0.1, 0.829, 0.7)]
    assert story(report(rows)) == "Seen: 99 of 100 right. New: 83. Memorising since epoch 2."


def test_a_small_gap_is_counted_out_of_more_pictures():
    rows = [(0.9990, 0.01, 0.9955, 0.02)]
    assert story(report(rows)).startswith("Seen: 999 of 1,000 right. New: 996. Gap open")


def test_all_are_right_only_where_none_is_wrong():
    assert story(report([(0.9999, 0.1, 0.8, 0.5)])).startswith("Seen: 99 of 100")
    assert story(report([(1.0, 0.0, 0.8, 0.5)])).startswith("Seen: 100 of 100")


@pytest.mark.parametrize("share", [0.1, 0.104])
def test_a_network_that_guesses_is_said_to_guess(share):
    assert verdict(report([(share, 2.3, share, 2.3)])) == "No better than guessing so far."
