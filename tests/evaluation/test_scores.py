import numpy as np
import pandas as pd
import pytest
from sklearn.calibration import calibration_curve
from sklearn.metrics import confusion_matrix, log_loss, precision_recall_fscore_support
from statsmodels.stats.proportion import proportion_confint

from fmnist_app.core.formatting import percent
from fmnist_app.evaluation import wilson
from fmnist_app.evaluation.calibration import BINS, calibration_error
from fmnist_app.evaluation.confusion import class_scores, confusion
from fmnist_app.evaluation.mistakes import disagreement, doubtful_labels, in_cell, in_one_cell
from fmnist_app.evaluation.predictions import Predictions, logarithms
from fmnist_app.evaluation.reliability import reliability
from fmnist_app.evaluation.scores import score
from fmnist_app.evaluation.takeaway import takeaway

PICTURES = 3_000


def answers(seed, accuracy=0.85):
    """Labels and a network's probabilities, right about as often as asked and never certain."""
    chance = np.random.default_rng(seed)
    labels = np.random.default_rng(99).integers(0, 10, PICTURES).astype(np.uint8)
    said = np.where(chance.random(PICTURES) < accuracy, labels, chance.integers(0, 10, PICTURES))
    logits = chance.normal(0, 1, (PICTURES, 10))
    logits[np.arange(PICTURES), said] += chance.uniform(1, 8, PICTURES)
    probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return labels, probabilities.astype(np.float32)


def marked(seed, temperature=None, accuracy=0.85):
    labels, probabilities = answers(seed, accuracy)
    return labels, score(Predictions(logarithms(probabilities), temperature, "x"), labels)


@pytest.fixture
def two():
    labels, first = marked(0)
    return labels, first, marked(1)[1]


def test_the_wilson_interval_matches_statsmodels():
    for correct, total in [(8, 10), (9_030, 10_000), (0, 20), (20, 20)]:
        theirs = proportion_confint(correct, total, method="wilson")
        ours = wilson(correct, total)
        assert (ours.low, ours.high) == pytest.approx(theirs, abs=1e-12)


def test_the_confusion_matrix_matches_scikit_learn():
    labels, probabilities = answers(0)
    said = probabilities.argmax(axis=1)
    assert np.array_equal(confusion(labels, said), confusion_matrix(labels, said))


def test_a_small_confusion_matrix_is_that_counted_by_hand():
    matrix = confusion(np.array([0, 0, 1]), np.array([0, 1, 1]))
    assert (matrix[0, 0], matrix[0, 1], matrix[1, 1], matrix.sum()) == (1, 1, 1, 3)


def test_the_class_scores_match_scikit_learn_also_for_a_class_never_named():
    labels, probabilities = answers(0)
    said = np.where(probabilities.argmax(axis=1) == 6, 0, probabilities.argmax(axis=1))
    theirs = precision_recall_fscore_support(labels, said, labels=range(10), zero_division=0)
    ours = class_scores(confusion(labels, said))
    for mine, other in zip((ours.precision, ours.recall, ours.f1), theirs, strict=False):
        assert mine == pytest.approx(other)


def test_the_reliability_matches_scikit_learn():
    labels, probabilities = answers(0)
    right = probabilities.argmax(axis=1) == labels
    their_right, their_sure = calibration_curve(right, probabilities.max(axis=1), n_bins=BINS)
    bins = reliability(probabilities, labels).bins
    assert [b.right for b in bins] == pytest.approx(their_right)
    assert [b.sure for b in bins] == pytest.approx(their_sure, rel=1e-5)
    assert sum(b.pictures for b in bins) == PICTURES


def test_the_calibration_error_is_the_weighted_distance_of_the_bins():
    labels, probabilities = answers(0)
    found = reliability(probabilities, labels)
    by_hand = sum(b.pictures * abs(b.sure - b.right) for b in found.bins) / PICTURES
    assert found.error == pytest.approx(by_hand)
    assert found.error == calibration_error(probabilities, labels)
    # Two pictures, 80 % and 60 % sure, the second wrong: (0.2 + 0.6) / 2.
    two_pictures = np.array([[0.8, 0.2] + [0] * 8, [0.6, 0.4] + [0] * 8])
    assert reliability(two_pictures, np.array([0, 1])).error == pytest.approx(0.4)


