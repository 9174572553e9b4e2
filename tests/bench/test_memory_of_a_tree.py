import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from fmnist_app.bench.app import end_tree
from fmnist_app.bench.tree import Memory, Sampler, total, tree_memory

CHILD = "import time; kept = bytearray(b'x') * 20_000_000; print('up', flush=True); time.sleep(60)"
PARENT = f"""
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", {CHILD!r}], stdout=subprocess.PIPE)
child.stdout.readline()
kept = bytearray(b"x") * 10_000_000
print(child.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def family() -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """A sleeping process that keeps 10 MB, and the id of its child, which keeps 20 MB."""
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        try:
            yield parent, child
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, 9)  # or its end would be waited for
            end_tree(parent)


def test_the_memory_of_a_process_and_its_child_is_summed(family) -> None:
    parent, child = family
    tree = tree_memory(parent.pid)
    assert list(tree) == [parent.pid, child]
    assert tree[parent.pid].anon > 10_000_000
    assert tree[child].anon > 20_000_000
    assert total(tree).anon == tree[parent.pid].anon + tree[child].anon
    assert total(tree).rss > total(tree).anon


def test_shared_pages_are_counted_once_in_pss(family) -> None:
    memory = total(tree_memory(family[0].pid))
    assert memory.anon <= memory.pss < memory.rss


def test_the_sampler_keeps_the_highest_sum_after_a_child_has_ended(family) -> None:
    parent, child = family
    with Sampler(parent.pid, every=0.01) as sampler:
        while sampler.samples < 3:
            time.sleep(0.01)
        os.kill(child, 9)
        seen = sampler.samples
        while sampler.samples < seen + 3:
            time.sleep(0.01)
    assert set(sampler.most("anon")) == {parent.pid, child}
    assert total(tree_memory(parent.pid)).anon < total(sampler.most("anon")).anon


def test_a_tree_that_is_gone_takes_nothing(family) -> None:
    parent, child = family
    end_tree(parent)
    assert total(tree_memory(parent.pid)) == Memory()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
