"""How long runs took on this machine, so that what is offered again can say so."""

import contextlib
import json
import threading
from pathlib import Path

from fmnist_app.core.atomic import atomic_write
from fmnist_app.lab.records import Snapshot
from fmnist_app.training.settings import TrainingSettings

FILE = "timings.json"
MOST = 100  # settings whose time is kept, the latest; some 300 bytes each


class Timings:
    """The training seconds of the last run of each settings, pauses left out; safe in threads."""

    def __init__(self, folder: Path) -> None:
        """Keep them in `folder`, beside the runs; those of an earlier server are there again."""
        self._path = folder / FILE
        self._lock = threading.Lock()
        self._seconds = self._read()

    def of(self, settings: TrainingSettings) -> float | None:
        """Seconds that such a run took here the last time; None if there was none."""
        return self._seconds.get(_key(settings))

    def note(self, now: Snapshot) -> None:
        """Take note of a run that came to its end; one that was stopped says nothing."""
        if now.state not in ("finished", "diverged") or not now.results:
            return
        seconds = max(result.seconds for result in now.results.values())
        with self._lock:
            key = _key(now.settings)
            rest = {other: took for other, took in self._seconds.items() if other != key}
            self._seconds = dict([*rest.items(), (key, round(seconds, 1))][-MOST:])
            # A full disk costs this figure and no run.
            with contextlib.suppress(OSError), atomic_write(self._path) as half:
                half.write_text(json.dumps(self._seconds, indent=1) + "\n", encoding="utf-8")

    def _read(self) -> dict[str, float]:
        try:
            read = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(key): float(seconds) for key, seconds in read.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}


def _key(settings: TrainingSettings) -> str:
    return json.dumps(settings.as_dict(), sort_keys=True)
