"""Labels that look wrong, by what a network says of the pictures."""

import numpy as np
import pytest

from fmnist_app.evaluation.label_errors import suspects

ANSWERS = np.full((4, 10), 0.01, np.float32)
ANSWERS[np.arange(4), [3, 3, 5, 2]] = 0.91
ANSWERS[1, [3, 4]] = 0.6, 0.32


def test_a_label_is_suspected_where_another_class_is_likelier() -> None:
    found = suspects(ANSWERS, np.array([3, 4, 5, 7]))
    assert [(one.number, one.label, one.likeliest) for one in found] == [(3, 7, 2), (1, 4, 3)]


def test_the_gravest_is_the_one_whose_label_is_least_likely() -> None:
    found = suspects(ANSWERS, np.array([0, 4, 0, 0]))
    assert [one.number for one in found] == [0, 2, 3, 1]
    assert [one.probability for one in found] == pytest.approx([0.01, 0.01, 0.01, 0.32])
    assert found[-1].likeliest_probability == pytest.approx(0.6)


def test_labels_of_other_pictures_are_refused() -> None:
    with pytest.raises(ValueError, match="as many labels"):
        suspects(ANSWERS, np.array([1, 2]))
