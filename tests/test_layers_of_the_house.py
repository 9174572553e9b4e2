"""Imports run one way: pages -> fmnist_app.ui -> domain, and the server never loads TensorFlow."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOMAIN = [
    "data",
    "models",
    "training",
    "evaluation",
    "charts",
    "lab",
    "images",
    "classify",
    "sketch",
    "study",
    "keep",
]
# Modules that only the worker process and the command line load.
LOADS_TENSORFLOW = {
    "models/build.py",
    "study/run.py",
    *(
        f"training/{name}.py"
        for name in (
            *("adam", "batches", "callbacks", "feed", "fit", "forward", "light", "measure"),
            *("pair", "pictures", "processor", "quick", "saving"),
        )
    ),
}


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def modules(*parts: str) -> list[Path]:
    return [path for part in parts for path in sorted((ROOT / part).rglob("*.py"))]


def imports_any_of(path: Path, *packages: str) -> set[str]:
    return {
        name
        for name in imported(path)
        if any(name == package or name.startswith(f"{package}.") for package in packages)
    }


@pytest.mark.parametrize("part", DOMAIN)
def test_the_domain_knows_neither_streamlit_nor_the_pages(part):
    for path in modules(f"fmnist_app/{part}"):
        assert not imports_any_of(path, "streamlit", "fmnist_app.ui", "pages"), path


def test_the_ui_does_not_import_pages():
    for path in modules("fmnist_app/ui"):
        assert not imports_any_of(path, "pages"), path


@pytest.mark.parametrize("part", ["data", "images", "classify", "models", "evaluation", "charts"])
def test_what_measures_and_draws_does_not_know_the_training_service(part):
    for path in modules(f"fmnist_app/{part}"):
        assert not imports_any_of(path, "fmnist_app.lab"), path


def test_only_the_modules_named_here_load_tensorflow():
    for path in modules("fmnist_app", "pages"):
        inside = path.relative_to(ROOT / "fmnist_app" if "fmnist_app" in path.parts else ROOT)
        if str(inside) in LOADS_TENSORFLOW or inside.parts[0] in {"bench", "robust"}:
            continue
        assert not imports_any_of(path, "tensorflow", "keras"), path


def test_drawing_every_page_leaves_tensorflow_unloaded(furnish, tmp_path):
    script = """
import sys
from pathlib import Path
from streamlit.testing.v1 import AppTest
app = AppTest.from_file("streamlit_app.py", default_timeout=60).run()
for page in sorted(Path("pages").glob("*.py"), key=lambda page: page.stem == "compare"):
    # Comparing alone needs SciPy's distributions, and only once there is a pair.
    assert "scipy" not in sys.modules, page
    app.switch_page(str(page)).run()
    assert not app.exception, app.exception
assert app.metric, "nothing was compared"
assert not {"scipy.stats", "statsmodels", "sklearn"} & set(sys.modules)
app.switch_page("pages/upload.py").run()
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
