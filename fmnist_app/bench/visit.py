"""A visitor who trains both networks on the Train page, and the run this makes."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Error, Page

from fmnist_app.bench.app import App
from fmnist_app.core.errors import LabError
from fmnist_app.lab.records import BrokenRecordError, Record, Snapshot
from fmnist_app.training import ALL_PICTURES, FIELDS, TrainingSettings

PAGE_SECONDS = 120
READY = "Press Train"  # what the Train page says before a run
EPOCH_SECONDS = 600  # far more than any machine needs that can run the app at all
LOOK_EVERY = 0.2

Wait = Callable[[float], None]


def as_in_report(epochs: int) -> TrainingSettings:
    """The report's run for some epochs."""
    return TrainingSettings(epochs=epochs, protocol="report", pictures=ALL_PICTURES)


def see(page: Page, url: str, words: str) -> None:
    """Open a page of the app and wait for `words` on it."""
    try:
        page.goto(url, timeout=PAGE_SECONDS * 1000)
    except Error as error:
        raise LabError(f"The browser could not open {url}.") from error
    wait_for(page, words)


def wait_for(page: Page, words: str) -> None:
    """Wait until the page shows `words`; raises `LabError` if it does not."""
    try:
        page.get_by_text(words).first.wait_for(timeout=PAGE_SECONDS * 1000)
    except Error as error:
        raise LabError(f"The page {page.url} does not show “{words}”.") from error


def train(page: Page, app: App, settings: TrainingSettings) -> Path:
    """Press Train on the Train page set to `settings`; returns the folder of the new run."""
    before = app.runs
    see(page, f"{app.url}/train?{urlencode(query_of(settings))}", READY)
    # The navigation has a button of the same name.
    buttons = page.get_by_test_id("stMain").get_by_role("button", name=re.compile(r"(^|\s)Train$"))
    buttons.click()
    deadline = time.monotonic() + PAGE_SECONDS
    while not (new := app.runs - before):
        if time.monotonic() > deadline:
            raise LabError("Pressing Train on the Train page started no run.")
        page.wait_for_timeout(20)
    return new.pop()


def query_of(settings: TrainingSettings) -> dict[str, str]:
    """The part of the address that sets the controls: values as the controls show them."""
    asked = [FIELDS[name] for name in ("epochs", "protocol", "pictures")]
    return {field.word: field.words(getattr(settings, field.name)) for field in asked}


def follow(
    folder: Path,
    settings: TrainingSettings,
    wait: Wait = time.sleep,
    enough: Callable[[Snapshot], bool] = lambda _: False,
) -> Snapshot:
    """Read the record in `folder` until its run is over or there is `enough` of it.

    `wait` passes the seconds between two looks. Raises `LabError` if that takes too long, was not
    the run of `settings`, or did not finish.
    """
    deadline = time.monotonic() + EPOCH_SECONDS * settings.epochs
    while time.monotonic() < deadline:
        wait(LOOK_EVERY)
        try:
            now = Record.read(folder).snapshot()
        except BrokenRecordError:
            continue  # its first line is being written
        if now.settings != settings:
            raise LabError(f"The Train page took {now.settings} for {settings}.")
        if now.over or enough(now):
            break
    else:
        raise LabError(f"The run was not over after {settings.epochs * EPOCH_SECONDS} seconds.")
    if now.over and now.state != "finished":
        raise LabError(f"The run ended as “{now.state}”: {now.message or 'no word why'}")
    return now
