"""A real browser for a measurement: Chromium through Playwright, told to keep back if asked.

The browser of a visitor runs on the visitor's machine; here it has to share the cores with the
training it watches. At a low priority it takes little more than what is left over.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

from fmnist_app.core.errors import LabError

# The first has no windows, and takes a third less of the processor.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Where there is no graphics card, imitating one costs more than drawing without.
WITHOUT_GPU = "--disable-gpu"
# Run before a page's own scripts, this adds up how far its parts move, as browsers measure it;
# what moves within half a second of a press is not counted.
WATCH_SHIFTS = """(() => {
    window.shifted = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => {
        if (!entry.hadRecentInput) window.shifted += entry.value;
    })).observe({type: 'layout-shift', buffered: true});
})()"""
SHIFTED = "window.shifted"


@contextmanager
def running_browser() -> Iterator[Browser]:
    """A fresh browser; raises `LabError` if there is none to start."""
    with sync_playwright() as playwright:
        try:
            path = _executable(playwright)
            browser = playwright.chromium.launch(executable_path=path, args=[WITHOUT_GPU])
        except Error as error:
            raise LabError(f"Chromium does not start: {error.message.splitlines()[0]}") from error
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_browser() -> Iterator[Page]:
    """A fresh page in a fresh browser; raises `LabError` if there is none to start."""
    with running_browser() as browser:
        yield browser.new_page()


def browser_processes() -> list[psutil.Process]:
    """The processes of the browser that this process started."""
    found = []
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # one may end while it is asked
            if process.name().startswith("chrom"):
                found.append(process)
    return found


def keep_back(niceness: int) -> None:
    """Give the browser that this process started a lower priority, up to 19 for the lowest."""
    for process in browser_processes():
        with suppress(psutil.NoSuchProcess):
            process.nice(niceness)
        # Where the kernel groups processes by session, niceness counts within a group only, and
        # the group has a niceness of its own.
        group = Path(f"/proc/{process.pid}/autogroup")
        if group.exists():
            group.write_text(str(niceness), encoding="utf-8")


def _executable(playwright: Playwright) -> str:
    own = playwright.chromium.executable_path
    found = next(filter(None, map(shutil.which, NAMES)), own if Path(own).exists() else None)
    if found is None:
        raise LabError(
            f"There is no Chromium on this machine, looked for as {', '.join(NAMES)}; "
            "`make chromium` installs it."
        )
    return found
