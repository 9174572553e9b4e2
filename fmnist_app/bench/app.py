"""The real app, started for a measurement with a home of its own, and ended whatever happens."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from fmnist_app.bench import Say
from fmnist_app.core.errors import LabError
from fmnist_app.data import load_dataset
from fmnist_app.data.search import find, own_folder
from fmnist_app.lab.executor import ROOT

HOST = "127.0.0.1"
START_SECONDS = 60
END_SECONDS = 3  # a server that is asked to ends within a fifth of one, its worker within two
LOG = "server.log"


@dataclass(frozen=True)
class App:
    """A running server: its address, its process, and the folder of its caches and runs."""

    url: str
    pid: int
    home: Path

    @property
    def said(self) -> str:
        """What it has printed so far."""
        return (self.home / LOG).read_text(encoding="utf-8", errors="replace")

    @property
    def runs(self) -> set[Path]:
        """The folders of the runs it was asked for."""
        folder = self.home / "runs"
        return {path for path in folder.iterdir() if path.is_dir()} if folder.is_dir() else set()


@contextmanager
def running_app(say: Say, limits: Mapping[str, str] | None = None) -> Iterator[App]:
    """The app with a new home that has the data set; nothing of the user's is touched.

    `limits` are environment variables that it gets on top.
    """
    load_dataset(fetch=True, say=say)
    with TemporaryDirectory(prefix="fmnist-bench-") as folder:
        bring_data(Path(folder))
        with serving(Path(folder), limits) as app:
            yield app


@contextmanager
def serving(
    home: Path, limits: Mapping[str, str] | None = None, port: int | None = None
) -> Iterator[App]:
    """The app with its caches and runs in `home`, as `make app` starts it; on a free port, if none.

    `limits` are environment variables that it gets on top. Raises `LabError` if it does not start.
    """
    port = port or free_port()
    options = ["--server.headless=true", f"--server.port={port}", f"--server.address={HOST}"]
    with (home / LOG).open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", *options],
            cwd=ROOT,
            env=_environment(home, limits),
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    app = App(f"http://{HOST}:{port}", process.pid, home)
    try:
        _wait_until_up(process, port, app)
        yield app
    finally:
        end_tree(process)


def end_tree(process: "subprocess.Popen[bytes]") -> None:
    """End a process and all below it, and wait until they are gone; what lingers is killed."""
    try:
        tree = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        tree = []
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(END_SECONDS)
    _, left = psutil.wait_procs(tree, timeout=END_SECONDS)
    process.kill()
    for below in left:
        with suppress(psutil.NoSuchProcess):
            below.kill()
    psutil.wait_procs(left, timeout=10)
    process.wait()


def _environment(home: Path, limits: Mapping[str, str] | None = None) -> dict[str, str]:
    return {**os.environ, **(limits or {}), "FMNIST_HOME": str(home)}


def bring_data(home: Path) -> None:
    """Do in the new home what `make app` does before the server starts: unpack the data set."""
    if (found := find()).kind == "own":
        (home / "dataset").symlink_to(own_folder())
    command = [sys.executable, "-m", "fmnist_app", "data", "--no-fetch"]
    end = subprocess.run(
        command,
        cwd=ROOT,
        env=_environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    if end.returncode != 0:
        raise LabError(f"The data set of {found.source} cannot be unpacked: {end.stderr.strip()}")


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait_until_up(process: "subprocess.Popen[bytes]", port: int, app: App) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if _answers(port):
            return
        time.sleep(0.1)
    *_, last = app.said.strip().splitlines() or ["no word"]
    raise LabError(f"The app did not start within {START_SECONDS} seconds: {last}")


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
