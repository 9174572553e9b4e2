"""The memory of a process and all below it, now and at its highest."""

import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

IDLE_PATIENCE = 90  # seconds
SETTLING = 3  # seconds
EVERY = 0.25  # seconds between two samples


@dataclass(frozen=True)
class Memory:
    """Bytes resident (`rss`), of them anonymous (`anon`), and resident with shared pages split.

    Summed over processes, `rss` counts a page of a file as often as it is mapped; `pss` counts it
    once, shared out among all processes of the machine that map it.
    """

    rss: int = 0
    anon: int = 0
    pss: int = 0

    def __add__(self, other: "Memory") -> "Memory":
        return Memory(self.rss + other.rss, self.anon + other.anon, self.pss + other.pss)


Tree = Mapping[int, Memory]  # by process id, the root first


def tree_memory(root: int) -> dict[int, Memory]:
    """What each process of the tree under `root` takes now; those just gone are left out."""
    return dict(_each(root))


def total(tree: Tree) -> Memory:
    """The whole tree's memory."""
    return sum(tree.values(), Memory())


def _each(root: int) -> Iterator[tuple[int, Memory]]:
    try:
        below = psutil.Process(root).children(recursive=True)
    except psutil.NoSuchProcess:
        return
    for pid in (root, *(process.pid for process in below)):
        try:
            yield pid, _memory(pid)
        except (FileNotFoundError, ProcessLookupError, KeyError):
            continue  # it ended meanwhile; an ended process has no such lines


def _memory(pid: int) -> Memory:
    status = _kilobytes(Path(f"/proc/{pid}/status"))
    rollup = _kilobytes(Path(f"/proc/{pid}/smaps_rollup"))
    return Memory(status["VmRSS"], status["RssAnon"], rollup["Pss"])


def _kilobytes(path: Path) -> dict[str, int]:
    """The lines `name: number kB` of a file of the system, in bytes."""
    words = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {line[0][:-1]: int(line[1]) * 1024 for line in words if line[-1:] == ["kB"]}


def left_alone(root: int) -> Tree:
    """The tree under `root` once nothing is left of it but the process itself, or time is up."""
    for _ in range(IDLE_PATIENCE):
        time.sleep(1)
        if not psutil.Process(root).children():
            time.sleep(SETTLING)  # it gives memory back once they are gone
            break
    return tree_memory(root)


class Sampler:
    """Looks at a process tree several times a second and keeps the highest sums.

    A context manager: sampling goes on from entering it to leaving it.
    """

    def __init__(self, root: int, every: float = EVERY) -> None:
        """Prepare to watch the tree under the process `root`."""
        self._root, self._every = root, every
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="sampler", daemon=True)
        self._most: dict[str, Tree] = {}
        self.samples = 0

    def __enter__(self) -> "Sampler":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def most(self, kind: str) -> Tree:
        """The tree at the moment when its sum of `kind` ("rss", "anon" or "pss") was highest."""
        return self._most.get(kind, {})

    def _watch(self) -> None:
        while not self._done.is_set():
            tree = tree_memory(self._root)
            for kind in ("rss", "anon", "pss"):
                if getattr(total(tree), kind) >= getattr(total(self.most(kind)), kind):
                    self._most[kind] = tree
            self.samples += 1
            self._done.wait(self._every)
