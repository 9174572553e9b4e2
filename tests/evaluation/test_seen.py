"""What was seen in a run, in three sentences."""

import pandas as pd
import pytest

from fmnist_app.evaluation import GapReport, NetworkResult
from fmnist_app.evaluation.seen import foremost, what_was_seen


def report(*values, pictures=6_000):
    """A network with these accuracies and losses, on seen and on new pictures, by epoch."""
    rows = [
        {
            "model": "m",
            "kind": "epoch",
            "epoch": float(epoch),
            "accuracy": seen,
            "val_accuracy": new,
            "loss": loss,
            "val_loss": val_loss,
        }
        for epoch, (seen, new, loss, val_loss) in enumerate(values, start=1)
    ]
    found = GapReport.from_history(pd.DataFrame(rows), pictures, pictures)
    assert found is not None
    return found


def result(accuracy):
    return NetworkResult("m", 1, accuracy, 0.5, 10_000, 1.0, 1, 4)


LEARNS = report((0.70, 0.70, 0.9, 0.9), (0.80, 0.80, 0.6, 0.6))
GAP = report((0.70, 0.70, 0.9, 0.9), (0.90, 0.80, 0.4, 0.6))
MEMORISES = report(
    (0.80, 0.78, 0.6, 0.6), (0.90, 0.82, 0.4, 0.5), (0.97, 0.82, 0.2, 0.6), (0.99, 0.82, 0.1, 0.7)
)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (LEARNS, "Basic does no better on pictures it has seen"),
        (GAP, "Basic does better on pictures it has seen since epoch 2: 90 of 100"),
        (MEMORISES, "Basic memorises its pictures since epoch 3: 99 of 100"),
    ],
)
def test_the_second_sentence_says_what_the_story_says(one, said):
    sentences = what_was_seen({"Basic": one}, {})
    assert sentences[1].startswith(said)
    assert len(sentences) == 3


def test_the_first_sentence_says_how_far_it_came():
    first = what_was_seen({"Basic": GAP, "Standard": MEMORISES}, {})[0]
    assert first == (
        "Basic got 80 of 100 new pictures right after 2 epochs, 70 after the first; "
        "Standard got 82 of 100 new pictures right after 4 epochs, 78 after the first."
    )


@pytest.mark.parametrize(
    ("second", "said"), [(0.85, "more than chance"), (0.832, "too close to call")]
)
def test_two_networks_are_told_apart_or_not(second, said):
    reports = {"Basic": GAP, "Standard": MEMORISES}
    tested = {"Basic": result(0.83), "Standard": result(second)}
    assert said in what_was_seen(reports, tested)[2]


def test_without_a_test_the_best_epoch_is_said():
    assert "best after epoch 2; the 2 epochs since" in what_was_seen({"Basic": MEMORISES}, {})[2]
    assert "last epoch was the best" in what_was_seen({"Basic": GAP}, {})[2]


def test_the_network_that_went_furthest_is_spoken_of_and_of_equals_the_later():
    assert foremost({"Basic": MEMORISES, "Standard": GAP}) == "Basic"
    assert foremost({"Basic": GAP, "Standard": GAP}) == "Standard"
