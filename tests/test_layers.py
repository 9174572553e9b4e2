"""The server draws every page without ever loading TensorFlow; `lint-imports` holds the layers."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_room_knows_only_the_rooms_below_it():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_every_page_but_home_opens_by_its_address_on_a_server_that_has_just_started():
    pages = {page.stem for page in (ROOT / "pages").glob("*/*.py")}
    assert {page.stem for page in (ROOT / "pages").glob("*.py")} == pages - {"home"}


def test_drawing_every_page_leaves_tensorflow_unloaded(furnish, tmp_path):
    script = """
import sys
from pathlib import Path
from streamlit.testing.v1 import AppTest
app = AppTest.from_file("streamlit_app.py", default_timeout=60).run()
compared = ("search", "compare")
for page in sorted(Path("pages").glob("*/*.py"), key=lambda page: page.stem in compared):
    # Comparing alone needs SciPy's distributions: once there is a pair, or a winner of a search.
    assert page.stem in compared or "scipy" not in sys.modules, page
    app.switch_page(str(page)).run()
    assert not app.exception, app.exception
    assert page.stem != "compare" or app.metric, "nothing was compared"
assert not {"scipy.stats", "statsmodels", "sklearn"} & set(sys.modules)
app.switch_page("pages/use/upload.py").run()
app.button_group(key="upload_source").set_value("Samples").run()
assert app.expander and not app.exception, app.exception  # an answer was given
loaded = {"tensorflow", "keras"} & set(sys.modules)
sys.exit(f"loaded: {loaded}" if loaded else 0)
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        cwd=ROOT,
        env={**os.environ, "FMNIST_HOME": str(furnish(tmp_path / "home"))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
