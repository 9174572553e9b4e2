"""The real app on a port of its own, and a real browser in front of it."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from fmnist_app.bench.app import free_port, serving
from fmnist_app.bench.browser import running_browser
from fmnist_app.core.errors import LabError

expect.set_options(timeout=60_000)  # a cold worker on a busy machine takes its time
DESKTOP = {"width": 1440, "height": 1000}


@contextmanager
def sound(home, port=None):
    """A server in `home`, in whose log there may be no traceback at the end."""
    with serving(home, port=port) as app:
        yield app
        assert "Traceback" not in app.said


@pytest.fixture(scope="session")
def port():
    """One for all servers that come one after the other: the browser keeps their scripts by it."""
    return free_port()


@pytest.fixture
def fresh_server(tmp_path, furnish, port):
    with sound(furnish(tmp_path / "home"), port) as app:
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


class Visitors:
    """Whoever is in front of the browser, and what went wrong there.

    Each is a context that the tests share, so that the app's scripts are compiled once and not for
    every test, which would take most of its time. What a visitor leaves behind goes.
    """

    def __init__(self, browser):
        self.errors = []
        self._browser = browser
        self._contexts = {}

    def new_page(self, who, viewport, **device):
        page = self._context(who, device).new_page()
        page.set_viewport_size(viewport)
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def forget(self):
        for context in self._contexts.values():
            origins = {"/".join(page.url.split("/")[:3]) for page in context.pages}
            for page in context.pages:
                page.close()
            context.clear_cookies()
            if origins:
                blank = context.new_page()
                session = context.new_cdp_session(blank)
                for origin in origins:
                    stored = {"origin": origin, "storageTypes": "local_storage,indexeddb"}
                    session.send("Storage.clearDataForOrigin", stored)
                blank.close()
        self.errors = []

    def _context(self, who, device):
        key = (who, *sorted(device.items()))
        if key not in self._contexts:
            self._contexts[key] = self._browser.new_context(**device)
            self._contexts[key].set_default_timeout(60_000)
        return self._contexts[key]

    def _note(self, message):
        if message.type == "error":
            self.errors.append(message.text)


@pytest.fixture(scope="session")
def visitors(browser):
    return Visitors(browser)


@pytest.fixture
def new_page(visitors):
    """Open empty tabs, of one visitor unless said; afterwards no tab may have had an error.

    `media` is what the visitor wishes for, such as `color_scheme` and `reduced_motion`.
    """

    def open_it(who="someone", viewport=DESKTOP, has_touch=False, is_mobile=False, **media):
        page = visitors.new_page(who, viewport, has_touch=has_touch, is_mobile=is_mobile)
        if media:
            page.emulate_media(**media)
        return page

    yield open_it
    errors = visitors.errors
    visitors.forget()
    assert errors == []


@pytest.fixture
def open_tab(new_page):
    """Open tabs of one visitor at an address."""

    def open_it(url):
        page = new_page()
        page.goto(url)
        return page

    return open_it
