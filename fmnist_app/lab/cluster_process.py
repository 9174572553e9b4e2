"""The process between a server and a Dask scheduler: lines of JSON here, jobs there.

The server never loads Dask; this process does, for all of its runs together, and ends when its
input ends.
"""

import contextlib
import json
import os
import secrets
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

from fmnist_app.core.errors import LabError
from fmnist_app.lab.cluster import CLOSE
from fmnist_app.lab.cluster_client import connect
from fmnist_app.lab.cluster_work import commands_of, do_job, messages_of
from fmnist_app.lab.commands import COMMANDS, Export, Train
from fmnist_app.lab.events import EVENTS, Event, Message, Ready, encode_message
from fmnist_app.lab.files import describe, outgoing

LOOK_EVERY = 0.5  # seconds between two looks at how many workers are free
PRIORITY = 10  # before a search's units, whose is 0: a visitor waits for it
LOST = "The workers that trained this run were lost; start it again."


@dataclass(frozen=True)
class Task:
    """A job on its way: whose executor asked for it, for which run, and what Dask holds of it."""

    channel: str
    run: str
    future: Any


class Bridge:
    """Passes jobs and commands on to workers, and what they say back to the server."""

    def __init__(self, address: str, scratch: Path, out: IO[str]) -> None:
        """Connect; raises `LabError` if nobody answers."""
        self._scratch, self._out = scratch, out
        self._writing = threading.Lock()
        self._server = secrets.token_hex(8)
        self._tasks: dict[str, Task] = {}
        self._client: Any = connect(address)
        self._client.subscribe_topic(messages_of(self._server), self._hear)

    def obey(self, channel: str, line: str) -> None:
        """Carry out what an executor of the server was told."""
        if line == CLOSE:
            self._close(channel)
        elif isinstance(command := COMMANDS.decode(line), Train | Export):
            self._begin(channel, command.run, line)
        else:
            self._command(channel, line)

    def look(self) -> None:
        """Tell how many workers have nothing to do; ends with the process."""
        while self._client.status in ("running", "connecting"):
            known = self._client.scheduler_info(n_workers=-1)["workers"]
            threads = sum(one["nthreads"] for one in known.values())
            with contextlib.suppress(Exception):  # a scheduler that is away for a moment
                busy = sum(map(len, self._client.processing().values()))
                self._write({"free": max(0, threads - busy)})
            time.sleep(LOOK_EVERY)
        os._exit(1)

    def _begin(self, channel: str, run: str, line: str) -> None:
        folder = self._scratch / channel / run
        files = {path.name: path.read_bytes() for path in folder.iterdir() if path.name[0] != "."}
        task = f"run-{secrets.token_hex(8)}"
        future = self._client.submit(
            do_job, self._server, task, line, files, key=task, pure=False, priority=PRIORITY
        )
        self._tasks[task] = Task(channel, run, future)
        self._say(channel, "", Ready())
        future.add_done_callback(partial(self._end, task))

    def _command(self, channel: str, line: str) -> None:
        for name, task in list(self._tasks.items()):
            if task.channel == channel:
                told = {"task": name, "line": line}
                self._client.log_event(commands_of(self._server), told)

    def _close(self, channel: str) -> None:
        self._command(channel, CLOSE)
        for name, task in list(self._tasks.items()):
            if task.channel == channel:
                del self._tasks[name]
                task.future.cancel()

    def _hear(self, told: tuple[float, Any]) -> None:
        if task := self._tasks.get(told[1]["task"]):
            self._say(task.channel, task.run, EVENTS.decode(told[1]["line"]))

    def _end(self, name: str, future: Any) -> None:
        task = self._tasks.pop(name, None)
        if task is None:
            return
        try:
            ended, files = future.result()
        except Exception as error:  # whatever Dask raises, of its own or of a worker's
            print(f"{LOST} {error!r}", file=sys.stderr)
            self._write({"channel": task.channel, "gone": LOST})
            return
        folder = self._scratch / task.channel / task.run
        for file_name, content in files.items():
            path = folder / Path(file_name).name
            path.write_bytes(content)
            file = describe(path)
            path.replace(outgoing(folder, file))
            self._say(task.channel, task.run, file)
        self._say(task.channel, task.run, EVENTS.decode(ended))

    def _say(self, channel: str, run: str, event: Event) -> None:
        self._write({"channel": channel, "message": encode_message(Message(run, event))})

    def _write(self, told: dict[str, Any]) -> None:
        with self._writing:
            self._out.write(json.dumps(told) + "\n")


def main(address: str, scratch: Path) -> int:
    """Serve until the input ends; returns 1 after saying why it cannot."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)  # libraries print at will
    try:
        bridge = Bridge(address, scratch, out)
    except LabError as error:
        out.write(json.dumps({"trouble": str(error)}) + "\n")
        return 1
    threading.Thread(target=bridge.look, daemon=True).start()
    _serve(bridge.obey)
    os._exit(0)


def _serve(obey: Callable[[str, str], None]) -> None:
    for line in sys.stdin:
        told = json.loads(line)
        obey(told["channel"], told["line"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
