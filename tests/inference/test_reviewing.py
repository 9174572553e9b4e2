"""What a review brings, on labels whose doubt is known."""

import pytest

from fmnist_app.data import CLASS_NAMES
from fmnist_app.inference.label import Doubt, Label
from fmnist_app.inference.reviewing import Reviewed, gain_of_checking, gain_of_doubt


def right(number: int) -> Reviewed:
    name = CLASS_NAMES[number % 10]
    other = CLASS_NAMES[(number + 1) % 10]
    return Reviewed(name, Label(name, 0.95, 3.0, None, (name, other)))


def wrong(number: int) -> Reviewed:
    name, other = CLASS_NAMES[number % 10], CLASS_NAMES[(number + 1) % 10]
    return Reviewed(other, Label(name, 0.5, 3.0, Doubt.UNSURE, (name, other)))


def test_where_doubt_tells_what_is_wrong_a_fifth_is_enough() -> None:
    gain = gain_of_doubt([right(n) if n % 10 else wrong(n) for n in range(200)])
    assert (gain.before, gain.first) == (pytest.approx(0.1), 0)
    assert gain.random == pytest.approx(0.08)


def test_a_network_that_is_right_finds_all_labels_that_were_made_wrong() -> None:
    gain = gain_of_checking([right(n) for n in range(200)])
    assert 0.05 < gain.before < 0.15
    assert gain.first == 0
    assert gain.interval.high < 0


def test_no_pictures_are_refused() -> None:
    with pytest.raises(ValueError, match="Expected pictures"):
        gain_of_checking([])
