"""Answers kept beside a network, and how far their probabilities can be trusted."""

import numpy as np
import pytest

from fmnist_app.evaluation.calibration import calibration_error, fit_temperature
from fmnist_app.evaluation.predictions import (
    Predictions,
    PredictionsError,
    at_temperature,
    logarithms,
    read_predictions,
    write_predictions,
)


def probabilities(n=200, seed=0):
    return np.random.default_rng(seed).dirichlet(np.full(10, 0.2), n)


def test_an_outcome_read_back_gives_the_same_answers(tmp_path):
    given = probabilities()
    path = tmp_path / "basic.outcome.npz"
    write_predictions(Predictions(logarithms(given), 1.25, "abc"), path)
    found = read_predictions(path)
    assert (found.predictions == given.argmax(axis=1)).all()
    assert np.abs(found.probabilities - given).max() < 5e-3  # 16-bit logarithms
    assert found.probabilities.sum(axis=1) == pytest.approx(1)
    assert (found.temperature, found.data_sha256) == (1.25, "abc")
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_classes_that_are_nearly_as_likely_are_not_confused_by_rounding(tmp_path):
    close = np.full((1, 10), 0.05)
    close[0, 3], close[0, 7] = 0.29999, 0.30001
    path = tmp_path / "basic.outcome.npz"
    write_predictions(Predictions(logarithms(close), None, "abc"), path)
    assert read_predictions(path).predictions.tolist() == [7]


def test_without_a_temperature_nothing_is_calibrated(tmp_path):
    path = tmp_path / "basic.outcome.npz"
    write_predictions(Predictions(logarithms(probabilities(5)), None, "abc"), path)
    assert read_predictions(path).calibrated is None


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 broken"])
def test_a_broken_file_is_named(tmp_path, content):
    path = tmp_path / "basic.outcome.npz"
    path.write_bytes(content)
    with pytest.raises(PredictionsError, match="basic"):
        read_predictions(path)


def test_pickled_objects_are_never_loaded(tmp_path):
    path = tmp_path / "basic.outcome.npz"
    with path.open("wb") as file:
        np.savez(file, log_probabilities=np.array([{}], dtype=object), note=np.zeros(2, np.uint8))
    with pytest.raises(PredictionsError):
        read_predictions(path)


def test_a_missing_file_and_a_wrong_shape_are_named(tmp_path):
    with pytest.raises(PredictionsError, match="no answers"):
        read_predictions(tmp_path / "none.npz")
    path = tmp_path / "narrow.npz"
    write_predictions(Predictions(np.zeros((5, 3), np.float32), None, ""), path)
    with pytest.raises(PredictionsError, match=r"\(5, 3\)"):
        read_predictions(path)


def test_the_fitted_temperature_undoes_one_that_was_put_in():
    rng = np.random.default_rng(1)
    honest = probabilities(20_000)
    labels = np.array([rng.choice(10, p=row) for row in honest])
    too_sure = logarithms(at_temperature(logarithms(honest), 0.5))
    assert fit_temperature(too_sure, labels) == pytest.approx(2.0, rel=0.05)


def test_the_calibration_error_of_two_bins_is_their_weighted_gap():
    # Three pictures at 0.95, all right: a gap of 0.05; one at 0.55, wrong: a gap of 0.55.
    sure = np.zeros((4, 10))
    sure[:3, 0], sure[:3, 1] = 0.95, 0.05
    sure[3, 0], sure[3, 1] = 0.55, 0.45
    labels = np.array([0, 0, 0, 1])
    assert calibration_error(sure, labels) == pytest.approx((3 * 0.05 + 0.55) / 4)
