import math

import pandas as pd
import pytest

from fmnist_app.evaluation import GapReport, gap_reports

COLUMNS = ["model", "kind", "epoch", "accuracy", "loss", "val_accuracy", "val_loss", "seconds"]


def history(points, model="basic", kind="epoch"):
    """Lay out (accuracy, loss, val_accuracy, val_loss) tuples, one per epoch."""
    rows = [
        (model, kind, float(epoch), *point, 10.0 * epoch)
        for epoch, point in enumerate(points, start=1)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def report(points, n=6000):
    made = GapReport.from_history(history(points), n, n)
    assert made is not None
    return made


OVERFITTING = [
    (0.850, 0.40, 0.850, 0.41),
    (0.885, 0.32, 0.880, 0.33),
    (0.910, 0.25, 0.890, 0.30),
    (0.930, 0.20, 0.895, 0.31),
    (0.950, 0.15, 0.896, 0.35),
]
STILL_FALLING = [(0.85, 0.40, 0.85, 0.41), (0.88, 0.33, 0.88, 0.34), (0.89, 0.30, 0.888, 0.31)]


def test_there_is_no_report_before_the_first_epoch_has_ended():
    assert GapReport.from_history(history([], kind="epoch"), 6000, 6000) is None
    assert GapReport.from_history(history(OVERFITTING, kind="probe"), 6000, 6000) is None


def test_the_gap_is_in_points_and_the_loss_gap_the_other_way_round():
    now = report(OVERFITTING).now
    assert now.epoch == 5
    assert now.points == pytest.approx(5.4)
    assert now.loss == pytest.approx(0.20)


def test_the_margin_is_two_standard_errors_in_points():
    plain = 200 * math.sqrt(0.95 * 0.05 / 6000 + 0.896 * 0.104 / 6000)
    assert report(OVERFITTING).now.margin == pytest.approx(plain, rel=0.01)


def test_the_gap_opens_at_the_first_epoch_from_which_on_it_exceeds_chance():
    assert report(OVERFITTING).opens_at == 3


def test_a_gap_that_closed_again_opens_only_where_it_stays_open():
    closed_once = [*OVERFITTING[:3], (0.890, 0.3, 0.890, 0.3), OVERFITTING[4]]
    assert report(closed_once).opens_at == 5


def test_a_gap_that_is_closed_at_the_end_never_opens():
    assert report([*OVERFITTING, (0.890, 0.3, 0.890, 0.3)]).opens_at is None


def test_few_pictures_cannot_show_a_small_gap():
    assert report(OVERFITTING[:3], n=100).opens_at is None


def test_the_best_epochs_and_what_training_past_them_cost():
    made = report(OVERFITTING)
    assert made.best_by_loss.epoch == 3
    assert made.best_by_accuracy.epoch == 5
    assert made.epochs_past_best == 2
    assert made.loss_change == pytest.approx(0.05)
    assert made.accuracy_change == pytest.approx(0.6)


def test_of_equal_epochs_the_first_is_the_best():
    made = report([(0.9, 0.3, 0.89, 0.3)] * 3)
    assert made.best_by_loss.epoch == made.best_by_accuracy.epoch == 1


def test_points_that_are_not_finite_are_left_out():
    made = report([*OVERFITTING, (float("nan"), float("nan"), 0.1, float("inf"))])
    assert made.now.epoch == 5


def test_a_history_of_two_networks_is_refused_and_split_by_gap_reports():
    both = pd.concat([history(OVERFITTING), history(STILL_FALLING, "standard")])
    with pytest.raises(ValueError, match="one network"):
        GapReport.from_history(both, 6000, 6000)
    assert {name: made.now.epoch for name, made in gap_reports(both, 6000, 6000).items()} == {
        "basic": 5,
        "standard": 3,
    }


def test_gap_reports_leave_out_a_network_without_an_epoch():
    assert gap_reports(history(OVERFITTING, kind="probe"), 1000, 1000) == {}


@pytest.mark.parametrize(
    ("points", "start", "inside"),
    [
        (OVERFITTING[:1], "Learning, with no gap", "no more than chance explains"),
        (STILL_FALLING, "Learning, with no gap", "never lower than now"),
        (OVERFITTING[:3], "Gap open since epoch 3, still getting better", "never lower than now"),
        (OVERFITTING[:4], "Gap open since epoch 3, on new", "not clearly risen since"),
        (OVERFITTING, "Memorising since epoch 4.", "the 2 epochs after that made it 0.05 worse"),
        ([(0.9, loss, 0.9, loss) for loss in (0.3, 0.31, 0.32)], "Learning, with no", "worse"),
        ([(0.85, 0.4, 0.90, 0.3)] * 3, "Learning, with no gap", "happen to be easier"),
    ],
)
def test_the_sentence_draws_the_conclusion_the_numbers_allow(points, start, inside):
    sentence = report(points).sentence()
    assert sentence.startswith(start)
    assert inside in sentence


def test_the_sentence_tells_a_fall_in_accuracy_from_chance():
    assert "hardly moved (+0.6 points, within chance)" in report(OVERFITTING).sentence()
    fallen = [*OVERFITTING[:4], (0.95, 0.15, 0.85, 0.5)]
    assert "fell by 4.0 points" in report(fallen).sentence()
