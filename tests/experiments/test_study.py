"""A study of seeds: run for real on a slice, kept, taken up again, and read back."""

import json
from dataclasses import replace

import pytest

from fmnist_app.__main__ import main
from fmnist_app.core.errors import LabError
from fmnist_app.experiments import ExperimentError, read_study
from fmnist_app.experiments.file import COLUMNS, write_study
from fmnist_app.experiments.run import run_study
from fmnist_app.training import TrainingSettings

SETTINGS = TrainingSettings(models=("basic",), epochs=2, pictures=500, filters=4)


@pytest.fixture(scope="module")
def kept(dataset, tmp_path_factory):
    """A study of two seeds on a slice of the data, and its file."""
    path = tmp_path_factory.mktemp("study") / "study.json"
    return run_study(dataset, SETTINGS, 2, path, say=lambda _: None), path


def test_every_seed_and_epoch_has_its_row(kept, dataset):
    study, path = kept
    table = study.table()
    assert list(table.columns) == COLUMNS
    assert list(zip(table["seed"], table["epoch"], strict=True)) == [(0, 1), (0, 2), (1, 1), (1, 2)]
    assert table["test_accuracy"].between(0.1, 1).all()
    assert study.data_sha256 == dataset.sha256
    assert study.seconds > 0
    assert read_study(path) == read_study(path)


def test_a_study_read_back_holds_the_same_figures(kept):
    study, path = kept
    difference = (read_study(path).table()[COLUMNS[3:]] - study.table()[COLUMNS[3:]]).abs()
    assert difference.to_numpy().max() < 1e-6


def test_different_seeds_give_different_figures(kept):
    last = kept[0].table().query("epoch == 2")
    assert last["test_loss"].nunique() == 2


def test_a_finished_study_is_not_run_again_and_a_longer_one_goes_on(kept, dataset):
    study, path = kept
    said: list[str] = []
    run_study(dataset, SETTINGS, 2, path, said.append)
    assert said == []
    longer = run_study(dataset, SETTINGS, 3, path, said.append)
    assert len(said) == 1
    assert [r.seed for r in longer.repeats] == [0, 1, 2]
    assert longer.repeats[0].rows == read_study(path).repeats[0].rows
    write_study(study, path)


def test_another_question_never_mixes_into_a_study(kept, dataset):
    with pytest.raises(ExperimentError, match="other settings"):
        run_study(dataset, replace(SETTINGS, epochs=1), 2, kept[1], say=lambda _: None)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"settings": {}, "repeats": [3]}'])
def test_a_broken_file_is_named(tmp_path, text):
    path = tmp_path / "study.json"
    path.write_text(text)
    with pytest.raises(ExperimentError, match=r"study\.json"):
        read_study(path)


def test_a_short_row_is_refused(kept, tmp_path):
    read = json.loads(kept[1].read_text())
    read["repeats"][0]["rows"][0].pop()
    path = tmp_path / "short.json"
    path.write_text(json.dumps(read))
    with pytest.raises(ExperimentError):
        read_study(path)


def test_a_missing_study_is_said(tmp_path):
    with pytest.raises(ExperimentError, match="no study"):
        read_study(tmp_path / "none.json")


def test_a_place_that_cannot_be_written_is_found_before_the_work(tmp_path, dataset):
    (tmp_path / "file").write_text("")
    with pytest.raises(LabError, match="Cannot write"):
        run_study(dataset, SETTINGS, 1, tmp_path / "file" / "x.json", say=pytest.fail)


@pytest.mark.parametrize("seeds", ["0", "-1", "100000"])
def test_the_command_refuses_an_absurd_number_of_seeds(seeds, capsys):
    assert main(["study", "--seeds", seeds]) == 1
    assert "expected 1 to" in capsys.readouterr().err
