"""Runs trained by the workers of a Dask scheduler: executors for the training service.

Dask is loaded by one process beside the server, which speaks to the scheduler for all runs.
"""

import contextlib
import json
import secrets
import shutil
import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fmnist_app.core.errors import LabError
from fmnist_app.lab.codec import MessageError
from fmnist_app.lab.commands import COMMANDS, Command, Export, Train
from fmnist_app.lab.events import File, decode_message
from fmnist_app.lab.executor import ROOT, Callbacks
from fmnist_app.lab.files import lay_out, outgoing

PROCESS = "fmnist_app.lab.cluster_process"
CLOSE = "close"
SCHEDULER = "FMNIST_SCHEDULER"  # the environment variable that names one
NO_DASK = "Workers beside this process need Dask: pip install -r requirements-cluster.txt"
GONE = "The process that speaks to the cluster ended without warning."


def need_dask() -> None:
    """Raise `LabError` where Dask is not installed."""
    if find_spec("distributed") is None:
        raise LabError(NO_DASK)


class Cluster:
    """The workers of the scheduler at `address`, as many runs at once as are free there."""

    def __init__(self, address: str) -> None:
        """Begin without a process; it is started when someone is about to train."""
        self._address = address
        self._lock = threading.RLock()
        self._process: subprocess.Popen[str] | None = None
        self._scratch: TemporaryDirectory[str] | None = None
        self._executors: dict[str, ClusterExecutor] = {}
        self._free = 0
        self._trouble = ""

    def make(self, callbacks: Callbacks) -> "ClusterExecutor":
        """An executor for one run at a time; raises OSError if no process can be started."""
        with self._lock:
            self._start()
            executor = ClusterExecutor(self, callbacks)
            self._executors[executor.channel] = executor
        return executor

    def slots(self) -> int:
        """How many more runs could begin just now.

        Where no scheduler answers, one: so that it ends with the reason instead of waiting.
        """
        with self._lock:
            if self._trouble:
                return 1
            with contextlib.suppress(OSError):  # no memory for it now
                self._start()
            return self._free

    def close(self) -> None:
        """End the process."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()

    def folder(self, channel: str) -> Path:
        """Where the files of its runs lie on their way; raises OSError without a process."""
        if self._scratch is None:
            raise OSError(GONE)
        return Path(self._scratch.name, channel)

    def write(self, channel: str, line: str) -> None:
        """Tell the process what an executor was told; one that is gone ignores it."""
        with self._lock, contextlib.suppress(OSError, ValueError):
            if self._process is not None and self._process.stdin is not None:
                self._process.stdin.write(json.dumps({"channel": channel, "line": line}) + "\n")
                self._process.stdin.flush()

    def note_begun(self) -> None:
        """Count a worker as taken, until the scheduler is seen anew."""
        with self._lock:
            self._free = max(0, self._free - 1)

    def forget(self, executor: "ClusterExecutor") -> bool:
        """Let go of an executor; false if that was done before."""
        with self._lock:
            return self._executors.pop(executor.channel, None) is not None

    def trouble(self) -> str:
        """Why there is no process, in a sentence; empty where all is well."""
        with self._lock:
            said, self._trouble = self._trouble, ""
        return said

    def _start(self) -> None:
        if self._process is not None:
            return
        if find_spec("distributed") is None:
            self._trouble = NO_DASK
            return
        self._free, self._trouble = 0, ""
        self._scratch = TemporaryDirectory(prefix="fmnist-cluster-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [sys.executable, "-m", PROCESS, self._address, self._scratch.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
            encoding="utf-8",
            start_new_session=True,  # Ctrl-C in the terminal is the server's to handle
        )
        args = (self._process, self._scratch)
        threading.Thread(target=self._listen, args=args, name="cluster", daemon=True).start()

    def _listen(self, process: "subprocess.Popen[str]", scratch: "TemporaryDirectory[str]") -> None:
        assert process.stdout is not None  # noqa: S101 - it was opened as a pipe
        with process.stdout as lines:
            for line in lines:
                # A process that is killed may leave half a line behind.
                with contextlib.suppress(MessageError, ValueError):
                    self._hear(json.loads(line))
        process.wait()
        if process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()
        with self._lock:
            asked = self._process is not process
            if not asked:
                self._process, self._trouble = None, self._trouble or GONE
            lost = list(self._executors.values())
        scratch.cleanup()
        for executor in lost:
            executor.lose("" if asked else self._trouble)

    def _hear(self, told: dict[str, Any]) -> None:
        match told:
            case {"free": int(free)}:
                with self._lock:
                    self._free = free
            case {"trouble": str(trouble)}:
                with self._lock:
                    self._trouble = trouble
            case {"channel": str(channel), "message": str(line)}:
                if executor := self._executors.get(channel):
                    executor.hear(line)
            case {"channel": str(channel), "gone": str(why)}:
                if executor := self._executors.get(channel):
                    executor.lose(why)


class ClusterExecutor:
    """One run at a time on some worker of the cluster; Dask says which."""

    def __init__(self, cluster: Cluster, callbacks: Callbacks) -> None:
        """Be ready to send a job off."""
        self.channel = secrets.token_hex(8)
        self._cluster, self._callbacks = cluster, callbacks
        if trouble := cluster.trouble():
            threading.Thread(target=self.lose, args=(trouble,), daemon=True).start()

    def send(self, command: Command) -> None:
        """Pass on a command; a worker that is gone ignores it."""
        if isinstance(command, Train | Export):
            self._cluster.note_begun()
            with contextlib.suppress(OSError):  # what cannot be laid out is missed by the worker
                self._lay_out(command)
        self._cluster.write(self.channel, COMMANDS.encode(command))

    def close(self) -> None:
        """End what is being done."""
        if self._cluster.forget(self):
            self._cluster.write(self.channel, CLOSE)
            self._callbacks.on_exit(self, "")

    def hear(self, line: str) -> None:
        """Pass on what is said of the run."""
        message = decode_message(line)
        if isinstance(message.event, File):
            place = outgoing(self._cluster.folder(self.channel) / message.run, message.event)
            self._callbacks.on_file(message.run, message.event, place)
        else:
            self._callbacks.on_event(message)

    def lose(self, why: str) -> None:
        """Say that it is gone."""
        if self._cluster.forget(self):
            self._callbacks.on_exit(self, why)

    def _lay_out(self, command: Train | Export) -> None:
        """Give the run a folder with the files it goes on from; nothing of earlier runs stays."""
        own = self._cluster.folder(self.channel)
        shutil.rmtree(own, ignore_errors=True)
        folder = own / command.run
        folder.mkdir(parents=True)
        lay_out(self._callbacks.files(command.run), command.files, folder)
