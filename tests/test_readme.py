"""What the documents say is so: paths, links, commands, tables, the drawn rooms, the examples."""

import ast
import re
import time
import tomllib
from dataclasses import fields
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from fmnist_app.__main__ import main
from fmnist_app.bench import (
    answers,
    compare,
    crowd,
    demo,
    first,
    jobs,
    label,
    memory,
    pages,
    pruning,
    search,
    train,
    wardrobe,
    watch,
)
from fmnist_app.lab.service import Lab
from fmnist_app.models import Choices, layer_table
from fmnist_app.training import TrainingSettings
from fmnist_app.ui.shell.secrets import KINDS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
ARCHITECTURE = DOCS / "architecture.md"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
# A person's own file, which must not be in the repository.
UNTRACKED = {".streamlit/secrets.toml"}

documents = pytest.mark.parametrize(
    "document", [*ROOT.glob("*.md"), *DOCS.glob("*.md")], ids=lambda path: path.name
)


def fences(document, language):
    """The code blocks of a document in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", document.read_text(), re.DOTALL | re.MULTILINE)


def code(document):
    """All that stands as code in a document: blocks, and words within a line."""
    text = document.read_text()
    blocks = re.findall(r"^```.*?^```", text, re.DOTALL | re.MULTILINE)
    return [
        *blocks,
        *re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M)),
    ]


def rows(document):
    """The cells of every row of a document's tables, without their backticks."""
    for line in document.read_text().splitlines():
        if line.startswith("| "):
            yield [cell.strip(" `*") for cell in line.strip("|").split("|")]


@documents
def test_every_link_within_the_repository_leads_somewhere(document):
    text = document.read_text()
    links = re.findall(r"\]\(([^)#]+)\)", text) + re.findall(r'src(?:set)?="([^"]+)"', text)
    for link in links:
        if not link.startswith("https://"):
            assert (document.parent / link).exists(), link


@documents
def test_every_path_named_exists(document):
    rooms = tuple(f"{path.name}/" for path in ROOT.iterdir() if path.is_dir())
    for words in code(document):
        if words.startswith(rooms) and re.fullmatch(r"[\w./-]+", words) and words not in UNTRACKED:
            assert (ROOT / words).exists(), words


@documents
def test_every_make_target_named_exists(document):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for words in code(document):
        assert set(re.findall(r"^(?:\w+=\S+ )*make ([a-z-]+)", words, re.MULTILINE)) <= targets


@documents
def test_every_command_named_exists_with_its_options(document, capsys):
    for words in code(document):
        for line in words.replace("\\\n", "").splitlines():
            called = re.search(r"python -m fmnist_app ([a-z]+)([^#|]*)", line)
            if called:
                with pytest.raises(SystemExit, match="0"):
                    main([called[1], "--help"])
                known = capsys.readouterr().out
                assert all(option in known for option in re.findall(r"--[a-z-]+", called[2])), line


@documents
def test_every_module_started_by_hand_exists(document):
    for words in code(document):
        for name in re.findall(r"python -m (fmnist_app\.[\w.]*\w)", words):
            assert (ROOT / name.replace(".", "/")).with_suffix(".py").exists(), name


def test_the_tree_names_the_rooms_in_the_order_in_which_they_import():
    named = re.findall(r"^  (\w+)/ ", ARCHITECTURE.read_text(), re.MULTILINE)
    rooms = [path.parent.name for path in (ROOT / "fmnist_app").glob("*/__init__.py")]
    assert sorted(named) == sorted(rooms)
    layers = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    height = {
        room: place
        for place, layer in enumerate(layers)
        for room in re.findall(r"fmnist_app\.(\w+)", layer)
    }
    assert [height[room] for room in named] == sorted(height[room] for room in rooms)


