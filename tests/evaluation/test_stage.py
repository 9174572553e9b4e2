"""The one definition of learning, gap and memorising, on made-up courses and on recorded ones."""

import numpy as np
import pandas as pd
import pytest

from fmnist_app.evaluation import GapReport
from fmnist_app.evaluation.gap import SAME_PICTURES
from fmnist_app.evaluation.intervals import difference_error
from fmnist_app.evaluation.stage import RISE, Standing
from fmnist_app.experiments.file import read_study

N = 6000


def standing(*epochs, n=N):
    """The standing after epochs of (accuracy, validation accuracy, validation loss)."""
    rows = [
        ("basic", "epoch", float(epoch), seen, 0.1, new, loss)
        for epoch, (seen, new, loss) in enumerate(epochs, start=1)
    ]
    columns = ["model", "kind", "epoch", "accuracy", "loss", "val_accuracy", "val_loss"]
    report = GapReport.from_history(pd.DataFrame(rows, columns=columns), n, n)
    assert report is not None
    return report.standing


LEARNT = [(0.80, 0.80, 0.50), (0.85, 0.845, 0.40)]
AHEAD = [*LEARNT, (0.92, 0.88, 0.30)]


def test_a_network_learns_while_the_gap_is_within_chance():
    assert standing(*LEARNT) == Standing("learning")


def test_a_gap_alone_is_not_memorising():
    assert standing(*AHEAD) == Standing("gap", 3)
    assert standing(*AHEAD, (0.95, 0.90, 0.28)) == Standing("gap", 3)


def test_one_worse_epoch_is_not_memorising_and_two_are():
    worse = (0.97, 0.88, 0.33)
    assert standing(*AHEAD, worse) == Standing("gap", 3)
    assert standing(*AHEAD, worse, worse) == Standing("memorising", 4)


def test_a_rise_within_chance_is_not_memorising():
    hardly = (0.97, 0.88, 0.30 * (1 + RISE / 2))
    assert standing(*AHEAD, hardly, hardly) == Standing("gap", 3)


def test_five_epochs_that_bring_nothing_new_are_memorising():
    same = (0.97, 0.88, 0.30)
    assert standing(*AHEAD, *[same] * 4) == Standing("gap", 3)
    assert standing(*AHEAD, *[same] * 5) == Standing("memorising", 4)


def test_who_gets_more_new_pictures_right_does_not_memorise_whatever_the_loss_does():
    surer = (0.97, 0.90, 0.35)
    assert standing(*AHEAD, surer, surer) == Standing("gap", 3)


def test_without_a_gap_a_worse_loss_is_not_memorising():
    assert standing(*[(0.8, 0.8, loss) for loss in (0.3, 0.4, 0.5)]) == Standing("learning")


def test_a_new_best_epoch_ends_the_memorising():
    worse = (0.97, 0.88, 0.33)
    assert standing(*AHEAD, worse, worse, (0.98, 0.91, 0.25)) == Standing("gap", 3)


def test_memorising_begins_no_sooner_than_the_gap():
    close = [(0.80, 0.80, 0.30), *[(0.80, 0.80, 0.40)] * 3]
    assert standing(*close, (0.90, 0.80, 0.40)) == Standing("memorising", 5)


@pytest.fixture(scope="module")
def study():
    return read_study().table()


def apart(study, column, change):
    """How far validation and test set, each with chance of its own, disagree on a change."""
    of = study.groupby(["model", "seed"])
    changes = {
        name: of[f"{name}_{column}"].transform(lambda values: change(values, values.iloc[7]))
        for name in ("val", "test")
    }
    moved = study["epoch"] != 8
    return (changes["val"] - changes["test"])[moved].groupby(study["model"]).std()


def test_what_chance_does_to_two_epochs_on_the_same_pictures_is_what_the_study_shows(study):
    share = study["val_accuracy"].mean()
    on_different_pictures = np.hypot(
        difference_error(share, N, share, N), difference_error(share, 10_000, share, 10_000)
    )
    shares = apart(study, "accuracy", np.subtract) / on_different_pictures
    assert 0.8 * SAME_PICTURES < shares.min() < shares.max() < SAME_PICTURES


def test_a_rise_is_more_than_chance_does_to_the_loss_in_the_study(study):
    # Each set adds chance of its own, by the root of its size.
    of_validation = apart(study, "loss", np.divide) * np.sqrt(10 / 16)
    assert of_validation["basic"] < of_validation["standard"] < RISE
    assert of_validation["basic"] < 0.6 * RISE


def test_recorded_networks_seldom_go_back_from_memorising(study):
    """Each of the twenty, after each of its epochs."""
    went_back = 0
    for _, rows in study.assign(kind="epoch").groupby(["model", "seed"]):
        stages = [
            GapReport.from_history(rows.iloc[:end], N, N).standing.stage
            for end in range(1, len(rows) + 1)
        ]
        assert stages[-1] != "learning"
        went_back += "memorising" in stages and "gap" in stages[stages.index("memorising") :]
    assert went_back <= 4
