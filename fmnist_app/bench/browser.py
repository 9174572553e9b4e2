"""A real browser for a measurement: Chromium through Playwright, of the lowest priority if asked.

The browser of a visitor runs on the visitor's machine; here it has to share the cores with the
training it watches. At the lowest priority it takes little more than what is left over.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Error, Page, Playwright, sync_playwright

from fmnist_app.errors import LabError

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Where the kernel groups processes by session, niceness counts within a group only, and the
# group has a niceness of its own.
WRAPPER = """#!/bin/sh
echo 19 2>/dev/null >/proc/$$/autogroup
exec nice -n 19 "{browser}" "$@"
"""


@contextmanager
def open_browser(niced: bool) -> Iterator[Page]:
    """A fresh page in a fresh browser; raises `LabError` if there is none to start."""
    with TemporaryDirectory(prefix="fmnist-bench-") as folder, sync_playwright() as playwright:
        path = _executable(playwright)
        if niced:
            wrapper = Path(folder) / "chromium"
            wrapper.write_text(WRAPPER.format(browser=path), encoding="utf-8")
            wrapper.chmod(0o700)
            path = str(wrapper)
        try:
            browser = playwright.chromium.launch(executable_path=path)
        except Error as error:
            raise LabError(f"Chromium does not start: {error.message.splitlines()[0]}") from error
        try:
            yield browser.new_page()
        finally:
            browser.close()


def _executable(playwright: Playwright) -> str:
    own = playwright.chromium.executable_path
    found = next(filter(None, map(shutil.which, NAMES)), own if Path(own).exists() else None)
    if found is None:
        raise LabError(
            f"There is no Chromium on this machine, looked for as {', '.join(NAMES)}; "
            "`make chromium` installs it."
        )
    return found
