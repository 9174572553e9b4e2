import ast
import json
from pathlib import Path

import pytest

from fmnist_app import bench
from fmnist_app.__main__ import main
from fmnist_app.bench import (
    answers,
    cluster,
    compare,
    crowd,
    deep,
    defects,
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
from fmnist_app.cli import bench as command
from fmnist_app.core.machine import machine, versions


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--epochs", "0"], "Epochs is 0; expected 1 to 50."),
        (["--rounds", "0"], "Rounds is 0; expected 1 to 20."),
        (["--json", "/nowhere/out.json"], "Cannot write to /nowhere/out.json"),
    ],
)
def test_a_wrong_argument_is_refused_with_a_sentence(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", *words]) == 1
    assert sentence in capsys.readouterr().err


def test_an_unknown_part_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["bench", "--only", "everything"])
    assert "everything" in capsys.readouterr().err


def test_every_part_measures() -> None:
    modules = (
        train,
        deep,
        memory,
        watch,
        answers,
        compare,
        crowd,
        pages,
        first,
        demo,
        jobs,
        search,
        pruning,
        cluster,
        defects,
        wardrobe,
        label,
    )
    assert tuple(part.__name__.rpartition(".")[2] for part in modules) == command.PARTS
    assert all(callable(part.measure) for part in modules)


def test_a_part_alone_is_printed_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seconds = {"seconds": 10.0, "val_accuracy": {"basic": 0.9, "standard": 0.91}, "onednn": False}
    paces = {"cores_used": 0.9, "pictures_per_second": {"basic": 9000.0}}
    monkeypatch.setattr(train, "alone", lambda name: 9000.0)
    monkeypatch.setattr(train, "by_recipe", lambda epochs, seed, variables=None: seconds)
    monkeypatch.setattr(
        train, "by_app", lambda epochs, seed: {**seconds, **paces, "seconds": 4.0 + seed}
    )
    out = tmp_path / "figures.json"
    assert main(["bench", "--only", "train", "--json", str(out)]) == 0
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert figures["train_ratio"] == pytest.approx(0.5)
    assert [one["ratio"] for one in figures["train_rounds"]] == pytest.approx([0.4, 0.5, 0.6])
    assert figures["versions"]["keras"]
    assert "train_ratio 0.500" in capsys.readouterr().out


def test_a_missing_package_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name, name="playwright")

    monkeypatch.setattr("importlib.import_module", missing)
    assert main(["bench", "--only", "memory"]) == 1
    assert "needs playwright" in capsys.readouterr().err


def test_the_machine_and_the_versions_are_known() -> None:
    assert int(machine()["cores"]) >= 1
    assert {"python", "keras", "numpy", "streamlit"} <= set(versions())


def test_the_bench_imports_nothing_of_the_pages() -> None:
    for path in Path(bench.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in getattr(node, "names", [])]
            names.append(getattr(node, "module", None) or "")
            # The messages that a browser and the server exchange are no page.
            names = [name for name in names if not name.startswith("streamlit.proto")]
            assert not any(name.startswith(("streamlit", "fmnist_app.ui")) for name in names), path
