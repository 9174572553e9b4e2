"""The data set on its way to a Dask worker: found, else sent by who gives it work, else fetched.

A worker without it asks by a topic of the scheduler; whoever hears that leaves the four files with
the scheduler, for all workers. They are verified like any others.
"""

import contextlib
import threading
import time
from typing import Any

from distributed import Client, get_client, get_worker

from fmnist_app.data import FILES, DatasetMissingError, deliver, load_dataset, packed

WANTED = "fmnist-data-wanted"  # the topic
DATA = ["fmnist-data", *(file.sha256[:16] for file in FILES.values())]  # where they are left
PATIENCE = 30.0  # seconds until they have to be there: 31 MB
LOOK_EVERY = 0.5


def send_when_wanted(client: Client) -> None:
    """Have the data set of this machine sent to the workers that ask for it."""
    whole: Any = client  # of which some methods have no types
    sending = threading.Lock()

    def leave() -> None:
        if sending.acquire(blocking=False):  # for all who ask meanwhile
            try:
                with contextlib.suppress(Exception):  # of Dask's; the worker fetches it then
                    whole.set_metadata(DATA, packed())
            finally:
                sending.release()

    # Dask's own thread, which hears this, must not wait.
    whole.subscribe_topic(WANTED, lambda _: threading.Thread(target=leave, daemon=True).start())


def have_dataset() -> None:
    """See that the data set is on the worker where this is called.

    Raises `DatasetBrokenError` for files that are not the original, and `DatasetMissingError` where
    nobody sends it and it cannot be fetched.
    """
    try:
        load_dataset()
    except DatasetMissingError:
        if sent := _sent():
            deliver(sent)
        load_dataset(fetch=True)


def _sent() -> dict[str, bytes]:
    """The files that someone has left for the workers; nothing where nobody does in time."""
    client: Any = get_client()
    until = time.monotonic() + PATIENCE
    while not (files := client.get_metadata(DATA, None)) and time.monotonic() < until:
        get_worker().log_event(WANTED, {})  # again and again: whoever sends may come later
        time.sleep(LOOK_EVERY)
    return dict(files or {})
