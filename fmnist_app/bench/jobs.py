"""Many small runs one after the other: what a server keeps of them in memory, threads and files."""

import gc
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from fmnist_app.bench import Figures, Say, verdict
from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import percent
from fmnist_app.data import load_dataset
from fmnist_app.lab.service import Lab
from fmnist_app.training import TrainingSettings

JOBS, EARLY = 200, 10
LIMIT = 0.05
PATIENCE = 300.0
TINY = TrainingSettings(models=("basic",), epochs=1, pictures=500, filters=4)
MB = 1_000_000


def measure(epochs: int, rounds: int, say: Say) -> Figures:  # noqa: ARG001 - tiny runs, once
    """Train 200 tiny runs with one training service, and look at this process and its worker."""
    say(f"{JOBS} runs of {TINY.pictures} pictures, one after the other, in one training service.")
    load_dataset(fetch=True, say=say)
    with TemporaryDirectory(prefix="fmnist-bench-") as folder:
        lab = Lab(Path(folder))
        seen = {}
        for number in range(1, JOBS + 1):
            _train(lab)
            if number in (EARLY, JOBS):
                seen[number] = _state()
                say(f"  after run {number}: {_words(seen[number])}")
        lab.close()
    growth = seen[JOBS]["anon_mb"] / seen[EARLY]["anon_mb"] - 1
    found = percent(growth, 1, signed=True)
    say(f"jobs_memory_growth {found}, {verdict(growth, LIMIT, percent(LIMIT))}")
    return {"jobs_memory_growth": growth, "jobs_early": seen[EARLY], "jobs_last": seen[JOBS]}


def _train(lab: Lab) -> None:
    run = lab.submit(TINY)
    deadline = time.monotonic() + PATIENCE
    while (now := lab.look(run)) is None or not now.over:
        if time.monotonic() > deadline:
            raise LabError(f"A run of {TINY.pictures} pictures took over {PATIENCE:.0f} s.")
        time.sleep(0.01)
    if now.state != "finished":
        raise LabError(f"A run ended as “{now.state}”: {now.message}")


def _state() -> dict[str, float]:
    """Anonymous memory, threads and open files of the process that holds the service: this one."""
    gc.collect()
    me = psutil.Process()
    memory = me.memory_full_info()
    return {
        "anon_mb": (memory.rss - memory.shared) / MB,
        "threads": me.num_threads(),
        "files": me.num_fds(),
    }


def _words(state: dict[str, float]) -> str:
    return (
        f"{state['anon_mb']:.1f} MB, {state['threads']:.0f} threads, {state['files']:.0f} open "
        "files"
    )
