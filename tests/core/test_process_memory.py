"""Memory is given back and set apart, and nothing in use is the worse for it."""

import gc

import pytest

from fmnist_app.core import process_memory


@pytest.fixture
def thawed():
    yield
    gc.unfreeze()


def test_resting_and_sharing_heaps_change_nothing_that_is_in_use():
    kept = [bytes(1_000) for _ in range(1_000)]
    process_memory.share_heaps()
    process_memory.rest()
    assert all(not any(piece) for piece in kept[:10])


def test_what_was_loaded_is_set_apart_once(thawed):
    process_memory.set_apart("tests")
    apart = gc.get_freeze_count()
    assert apart > 10_000
    later: list[list[int]] = [[] for _ in range(1_000)]
    process_memory.set_apart("tests")
    assert apart - 1_000 < gc.get_freeze_count() <= apart  # some of what is apart may end
    process_memory.set_apart("more tests")
    assert gc.get_freeze_count() > apart
    assert len(later) == 1_000
