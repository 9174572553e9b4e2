"""Units done on a Dask cluster: one made here and ended with the command, or one that stands.

Dask moves units and outcomes, and begins a unit anew whose worker went; the coordinator alone knows
what a unit is for. Loaded only by who asked for it.
"""

import queue
import time
from collections.abc import Callable
from typing import Any

from distributed import Client, get_worker

from fmnist_app.core.errors import LabError
from fmnist_app.experiments.search.crew import WorkerView
from fmnist_app.experiments.search.unit import Outcome, Unit, outcome_from, unit_from
from fmnist_app.experiments.search.work import Workshop
from fmnist_app.lab.cluster_client import (
    CONNECT_SECONDS,
    ClusterError,
    connect,
    local_cluster,
    station_of,
)
from fmnist_app.lab.cluster_data import have_dataset

TOPIC = "fmnist-units"  # of the events by which workers tell how far they are
LOOK_EVERY = 1.0  # seconds between two looks at who is there
Work = tuple[dict[str, Any], bytes]  # an outcome as a plain dict, and its checkpoint


def cluster_crew(address: str | None, workers: int) -> "ClusterCrew":
    """The workers of the scheduler at `address`, or so many made on this machine.

    Raises `ClusterError` if nobody answers there.
    """
    if address:
        return ClusterCrew(lambda: connect(address))
    cluster = local_cluster(workers)
    return ClusterCrew(lambda: Client(cluster), cluster.close)


class ClusterCrew:
    """The workers of a Dask scheduler, one unit for each of their threads."""

    def __init__(
        self,
        connect: Callable[[], Client],
        end: Callable[[], object] = lambda: None,
        work: Callable[[dict[str, Any], bytes | None], Work] | None = None,
    ) -> None:
        """Connect, and again when the scheduler was gone; `end` is called when all is over.

        `work` is what is done on a worker, `do_unit` unless another is given.
        """
        self._connect, self._end, self._work = connect, end, work or do_unit
        self._client: Any = connect()  # of which some methods have no types
        self._done: queue.SimpleQueue[tuple[Unit, Outcome]] = queue.SimpleQueue()
        self._doing: dict[str, tuple[Unit, Any]] = {}
        self._names: dict[str, str] = {}
        self._threads, self._looked_at = 0, 0.0
        self._at: dict[str, tuple[str, float]] = {}  # key and epochs by worker
        self._held = False
        self._listen()

    def room(self) -> int:
        """Threads that have nothing to do."""
        self._look()
        return 0 if self._held else max(0, self._threads - len(self._doing))

    def begin(self, unit: Unit, checkpoint: bytes | None) -> None:
        """Send a unit off."""
        name = f"unit-{unit.key}-{time.monotonic_ns()}"
        future = self._client.submit(
            self._work, unit.as_dict(), checkpoint, key=name, pure=False, retries=0
        )
        self._doing[unit.key] = unit, future
        future.add_done_callback(lambda done: self._done.put((unit, _outcome(done))))

    def done(self, timeout: float) -> list[tuple[Unit, Outcome]]:
        """What has come back."""
        try:
            unit, outcome = self._done.get(timeout=timeout)
        except queue.Empty:
            return []
        # A unit that was lost and begun anew may still have an end of its first future to tell.
        if self._doing.pop(unit.key, None) is None:
            return []
        return [(unit, outcome)]

    def workers(self) -> list[WorkerView]:
        """The workers that the scheduler knows."""
        return [self._view(address, name) for address, name in sorted(self._names.items())]

    def hold(self) -> None:
        """Begin nothing more; what was begun ends."""
        self._held = True

    def release(self) -> None:
        """The workers' memory is not the app's."""

    def go_on(self) -> None:
        """Begin again."""
        self._held = False

    def close(self) -> None:
        """Let go of the workers, and end them if they were made here."""
        for _, future in self._doing.values():
            future.cancel()
        self._client.close(timeout=CONNECT_SECONDS)
        self._end()

    def _view(self, address: str, name: str) -> WorkerView:
        key, epochs = self._at.get(address, ("", 0.0))
        if key not in self._doing:
            return WorkerView(name)
        return WorkerView(name, key, epochs, self._doing[key][0].epochs)

    def _look(self) -> None:
        """See who is there; connect anew if the scheduler has gone for good."""
        if time.monotonic() - self._looked_at < LOOK_EVERY:
            return
        self._looked_at = time.monotonic()
        if self._client.status in ("closed", "failed"):
            self._reconnect()
        if self._client.status != "running":
            self._threads = 0
            return
        known = self._client.scheduler_info(n_workers=-1)["workers"]
        self._threads = sum(one["nthreads"] for one in known.values())
        self._names = {address: str(one["name"]) for address, one in known.items()}

    def _reconnect(self) -> None:
        try:
            self._client = self._connect()
        except ClusterError:
            return
        self._listen()
        for unit, _ in list(self._doing.values()):
            self._done.put((unit, Outcome("lost", "The scheduler was gone.")))

    def _listen(self) -> None:
        self._client.subscribe_topic(TOPIC, self._hear)

    def _hear(self, event: tuple[float, dict[str, Any]]) -> None:
        told = event[1]
        self._at[told["worker"]] = (told["key"], told["epochs"])


def do_unit(read: dict[str, Any], checkpoint: bytes | None) -> Work:
    """Do a unit on the worker where this is called; its outcome, and its checkpoint."""
    worker = get_worker()
    unit = unit_from(read)
    try:
        have_dataset()  # which the training process then finds
    except LabError as error:
        return Outcome("failed", str(error), by=str(worker.name)).as_dict(), b""
    workshop = Workshop(str(worker.name), station_of(worker))

    def tell(epochs: float) -> None:
        worker.log_event(
            TOPIC, {"worker": worker.address, "key": unit.key, "epochs": round(epochs, 2)}
        )

    outcome = workshop.do(unit, checkpoint, tell)
    return outcome.as_dict(), outcome.checkpoint


def _outcome(done: Any) -> Outcome:
    """What a future holds; one that was cancelled or whose worker went is lost."""
    try:
        read, checkpoint = done.result(timeout=CONNECT_SECONDS)
    except Exception as error:  # whatever Dask raises, of its own or of a worker's
        return Outcome("lost", f"Its worker was lost: {type(error).__name__}.")
    return outcome_from(read, checkpoint)
