"""Memory is given back and set apart, and nothing in use is the worse for it."""

import gc
import subprocess
import sys

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


CODE_THAT_RAN = """
import re
from pathlib import Path
import cv2
import numpy as np
from fmnist_app.core import process_memory

def mapped_from_files():
    (kilobytes,) = re.findall("RssFile:\\s+([0-9]+) kB", Path("/proc/self/status").read_text())
    return int(kilobytes)

picture = np.random.default_rng(0).integers(0, 256, (100, 100), np.uint8)
before, mapped = cv2.GaussianBlur(picture, (5, 5), 0), mapped_from_files()
process_memory.rest()
print(mapped_from_files() < 0.8 * mapped)
print(np.array_equal(cv2.GaussianBlur(picture, (5, 5), 0), before))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone says what is mapped")
def test_code_that_ran_is_let_go_of_and_runs_again():
    command = [sys.executable, "-c", CODE_THAT_RAN]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]


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
