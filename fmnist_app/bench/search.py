"""A search: what its coordinator costs with many trials, and what a second worker gives.

Trials are simulated with the curves of a shipped search, but for the workers' pace, for which real
trials train on a slice of the pictures.
"""

import hashlib
import time
import tracemalloc
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from fmnist_app.bench import Figures, Say, verdict
from fmnist_app.bench.simulated_crew import SimulatedCrew
from fmnist_app.core.errors import LabError
from fmnist_app.data import load_dataset
from fmnist_app.experiments import SHIPPED
from fmnist_app.experiments.search.coordinator import Coordinator
from fmnist_app.experiments.search.record import FILE, SearchRecord, SearchSnapshot, read_search
from fmnist_app.experiments.search.space import usual_space
from fmnist_app.experiments.search.task import Budget, SearchTask
from fmnist_app.experiments.search.unit import Outcome, Unit
from fmnist_app.training import TrainingSettings

EXAMPLE = SHIPPED.parent / "search-basic.jsonl"
TRIALS, WORKERS = 10_000, 1_000
LIMITS = {"search_ms_each_late": 5.0, "search_coordinator_mb": 250.0, "search_server_mb": 5.0}
SERVED = 200  # trials of a record that a server reads
LEAST_RATIO = 1.7
PICTURES, ROUNDS = 6_000, 6
MB = 1_000_000


def measure(epochs: int, rounds: int, say: Say) -> Figures:  # noqa: ARG001 - as it is, once
    """Simulate a large search, read a record as a server does, and time real trials."""
    example = read_search(EXAMPLE)
    figures = _simulated(example, say) | _served(example, say)
    return figures | _paces(load_dataset(fetch=True, say=say).sha256, say)


def _simulated(example: SearchSnapshot, say: Say) -> Figures:
    say(f"{TRIALS:,} trials by {WORKERS:,} workers that train nothing, with recorded curves.")
    task = replace(example.task, window=2 * WORKERS, seeds=0)
    with TemporaryDirectory(prefix="fmnist-bench-") as folder:
        record = SearchRecord.create(Path(folder, "search"), task, Budget(TRIALS, 100_000))
        begun: list[tuple[float, bool]] = []

        def outcome(unit: Unit) -> Outcome:
            begun.append((time.monotonic(), unit.after == 0))
            return recorded(example, unit)

        crew, began = SimulatedCrew(WORKERS, outcome), time.monotonic()
        now = Coordinator(record, crew, _hear).run()
        took = time.monotonic() - began
    rungs = sum(len(trial.rungs) for trial in now.trials.values())
    found = {
        "search_ms_each": 1000 * took / (len(now.trials) + rungs),
        "search_ms_each_late": _late(begun),
        "search_coordinator_mb": psutil.Process().memory_info().rss / MB,
        "search_simulated_hours": crew.seconds / 3600,
    }
    _judge(say, "search_ms_each_late", found["search_ms_each_late"], "ms")
    _judge(say, "search_coordinator_mb", found["search_coordinator_mb"], "MB")
    say(f"  {len(now.trials):,} trials and {rungs:,} rungs in {took:.0f} s")
    return found


def _late(begun: list[tuple[float, bool]]) -> float:
    """Milliseconds for each ask and tell in the last tenth: a unit is told, a trial asked first."""
    last = begun[-len(begun) // 10 :]
    facts = len(last) + sum(is_new for _, is_new in last)
    return 1000 * (last[-1][0] - last[0][0]) / facts


def recorded(example: SearchSnapshot, unit: Unit) -> Outcome:
    """What a recorded trial did in so many epochs, another one for other settings."""
    whole = [one for one in example.trials.values() if one.state == "complete"]
    drawn = int(hashlib.sha256(unit.key[:8].encode()).hexdigest()[:8], 16)
    trial = whole[drawn % len(whole)]
    noise = (drawn // 7 % 1000) / 1e5
    curve = tuple(value - noise for value in trial.curve[unit.after : unit.epochs])
    return Outcome(
        "done",
        value=curve[-1],
        curve=curve,
        epochs=unit.epochs,
        parameters=54_410,
        seconds=trial.seconds / trial.epochs * (unit.epochs - unit.after) * (1 + noise),
    )


def _served(example: SearchSnapshot, say: Say) -> Figures:
    """What a record of many trials takes of a server that reads it."""
    with TemporaryDirectory(prefix="fmnist-bench-") as folder:
        path = Path(folder, "search")
        task = replace(example.task, seeds=0)
        record = SearchRecord.create(path, task, Budget(SERVED, 100_000))
        Coordinator(record, SimulatedCrew(2, partial(recorded, example)), _hear).run()
        tracemalloc.start()  # what it holds on to: the process has room from before
        kept = read_search(path / FILE)
        grown = tracemalloc.get_traced_memory()[0] / MB
        tracemalloc.stop()
    _judge(say, "search_server_mb", grown, f"MB for {len(kept.trials)} trials")
    return {"search_server_mb": grown}


def _paces(data_sha256: str, say: Say) -> Figures:
    """Trials an hour of two workers and of one, with a thread each."""
    say(f"{ROUNDS} trials on {PICTURES:,} pictures by one worker of one thread, then by two.")
    seconds = [_pace(workers, data_sha256) for workers in (1, 2)]
    ratio = seconds[0] / seconds[1]
    verdict = "at least" if ratio >= LEAST_RATIO else "BELOW"
    say(f"search_workers_ratio {ratio:.2f}, {verdict} the limit of {LEAST_RATIO}")
    return {"search_workers_ratio": ratio, "search_trials_an_hour": 3600 * ROUNDS / seconds[1]}


def _pace(workers: int, data_sha256: str) -> float:
    """Seconds that so many workers take for the trials, once all of them have begun."""
    task = SearchTask(
        TrainingSettings(models=("basic",), pictures=PICTURES),
        usual_space(),
        epochs=9,
        sampler="random",
        pruning="none",
        seeds=0,
        seed=0,
        window=ROUNDS * 2,
        data_sha256=data_sha256,
    )
    from fmnist_app.experiments.search.cluster import cluster_crew  # noqa: PLC0415 - large

    with TemporaryDirectory(prefix="fmnist-bench-") as folder:
        warm, whole = Path(folder, "warm"), Path(folder, "whole")
        crew = cluster_crew(None, workers)
        held, crew.close = crew.close, lambda: None  # type: ignore[method-assign]
        short = replace(task, epochs=1, seed=1)
        Coordinator(SearchRecord.create(warm, short, Budget(2 * workers, 60)), crew, _hear).run()
        began = time.monotonic()
        now = Coordinator(SearchRecord.create(whole, task, Budget(ROUNDS, 60)), crew, _hear).run()
        took = time.monotonic() - began
        held()
    if any(trial.state != "complete" for trial in now.trials.values()):
        raise LabError("A trial of the measurement did not come to its end.")
    return took


def _judge(say: Say, name: str, found: float, unit: str) -> None:
    say(f"{name} {found:.2f} {unit}, {verdict(found, LIMITS[name])}")


def _hear(_: str) -> None:
    """The record says it all."""
