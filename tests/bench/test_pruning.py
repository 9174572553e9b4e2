"""What pruning saves of a search is measured on real trials, here of a tiny network."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fmnist_app.bench import pruning
from fmnist_app.experiments.search.task import Budget
from fmnist_app.training import TrainingSettings


def test_pruning_is_compared_on_the_same_searches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, furnish: Callable[[Path], Path]
) -> None:
    monkeypatch.setenv("FMNIST_HOME", str(furnish(tmp_path / "home")))
    monkeypatch.setattr(pruning, "BUDGET", Budget(trials=4, minutes=10))
    monkeypatch.setattr(pruning, "EPOCHS", 3)
    few = TrainingSettings(models=("basic",), pictures=500, filters=4)
    monkeypatch.setattr(pruning, "TrainingSettings", lambda models: few)
    said: list[str] = []
    figures = pruning.measure(2, 1, said.append)
    assert 1 / 3 <= figures["pruning_epochs"] < 1
    assert said[0].startswith("seed 0: with pruning")
    assert "without 12, " in said[0]
    assert pruning.measure(2, 1, lambda _: None) == figures  # what is there is not trained again
