"""The real app on a port of its own, and a real browser in front of it."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect, sync_playwright

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
START_SECONDS = 60
expect.set_options(timeout=60_000)  # a cold worker on a busy machine takes its time
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Streamlit first asks below the page's own path when a page is opened by its address.
HARMLESS = ("Failed to load resource: the server responded with a status of 404",)


class Server:
    """One running app."""

    def __init__(self, home):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.log = home / "server.log"
        with self.log.open("w") as log:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "streamlit", "run", "streamlit_app.py"),
                    *("--server.headless", "true", "--server.port", str(self.port)),
                ],
                cwd=ROOT,
                env={**os.environ, "FMNIST_HOME": str(home)},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait()

    def _wait(self):
        deadline = time.monotonic() + START_SECONDS
        while self._process.poll() is None and time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health").close()  # noqa: S310 - our own
            except OSError:
                time.sleep(0.1)
            else:
                return
        self.stop()
        raise RuntimeError(f"The app did not start:\n{self.log.read_text()}")

    def stop(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait(20)


@pytest.fixture
def fresh_server(tmp_path, furnish):
    server = Server(furnish(tmp_path / "home"))
    yield server
    server.stop()
    assert "Traceback" not in server.log.read_text()


@pytest.fixture(scope="session")
def server(tmp_path_factory, furnish):
    server = Server(furnish(tmp_path_factory.mktemp("home")))
    yield server
    server.stop()
    assert "Traceback" not in server.log.read_text()


@pytest.fixture(scope="session")
def browser():
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        except Error as error:
            why = error.message.splitlines()[0]
            pytest.exit(f"The tests need Chromium, which does not start: {why}", returncode=3)
        yield browser
        browser.close()


@pytest.fixture
def open_tab(browser):
    """Open tabs of one visitor; afterwards no tab may have had an error."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    context.set_default_timeout(60_000)
    errors = []

    def note(message):
        if message.type == "error" and not message.text.startswith(HARMLESS):
            errors.append(message.text)

    def open_it(url):
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        return page

    yield open_it
    context.close()
    assert errors == []
