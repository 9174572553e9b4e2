"""Collections side by side: found by their key alone, kept as long as the limits say."""

import os
import time

import pytest

from fmnist_app.wardrobe.folder import WardrobeLimits, Wardrobes
from fmnist_app.wardrobe.store import WardrobeError
from tests.wardrobe.conftest import jpeg, piece


def test_a_collection_is_found_by_its_key_and_none_sees_anothers(tmp_path):
    all_of_them = Wardrobes(tmp_path, WardrobeLimits())
    (one, first), (other, _) = all_of_them.new(), all_of_them.new()
    first.add([(piece(), jpeg())])
    assert len(one) == 22
    assert len(all_of_them.find(one).items()) == 1
    assert all_of_them.find(other).items() == []


@pytest.mark.parametrize("key", ["", "x", "../own", "a" * 22, "a/b" * 8, "a" * 21 + "\n"])
def test_a_key_that_is_tried_finds_nothing(tmp_path, key):
    all_of_them = Wardrobes(tmp_path, WardrobeLimits())
    all_of_them.new()
    assert all_of_them.find(key) is None


def test_there_are_no_more_than_the_limit_says(tmp_path):
    all_of_them = Wardrobes(tmp_path, WardrobeLimits(wardrobes=2))
    all_of_them.new()
    all_of_them.new()
    with pytest.raises(WardrobeError, match="keeps 2 wardrobes already"):
        all_of_them.new()


@pytest.mark.parametrize(("days", "left"), [(0, True), (5, False), (20, True)])
def test_what_nobody_changed_for_so_long_goes(tmp_path, days, left):
    all_of_them = Wardrobes(tmp_path, WardrobeLimits(wardrobe_days=days))
    key, _ = all_of_them.new()
    before = time.time() - 10 * 86_400
    os.utime(tmp_path / f"{key}.sqlite", (before, before))
    all_of_them.tidy()
    assert (all_of_them.find(key) is not None) == left
