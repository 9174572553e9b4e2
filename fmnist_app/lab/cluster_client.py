"""What all that speaks to a Dask scheduler shares: its address, its settings, a worker's process.

It loads Dask, which the server never does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import dask
from distributed import Client, LocalCluster
from distributed.comm.core import CommClosedError

from fmnist_app.core.errors import LabError
from fmnist_app.lab.cluster_data import send_when_wanted
from fmnist_app.lab.codec import MOST_QUOTED
from fmnist_app.lab.station import Station

CONNECT_SECONDS = 10
STATION = "fmnist_station"  # under which a Dask worker keeps its own
CONFIG = {
    # Killed workers, not the jobs that they were at, are to blame; a job that kills its training
    # process says so itself.
    "distributed.scheduler.allowed-failures": 1_000,
    # Nothing of a job is kept by a worker, and the training process's memory is watched.
    "distributed.worker.memory.terminate": False,
    "distributed.worker.memory.pause": False,
}


class ClusterError(LabError):
    """There is no cluster where one was expected."""


def configure() -> None:
    """Set what is ours of Dask's settings, in this process."""
    dask.config.set(CONFIG)


def check_address(address: str) -> None:
    """Raise `ClusterError` for what is no address of a scheduler."""
    scheme, separator, place = address.partition("://")
    host, colon, port = place.rpartition(":")
    if scheme not in ("tcp", "tls") or not separator or not host or not colon or not port.isdigit():
        raise ClusterError(
            f"“{address[:MOST_QUOTED]}” is no address of a scheduler; expected tcp://HOST:8786 or "
            "tls://HOST:8786."
        )


def connect(address: str) -> Client:
    """A client of the scheduler at `address`; raises `ClusterError` if nobody answers there."""
    check_address(address)
    configure()
    try:
        client = Client(address, timeout=CONNECT_SECONDS)
    except (OSError, TimeoutError, ValueError, CommClosedError) as error:
        raise ClusterError(
            f"No scheduler answers at {address[:MOST_QUOTED]}; start one with `dask scheduler`, "
            "and at least one `dask worker`."
        ) from error
    send_when_wanted(client)
    return client


@contextmanager
def client_of(address: str | None, workers: int) -> Iterator[Client]:
    """A client of the scheduler at `address`, or of so many workers that are made here and end.

    Raises `ClusterError` if nobody answers there.
    """
    if address:
        with connect(address) as client:
            yield client
        return
    with local_cluster(workers) as cluster, Client(cluster) as client:
        yield client


def local_cluster(workers: int) -> LocalCluster:
    """A scheduler and so many workers on this machine, a core each."""
    configure()
    return LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address=":0", memory_limit=0
    )


def station_of(worker: Any) -> Station:
    """The training process of a Dask worker, the same for all that it does."""
    station = getattr(worker, STATION, None)
    if station is None:
        station = Station(cores=worker.state.nthreads)
        setattr(worker, STATION, station)
    return station
