"""Trainings with remedies, for real on a slice: kept, and taken up again."""

from dataclasses import replace

import pytest

from fmnist_app.__main__ import main
from fmnist_app.cli.remedies import in_words
from fmnist_app.experiments.remedies.effects import read_remedy_study
from fmnist_app.experiments.remedies.plans import Remedy
from fmnist_app.experiments.remedies.results import RemedyResultsError, read_results
from fmnist_app.experiments.remedies.train import train_remedy
from fmnist_app.training import TrainingSettings

TINY = TrainingSettings(epochs=3, pictures=500, filters=4)
NONE = Remedy("none", TINY)
# Steps so large that the first epoch is the best one.
EARLY = Remedy("early-stopping", replace(TINY, patience=1, learning_rate=0.05))


@pytest.fixture(scope="module")
def folder(dataset, tmp_path_factory):
    """Results of two seeds without a remedy and with one."""
    made = tmp_path_factory.mktemp("remedies")
    for one in (NONE, EARLY):
        train_remedy(dataset, one, made, say=lambda _: None, seeds=(0, 1))
    return made


def test_every_network_of_every_seed_has_its_figures(folder, dataset):
    results = read_results(NONE, folder)
    assert [(one.model, one.seed) for one in results.runs] == [
        ("basic", 0),
        ("standard", 0),
        ("basic", 1),
        ("standard", 1),
    ]
    for run in results.runs:
        assert run.kept_epoch == run.epochs == 3
        assert 0.1 < run.test_accuracy < 1
        assert run.seconds > 0
    assert results.data_sha256 == dataset.sha256


def test_who_stops_early_is_judged_by_the_weights_that_came_back(folder):
    runs = read_results(EARLY, folder).runs
    assert any(run.kept_epoch < run.epochs for run in runs)
    assert all(run.epochs <= 3 for run in runs)


def test_what_was_trained_is_not_trained_again(folder, dataset):
    said: list[str] = []
    again = train_remedy(dataset, NONE, folder, said.append, seeds=(0, 1))
    assert said == []
    longer = train_remedy(dataset, NONE, folder, said.append, seeds=(0, 1, 2))
    assert len(said) == 1
    assert longer.runs[:4] == again.runs
    assert longer.seeds == (0, 1, 2)


def test_results_of_another_training_are_left_alone(folder, dataset):
    other = Remedy("none", replace(TINY, epochs=2))
    with pytest.raises(RemedyResultsError, match="other settings"):
        train_remedy(dataset, other, folder, say=lambda _: None)


def test_what_it_did_is_said_in_a_line(folder):
    study = read_remedy_study(folder, seeds=(0, 1), every=(NONE, EARLY))
    said = in_words(study.effects[0])
    assert said.startswith("Early stopping 3, Basic: gap ")
    assert said.endswith(" times as long")


def test_a_remedy_that_does_not_exist_is_named(capsys):
    assert main(["remedies", "--only", "none,prayer"]) == 1
    assert "“prayer”; expected none, dropout" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_trained(tmp_path, capsys):
    (tmp_path / "file").write_text("in the way")
    out = tmp_path / "file" / "remedies"
    assert main(["remedies", "--only", "none", "--out", str(out)]) == 1
    assert "Cannot write to" in capsys.readouterr().err
