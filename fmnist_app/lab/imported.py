"""Runs that were trained elsewhere: their records made here, and not too many at once."""

import shutil
import time
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path

from fmnist_app.lab.events import Event
from fmnist_app.lab.records import Record
from fmnist_app.training.settings import TrainingSettings

HOUR = 3600.0


class Quota:
    """How many runs of the last hour came from files: whoever floods a server displaces others."""

    def __init__(self, an_hour: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow `an_hour` runs in any hour of `clock`, in seconds."""
        self._clock = clock
        self._times: deque[float] = deque(maxlen=an_hour)

    def take(self) -> bool:
        """Whether there is room for one more, which then counts."""
        now = self._clock()
        if len(self._times) == self._times.maxlen and now - self._times[0] < HOUR:
            return False
        self._times.append(now)
        return True


def adopted(
    run: str,
    folder: Path,
    settings: TrainingSettings,
    events: Iterable[Event],
    fill: Callable[[Path], None],
) -> Record:
    """The record of a new run in `folder`, told all `events`; `fill` puts more into the folder.

    Raises OSError, and leaves nothing behind, if the disk does not take it.
    """
    try:
        record = Record.create(run, folder, settings)
        for event in events:
            record.append(event)
        if not record.snapshot().kept:
            raise OSError(f"No room for a run in {folder.parent}.")  # noqa: TRY301 - one way out
        fill(folder)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return record
