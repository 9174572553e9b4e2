"""Who trains the runs: the seam to it, and a process of its own on this machine."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from fmnist_app.lab.codec import MessageError
from fmnist_app.lab.commands import COMMANDS, Climb, Command, Export, Train
from fmnist_app.lab.events import File, Message, decode_message
from fmnist_app.lab.files import lay_out, outgoing
from fmnist_app.training.environment import CORES, VARIABLES

ROOT = Path(__file__).parents[2]


class Executor(Protocol):
    """The seam between the training service and whatever trains: here or on another machine.

    An executor trains one run at a time, and is made with the `Callbacks` that it reports to.
    """

    def send(self, command: Command) -> None:
        """Pass on a command; an executor that is gone ignores it."""

    def close(self) -> None:
        """End the executor and give its memory back."""


@dataclass(frozen=True)
class Callbacks:
    """What an executor asks and tells the service.

    `files` gives the files of a run that it may go on from, by name; it is asked when `Train` or
    `Export` is sent. The others are called from one thread of the executor: `on_event` with all it
    has to say, `on_file` with a run's id, what a whole file is and a place from where the service
    moves it, and `on_exit` once when the executor is gone, with a sentence if it went without being
    asked.
    """

    files: Callable[[str], Mapping[str, Path]]
    on_event: Callable[[Message], None]
    on_file: Callable[[str, File, Path], None]
    on_exit: Callable[[Executor, str], None]


class ProcessExecutor:
    """A worker process on this machine, with a scratch folder that goes when it goes."""

    def __init__(self, callbacks: Callbacks, cores: int | None = None) -> None:
        """Start the process, which loads TensorFlow at once, to compute on so many `cores`."""
        self._callbacks = callbacks
        self._closing = False
        self._scratch = TemporaryDirectory(prefix="fmnist-worker-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "fmnist_app.lab.worker_process", self._scratch.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=_environment(cores),
            text=True,
            encoding="utf-8",
            # Ctrl-C in the terminal is the server's to handle; it then closes the executor.
            start_new_session=True,
        )
        threading.Thread(target=self._listen, name="worker-listener", daemon=True).start()

    @property
    def pid(self) -> int:
        """Process id, for measuring."""
        return self._process.pid

    def send(self, command: Command) -> None:
        """Pass on a command; a process that is gone ignores it."""
        assert self._process.stdin is not None  # noqa: S101 - it was opened as a pipe
        # What cannot be laid out is missed by the worker, which says so.
        with contextlib.suppress(OSError):
            if isinstance(command, Train | Climb | Export):
                self._lay_out(command)
        # A process that is gone is told of by `on_exit`.
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.write(COMMANDS.encode(command) + "\n")
            self._process.stdin.flush()

    def close(self) -> None:
        """End the process and give its memory back."""
        self._closing = True
        self._process.kill()

    def _lay_out(self, command: Train | Climb | Export) -> None:
        """Give the run a folder with the files it goes on from; nothing of earlier runs stays."""
        scratch = Path(self._scratch.name)
        for earlier in scratch.iterdir():
            shutil.rmtree(earlier, ignore_errors=True)
        folder = scratch / command.run
        folder.mkdir()
        lay_out(self._callbacks.files(command.run), command.files, folder)

    def _listen(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - it was opened as a pipe
        with self._process.stdout as lines:
            for line in lines:
                # A process that is killed may leave half a line behind.
                with contextlib.suppress(MessageError):
                    self._hear(decode_message(line))
        code = self._process.wait()
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):  # a command that it did not read is still there
                self._process.stdin.close()
        self._scratch.cleanup()
        self._callbacks.on_exit(self, "" if self._closing else _explain(code))

    def _hear(self, message: Message) -> None:
        if isinstance(message.event, File):
            place = outgoing(Path(self._scratch.name, message.run), message.event)
            self._callbacks.on_file(message.run, message.event, place)
        else:
            self._callbacks.on_event(message)


def _environment(cores: int | None) -> dict[str, str]:
    return {
        **({CORES: str(cores)} if cores else {}),
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