def test_the_bins_intervals_cover_a_calibrated_network():
    chance = np.random.default_rng(5)
    probabilities = chance.dirichlet(np.full(10, 0.3), 20_000)
    labels = np.array([chance.choice(10, p=row) for row in probabilities[:4_000]])
    bins = reliability(probabilities[:4_000], labels).bins
    assert np.mean([b.sure in b.interval for b in bins]) >= 0.75


def test_marks_hold_accuracy_loss_and_what_wrong_answers_cost():
    labels, probabilities = answers(0)
    found = score(Predictions(logarithms(probabilities), None, "x"), labels)
    right = probabilities.argmax(axis=1) == labels
    assert found.accuracy == pytest.approx(right.mean())
    assert found.loss == pytest.approx(log_loss(labels, probabilities), rel=1e-4)
    wrong = log_loss(labels[~right], probabilities[~right], labels=range(10))
    assert found.loss_when_wrong == pytest.approx(wrong, rel=1e-4)
    assert found.sure_when_wrong == pytest.approx(probabilities.max(axis=1)[~right].mean())
    assert found.blame == pytest.approx(wrong * (~right).mean() / found.loss)
    assert found.calibrated is None


def test_a_temperature_changes_how_sure_and_not_what_is_said():
    _, plain = marked(0)
    _, cooled = marked(0, temperature=2.0)
    assert np.array_equal(plain.predictions, cooled.predictions)
    assert cooled.sure.mean() < plain.sure.mean()
    assert cooled.calibrated.error != plain.as_given.error


def test_answers_to_another_number_of_pictures_are_refused():
    labels, probabilities = answers(0)
    with pytest.raises(ValueError, match="3,000 pictures, found 2,999"):
        score(Predictions(logarithms(probabilities[:-1]), None, "x"), labels)


def test_a_cell_holds_its_pictures_surest_first(two):
    labels, first, _ = two
    places = in_cell(first, labels, 6, 0)
    assert len(places) == first.matrix[6, 0]
    assert (labels[places] == 6).all()
    assert (first.predictions[places] == 0).all()
    assert (np.diff(first.sure[places]) <= 0).all()


def test_the_difference_of_a_cell_holds_what_one_alone_put_there(two):
    labels, first, second = two
    places = in_one_cell(first, second, labels, 6, 0)
    assert ((first.predictions[places] == 0) != (second.predictions[places] == 0)).all()
    assert (labels[places] == 6).all()


def test_disagreements_are_the_counts_as_pictures(two):
    _, first, second = two
    only_first = disagreement(first, second, "only first wrong")
    only_second = disagreement(first, second, "only second wrong")
    both = disagreement(first, second, "both wrong")
    assert len(only_first) == (~first.right & second.right).sum()
    assert len(only_second) == (first.right & ~second.right).sum()
    assert len(both) == (~first.right & ~second.right).sum()
    assert (np.diff(first.sure[only_first]) <= 0).all()
    assert (np.diff(np.minimum(first.sure, second.sure)[both]) <= 0).all()


def test_a_doubtful_label_is_contradicted_alike_by_two_who_are_sure():
    labels = np.array([0, 0, 0, 0], np.uint8)
    sure, unsure = [0.02, 0.91, 0.07] + [0] * 7, [0.3, 0.6, 0.1] + [0] * 7
    other = [0.02, 0.07, 0.91] + [0] * 7
    right = [0.98, 0.01, 0.01] + [0] * 7
    one = score(Predictions(logarithms(np.array([sure, sure, unsure, right])), None, "x"), labels)
    two = score(Predictions(logarithms(np.array([sure, other, sure, right])), None, "x"), labels)
    assert doubtful_labels(one, two).tolist() == [0]


def history(losses, accuracies):
    return pd.DataFrame(
        {"epoch": range(1, len(losses) + 1), "val_loss": losses, "val_accuracy": accuracies}
    )


def test_the_lesson_is_told_with_the_networks_own_numbers():
    _, found = marked(0)
    words = takeaway(history([0.4, 0.3, 0.36], [0.88, 0.9, 0.902]), found)
    assert "From epoch 2 to epoch 3" in words
    assert "from 0.300 to 0.360, by 20\u00a0%" in words
    assert "+0.2 points" in words
    assert percent(found.blame) in words


def test_where_the_loss_did_not_rise_the_lesson_says_so():
    _, found = marked(0)
    assert "does not show here" in takeaway(history([0.4, 0.3], [0.88, 0.9]), found)
    assert "was not kept" in takeaway(history([], []), found)
