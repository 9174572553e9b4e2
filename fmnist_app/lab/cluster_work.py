"""A run trained, or its networks exported, on a Dask worker: the part that Dask carries there.

What is said meanwhile, and what is commanded, goes by two topics of the scheduler that all jobs of
one server share; files go along with the job and come back with its end.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from distributed import get_client, get_worker

from fmnist_app.core.errors import LabError
from fmnist_app.lab.cluster import CLOSE
from fmnist_app.lab.cluster_client import station_of
from fmnist_app.lab.cluster_data import have_dataset
from fmnist_app.lab.commands import COMMANDS, Climb, Export, Train
from fmnist_app.lab.events import EVENTS, Event, StateChanged
from fmnist_app.lab.station import LostError, OverBoundsError, Station

SETTLE_SECONDS = 1.0
Left = tuple[str, dict[str, bytes]]  # how a job ended, as a line, and the files it left by name


def messages_of(server: str) -> str:
    """The topic by which jobs of this server tell how they go on."""
    return f"fmnist-messages-{server}"


def commands_of(server: str) -> str:
    """The topic by which this server commands its jobs."""
    return f"fmnist-commands-{server}"


def do_job(server: str, task: str, line: str, files: dict[str, bytes]) -> Left:
    """Do the job in `line` from these files, on the worker where this is called."""
    worker = get_worker()
    station = station_of(worker)
    station.go_on()

    def hear(event: Event) -> None:
        told = {"task": task, "line": EVENTS.encode(event)}
        worker.log_event(messages_of(server), told)

    with (
        TemporaryDirectory(prefix="fmnist-run-", ignore_cleanup_errors=True) as folder,
        _commanded(server, task, station),
    ):
        for name, content in files.items():
            Path(folder, Path(name).name).write_bytes(content)
        ended = _ended(station, line, Path(folder), hear)
        left = {path.name: path.read_bytes() for path in Path(folder).iterdir()}
    changed = {name: content for name, content in left.items() if files.get(name) != content}
    return EVENTS.encode(ended), changed


def _ended(station: Station, line: str, folder: Path, hear: Any) -> StateChanged:
    job = COMMANDS.decode(line)
    assert isinstance(job, Train | Climb | Export)  # noqa: S101 - nothing else is sent as a job
    try:
        have_dataset()  # which the training process then finds
        return station.do(job, folder, hear)
    except (LabError, LostError, OverBoundsError) as error:
        return StateChanged("failed", str(error))


@contextmanager
def _commanded(server: str, task: str, station: Station) -> Iterator[None]:
    """Pass on the commands for this job, those that came before it began as well."""
    client: Any = get_client()
    topic = commands_of(server)

    def obey(told: tuple[float, Any]) -> None:
        if told[1]["task"] != task:
            return
        if told[1]["line"] == CLOSE:
            station.close()
        else:
            station.send(COMMANDS.decode(told[1]["line"]))

    def catch_up() -> None:
        with suppress(Exception):  # whatever Dask raises where the scheduler is away
            for earlier in client.get_events(topic):
                obey(earlier)

    client.subscribe_topic(topic, obey)
    # A subscription holds a moment later; a command that comes twice does no harm.
    later = threading.Timer(SETTLE_SECONDS, catch_up)
    later.start()
    try:
        yield
    finally:
        later.cancel()
        client.unsubscribe_topic(topic)
