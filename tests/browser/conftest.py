"""The real app on a port of its own, and a real browser in front of it."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from fmnist_app.bench.app import serving
from fmnist_app.bench.browser import running_browser
from fmnist_app.core.errors import LabError

expect.set_options(timeout=60_000)  # a cold worker on a busy machine takes its time


@contextmanager
def sound(home):
    """A server in `home`, in whose log there may be no traceback at the end."""
    with serving(home) as app:
        yield app
        assert "Traceback" not in app.said


@pytest.fixture
def fresh_server(tmp_path, furnish):
    with sound(furnish(tmp_path / "home")) as app:
        yield app


@pytest.fixture(scope="session")
def server(tmp_path_factory, furnish):
    with sound(furnish(tmp_path_factory.mktemp("home"))) as app:
        yield app


@pytest.fixture(scope="session")
def browser():
    try:
        with running_browser() as browser:
            yield browser
    except LabError as error:
        pytest.exit(f"The tests need Chromium. {error}", returncode=3)


@pytest.fixture
def open_tab(browser):
    """Open tabs of one visitor; afterwards no tab may have had an error."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    context.set_default_timeout(60_000)
    errors = []

    def note(message):
        if message.type == "error":
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