def test_every_arrow_between_rooms_is_an_import():
    drawn = fences(ARCHITECTURE, "mermaid")[0]
    arrows = re.findall(r"^ *(\w+)(?:\[.*?\])? --> (\w+)", drawn, re.MULTILINE)
    assert arrows
    for room, other in arrows:
        folder = ROOT / "pages" if room == "pages" else ROOT / "fmnist_app" / room
        imports = rf"^ *from fmnist_app(\.| import ){other}\b"
        assert any(
            re.search(imports, file.read_text(), re.MULTILINE) for file in folder.rglob("*.py")
        ), f"{room} --> {other}"


def test_the_readme_names_every_page_in_its_group():
    menu = re.findall(r'"pages/(\w+)/.*?title="([^"]+)"', (ROOT / "streamlit_app.py").read_text())
    named, group = [], ""
    for row in rows(ROOT / "README.md"):
        if len(row) == 3:
            group = row[0].lower() or group
            named.append((group, row[1]))
    assert named[1:] == menu


def test_the_table_of_limits_says_each_with_its_default():
    table = {row[0]: row[1] for row in rows(DOCS / "limits.md")}
    for field in (field for kind in KINDS for field in fields(kind)):
        assert table[f"FMNIST_{field.name.upper()}"] == str(field.default)


def test_the_table_of_measurements_says_what_is_measured_against():
    table = {row[1]: row[2] for row in rows(DOCS / "numbers.md") if len(row) == 4}
    limits = memory.LIMITS | answers.LIMITS | crowd.LIMITS | first.LIMITS | demo.LIMITS
    limits |= pages.LIMITS | pruning.LIMITS | search.LIMITS | wardrobe.LIMITS | label.LIMITS
    limits |= dict.fromkeys(("pair_work_ms", "pair_click_ms"), compare.LIMIT)
    limits |= {"train_ratio": train.TARGET, "watch_cost": watch.LIMIT}
    limits |= {"jobs_memory_growth": jobs.LIMIT}
    assert {name: float(table[name]) for name in limits} == limits


def test_the_newest_version_in_the_changelog_is_the_projects():
    released = re.findall(
        r"^## \[(\d.*?)\] - \d{4}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text(), re.M
    )
    assert released[0] == PROJECT["project"]["version"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_readmes_picture_is_whole_and_loads_quickly(scheme):
    file = DOCS / f"train-{scheme}.png"
    assert file.stat().st_size < 200_000
    with Image.open(file) as picture:
        assert picture.size == (1440, 900)


@documents
def test_every_example_is_valid_python(document):
    for example in fences(document, "python"):
        ast.parse(dedent(example))


def run(name):
    """What the example of a document defines."""
    (example,) = fences(DOCS / name, "python")
    defined: dict[str, object] = {}
    exec(example, defined)  # noqa: S102 - our own document
    return SimpleNamespace(**defined)


def test_the_network_of_the_guide_can_be_drawn_up():
    network = run("add-a-network.md").PAIR
    assert layer_table(network.design(Choices()))[-1].output == (10,)


def test_the_chart_of_the_guide_can_be_drawn():
    example = run("add-a-chart.md")
    encoding = example.share_spec()["encoding"]
    columns = set(example.share_rows({"Bag": 0.9}))
    assert {encoding[axis]["field"] for axis in "xy"} == columns


def test_the_executor_of_the_guide_ends_a_run_in_words(tmp_path):
    lab = Lab(tmp_path, make_executor=run("executors.md").Nowhere)
    asked = lab.submit(TrainingSettings())
    deadline = time.monotonic() + 10
    while not lab.look(asked).over and time.monotonic() < deadline:
        time.sleep(0.01)
    assert lab.look(asked).message == "There is no machine to train on."


def test_the_page_of_the_guide_can_be_opened(dataset):
    (example,) = fences(DOCS / "add-a-page.md", "python")
    page = AppTest.from_string(example, default_timeout=60).run()
    assert not page.exception
    assert page.title[0].value == "One class"
