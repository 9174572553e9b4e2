"""Cross-fitting: a photo is answered by the network that does not know who sent it."""

import numpy as np
import pytest

from fmnist_app.catalog import load, shipped
from fmnist_app.catalog.card import TopLabel
from fmnist_app.catalog.crossfit import (
    FACTS,
    CrossFitted,
    FoldsError,
    fold_file,
    read_cross_fitted,
    split_by_sender,
)
from fmnist_app.evaluation.calibration import Scaling
from fmnist_app.inference.classifier import calibrated
from fmnist_app.zoo.crossfit import (
    PhotoAnswers,
    calibration,
    fitted_folds,
    gain,
    temperature,
    top_label,
)


def answers(count=600, sure=0.9, right=0.7, seed=0):
    """Answers that are as sure of themselves as `sure`, and right as often as `right`."""
    rng = np.random.default_rng(seed)
    named, true = rng.integers(10, size=count), rng.integers(10, size=count)
    true = np.where(rng.random(count) < right, named, true)
    classes = np.full((count, 10), (1.0 - sure) / 9)
    classes[np.arange(count), named] = sure
    return PhotoAnswers(classes, rng.normal(2, 1, count), np.eye(10)[true])


def test_folds_keep_a_senders_photos_together_and_are_about_as_large():
    senders = np.array(["many"] * 50 + ["few"] * 20 + ["some"] * 30 + list("abcdefghij"))
    folds = split_by_sender(senders, 2)
    assert set(folds) == set(senders)
    sizes = np.bincount([folds[sender] for sender in senders])
    assert sizes.tolist() == [55, 55]


def test_a_sender_gets_the_network_of_the_own_fold_and_a_stranger_the_shipped_one():
    kept, first, second = (load(shipped(name)) for name in ("wide-photos", "wide", "basic"))
    networks = CrossFitted(kept, [first, second], {"anna": 0, "bo": 1})
    assert networks.for_sender("anna") is first
    assert networks.for_sender("bo") is second
    assert networks.for_sender("stranger") is networks.for_sender(None) is kept


def test_an_answer_is_right_where_it_names_any_class_that_may_be_right():
    classes = np.eye(10)[[5, 7, 4]]
    right = np.zeros((3, 10))
    right[:2, [5, 7, 9]] = 1
    right[2, 2] = 1
    found = PhotoAnswers(classes, np.zeros(3), right)
    assert found.named_right.tolist() == [True, True, False]
    assert found.labels[:2].tolist() == [5, 7]


def test_the_temperature_of_a_fold_comes_from_the_others_and_makes_answers_honest():
    found, folds = answers(), np.arange(600) % 3
    fitted = fitted_folds(found, folds, {"anna": 0})
    assert len(fitted.temperatures) == len(fitted.offsets) == 3
    assert min(fitted.temperatures) > 1.0  # they are surer than they are right
    told = calibration(found, folds, fitted)
    assert told.error_after < told.error_before / 2
    hidden = PhotoAnswers(found.classes.copy(), found.scores, found.right)
    hidden.classes[folds == 1] = 0.1
    assert fitted_folds(hidden, folds, {}).temperatures[1] == fitted.temperatures[1]


def test_the_likeliest_class_is_as_probable_as_it_is_often_right():
    sure, unsure = answers(4000, sure=0.95, right=0.8), answers(4000, sure=0.4, right=0.5, seed=1)
    both = PhotoAnswers(
        np.concatenate([sure.classes, unsure.classes]),
        np.zeros(8000),
        np.concatenate([sure.right, unsure.right]),
    )
    top = top_label(both)
    scaling = Scaling(temperature(both), top.slope, top.offset)
    shown = calibrated(both.classes, scaling).max(axis=1)
    for found, part in ((sure, shown[:4000]), (unsure, shown[4000:])):
        assert part == pytest.approx(found.named_right.mean(), abs=0.01)


def test_where_all_answers_are_right_there_is_nothing_to_fit():
    assert top_label(answers(right=1.0)) == TopLabel(slope=1.0, offset=0.0)


def test_what_photos_brought_has_an_interval_that_knows_of_senders():
    worse = answers(right=0.5)
    learnt = np.random.default_rng(2).random(600) < np.linspace(0, 0.5, 600)
    named = np.where(learnt[:, None], worse.right, worse.classes)
    better = PhotoAnswers(named, worse.scores, worse.right)
    each, few = np.arange(600), np.arange(600) // 100
    gained, alone = gain(worse, better, each, seed=0)
    assert gained in alone
    together = gain(worse, better, few, seed=0)[1]
    assert alone.low > 0
    assert together.high - together.low > alone.high - alone.low


def test_no_gain_is_found_where_nothing_changed():
    found = answers()
    gained, interval = gain(found, found, np.arange(600), seed=0)
    assert gained == 0.0
    assert (interval.low, interval.high) == (0.0, 0.0)


def test_a_folder_that_lacks_a_fold_is_refused_with_what_is_expected(tmp_path):
    with pytest.raises(FoldsError, match=r"expected folds\.json"):
        read_cross_fitted(tmp_path, shipped("wide"))
    fitted = fitted_folds(answers(), np.arange(600) % 2, {"anna": 1})
    (tmp_path / FACTS).write_text(fitted.model_dump_json(), encoding="utf-8")
    with pytest.raises(FoldsError):
        read_cross_fitted(tmp_path, shipped("wide"))


def test_the_networks_of_the_folds_answer_each_with_what_was_fitted_for_it(tmp_path):
    fitted = fitted_folds(answers(), np.arange(600) % 2, {"anna": 1})
    (tmp_path / FACTS).write_text(fitted.model_dump_json(), encoding="utf-8")
    for fold in range(2):
        fold_file(tmp_path, fold).write_bytes(shipped("wide").files.tflite.read_bytes())
    networks = read_cross_fitted(tmp_path, shipped("wide"))
    assert networks.for_sender("anna") is networks.networks[1]
    assert networks.for_sender("stranger") is load(shipped("wide"))
