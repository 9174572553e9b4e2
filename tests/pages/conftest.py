"""The app as AppTest runs it, with a training service of the test's own."""

from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest

from fmnist_app.ui.shell import resources
from tests.pages.kept_worker import KeptWorker

ROOT = Path(__file__).parents[2]
ENTRY = ROOT / "streamlit_app.py"
PATIENCE = 60  # seconds; the first page also verifies the data set


@pytest.fixture(scope="session", autouse=True)
def packages_scanned_once():
    """Every `AppTest` looks through all installed packages for components, which takes it longer
    than to draw most pages. They stay the same."""
    scan = cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(scope="session", autouse=True)
def keras_left_alone():
    """Streamlit clears Keras after every page where that is loaded, which took as long as to draw
    the page. Other tests load it here; the app's server never does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(script_runner, "_clean_problem_modules", lambda: None)
        yield


@pytest.fixture(scope="session")
def worker():
    kept = KeptWorker()
    yield kept
    kept.close()


@pytest.fixture
def own_home(tmp_path, monkeypatch, furnish, worker):
    """A home of the test's own, and no resource left over from another test but the worker."""
    home = furnish(tmp_path / "home")
    monkeypatch.setenv("FMNIST_HOME", str(home))
    monkeypatch.setattr(resources, "ProcessExecutor", worker.make)
    st.cache_resource.clear()
    yield home
    resources.searches().close()
    resources.lab().close()
    st.cache_resource.clear()


@pytest.fixture
def app(own_home):
    return AppTest.from_file(str(ENTRY), default_timeout=PATIENCE)


@pytest.fixture
def open_page(app):
    def open_it(name, **query):
        for key, value in query.items():
            app.query_params[key] = value
        (page,) = ROOT.glob(f"pages/*/{name}.py")
        return app.switch_page(str(page.relative_to(ROOT))).run()

    return open_it
