"""The server's handle on a worker process: start it, command it, hear from it, end it."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from fmnist_app.training.environment import VARIABLES

Event = dict[str, Any]
ROOT = Path(__file__).parents[2]


class Worker(Protocol):
    """The seam between the training service and whatever trains: here or on another machine.

    A worker trains one run at a time. It calls `on_event` with events from a thread of its own,
    and `on_exit` once when it is gone, with a sentence if it went without being asked.
    """

    def send(self, command: Event) -> None:
        """Pass on a command; a worker that is gone ignores it."""

    def close(self) -> None:
        """End the worker and give its memory back."""


class ProcessWorker:
    """A worker in a process of its own on this machine."""

    def __init__(
        self, on_event: Callable[[Event], None], on_exit: Callable[["Worker", str], None]
    ) -> None:
        """Start the process; it loads TensorFlow at once."""
        self._on_event, self._on_exit = on_event, on_exit
        self._closing = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "fmnist_app.lab.worker_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=_environment(),
            text=True,
            encoding="utf-8",
            # Ctrl-C in the terminal is the server's to handle; it then closes the worker.
            start_new_session=True,
        )
        threading.Thread(target=self._listen, name="worker-listener", daemon=True).start()

    @property
    def pid(self) -> int:
        """Process id, for measuring."""
        return self._process.pid

    def send(self, command: Event) -> None:
        """Pass on a command; a worker that is gone ignores it."""
        assert self._process.stdin is not None  # noqa: S101 - it was opened as a pipe
        try:
            self._process.stdin.write(json.dumps(command) + "\n")
            self._process.stdin.flush()
        except (OSError, ValueError):
            pass  # gone; `on_exit` says so

    def close(self) -> None:
        """End the process and give its memory back."""
        self._closing = True
        self._process.kill()

    def _listen(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - it was opened as a pipe
        with self._process.stdout as lines:
            for line in lines:
                self._on_event(json.loads(line))
        code = self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._on_exit(self, "" if self._closing else _explain(code))


def _environment() -> dict[str, str]:
    return {
        **VARIABLES,
        # No accelerator is expected; looking for one only fills the log.
        "CUDA_VISIBLE_DEVICES": "-1",
        **os.environ,
    }


def _explain(code: int) -> str:
    if code == -signal.SIGKILL:
        return (
            "The training process was killed by the system, most likely because memory ran out; "
            "the points up to there are kept."
        )
    return "The training process ended without warning; the points up to there are kept."
