"""A cluster on this machine: how far behind its points are, and what its parts take of memory.

Two app servers have two runs each trained by two Dask workers; two train, and two wait.
"""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from fmnist_app.bench import Figures, Say, verdict
from fmnist_app.core.errors import LabError
from fmnist_app.data import load_dataset
from fmnist_app.lab.cluster import Cluster
from fmnist_app.lab.executor import ROOT
from fmnist_app.lab.service import Lab
from fmnist_app.training import TrainingSettings

LIMITS = {"cluster_point_lag_p95_s": 1.0}
RUN = TrainingSettings(models=("basic",), epochs=8, pictures=10_000)
SERVERS = WORKERS = RUNS_EACH = 2
LOOK_SECONDS, TIDY_SECONDS = 0.05, 0.5
PATIENCE = 300.0
SETTLE_SECONDS = 1.0  # until a subscription holds; what comes before is not heard
EVENTS = 3_000
MB = 1_000_000


def measure(epochs: int, rounds: int, say: Say) -> Figures:  # noqa: ARG001 - as it is, once
    """Train four runs on two workers, and count what the scheduler passes on in a second."""
    load_dataset(fetch=True, say=say)
    with machines() as (address, scheduler, workers):
        say(f"{SERVERS} servers, {SERVERS * RUNS_EACH} runs, {WORKERS} workers of one thread.")
        lags, places, bridges = _runs(address)
        found = {
            "cluster_point_lag_p95_s": _p95(lags),
            "cluster_points": len(lags),
            "cluster_waited": max(places),
            "cluster_bridge_mb": max(bridges),
            "cluster_scheduler_mb": _mb(scheduler),
            "cluster_worker_mb": max(map(_mb, workers)),
            "cluster_events_a_second": _events_a_second(address),
        }
    lag = found["cluster_point_lag_p95_s"]
    within = verdict(lag, LIMITS["cluster_point_lag_p95_s"])
    say(f"cluster_point_lag_p95_s {lag:.2f} s of {len(lags)} points, {within}")
    for name in ("bridge", "scheduler", "worker"):
        say(f"cluster_{name}_mb {found[f'cluster_{name}_mb']:.0f} MB")
    say(f"cluster_events_a_second {found['cluster_events_a_second']:,.0f} events")
    return found


@contextmanager
def machines() -> Iterator[tuple[str, int, list[int]]]:
    """A scheduler and workers, as processes of their own: its address, and their ids."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = place.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    dask = (sys.executable, "-m", "dask")
    where = ("--host", "tcp://127.0.0.1", "--port", str(port))
    own = ("--nworkers", "1", "--nthreads", "1", "--no-nanny", "--no-dashboard")
    commands: list[tuple[str, ...]] = [(*dask, "scheduler", *where, "--no-dashboard")]
    commands += [(*dask, "worker", address, *own)] * WORKERS
    with ExitStack() as all_of_them:
        started = []
        for command in commands:
            process = subprocess.Popen(
                command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            all_of_them.callback(_end, process)
            started.append(process.pid)
        yield address, started[0], started[1:]


def _end(process: "subprocess.Popen[bytes]") -> None:
    for one in [*psutil.Process(process.pid).children(recursive=True), process]:
        one.kill()
    process.wait()


def _runs(address: str) -> tuple[list[float], list[int], list[float]]:
    """How far behind each point was, the places in line, and the memory of each bridge."""
    with TemporaryDirectory(prefix="fmnist-bench-") as folder:
        clusters = [Cluster(address) for _ in range(SERVERS)]
        labs = [
            Lab(Path(folder, str(at)), make_executor=one.make, slots=one.slots)
            for at, one in enumerate(clusters)
        ]
        runs = [(lab, lab.submit(RUN)) for lab in labs for _ in range(RUNS_EACH)]
        over = threading.Event()
        threading.Thread(target=_tidy, args=(labs, over), daemon=True).start()
        try:
            return _watch(runs)
        finally:
            over.set()
            for lab, cluster in zip(labs, clusters, strict=True):
                lab.close()
                cluster.close()


def _watch(runs: list[tuple[Lab, str]]) -> tuple[list[float], list[int], list[float]]:
    seen: dict[str, list[float]] = {run: [] for _, run in runs}
    places, bridges = [0], [0.0]
    deadline = time.monotonic() + PATIENCE
    while not all((now := lab.look(run)) and now.over for lab, run in runs):
        if time.monotonic() > deadline:
            raise LabError("The runs of the measurement did not come to their end.")
        for lab, run in runs:
            places.append(lab.place(run))
            now = lab.look(run)
            points = now.points[len(seen[run]) :] if now else ()
            seen[run] += [time.monotonic() - point.seconds for point in points]
        bridges += [
            _mb(one.pid)
            for one in psutil.Process().children()
            if any("cluster_process" in word for word in one.cmdline())
        ]
        time.sleep(LOOK_SECONDS)
    states = {now.state for lab, run in runs if (now := lab.look(run))}
    if states != {"finished"}:
        raise LabError(f"The runs of the measurement ended as {', '.join(sorted(states))}.")
    # A run's clock and this one began apart; the quickest point of a run says by how much.
    return [at - min(own) for own in seen.values() for at in own], places, bridges


def _tidy(labs: list[Lab], over: threading.Event) -> None:
    while not over.wait(TIDY_SECONDS):
        for lab in labs:
            lab.tidy()


def _events_a_second(address: str) -> float:
    """How many events the scheduler takes and passes on."""
    from fmnist_app.lab.cluster_client import connect  # noqa: PLC0415 - large

    heard, all_heard = [0], threading.Event()

    def hear(_: object) -> None:
        heard[0] += 1
        if heard[0] == EVENTS:
            all_heard.set()

    client = connect(address)
    try:
        client.subscribe_topic("fmnist-bench", hear)  # type: ignore[no-untyped-call]
        time.sleep(SETTLE_SECONDS)
        began = time.monotonic()
        for number in range(EVENTS):
            client.log_event("fmnist-bench", {"task": "bench", "line": "x" * 200, "n": number})
        if not all_heard.wait(PATIENCE):
            raise LabError("The scheduler did not pass all events on.")
        return EVENTS / (time.monotonic() - began)
    finally:
        client.close()  # type: ignore[no-untyped-call]


def _p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]


def _mb(pid: int) -> float:
    return float(psutil.Process(pid).memory_info().rss) / MB
