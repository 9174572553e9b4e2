"""A study on a Dask cluster: the same seeds as here, more at once, and what befalls it."""

import subprocess
import sys
from pathlib import Path

import pytest

from fmnist_app.__main__ import main
from fmnist_app.data import load_dataset
from fmnist_app.experiments import read_study
from fmnist_app.experiments.run import run_study
from fmnist_app.training import TrainingSettings

ROOT = Path(__file__).parents[2]
SETTINGS = TrainingSettings(models=("basic",), epochs=1, pictures=500, filters=4)
ASKED = ("--models", "basic", "--epochs", "1", "--pictures", "500", "--filters", "4")


def study(*more):
    # Not in this process: Dask's own threads outlive a cluster that was made in it.
    return subprocess.run(
        [sys.executable, "-m", "fmnist_app", "study", *ASKED, *map(str, more)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A study of three seeds on two workers, and what the command said."""
    path = tmp_path_factory.mktemp("study") / "study.json"
    return path, study("--seeds", 3, "--workers", 2, "--out", path)


def test_the_workers_come_to_what_this_machine_comes_to(kept, tmp_path):
    path, done = kept
    assert done.returncode == 0, done.stderr
    found = read_study(path)
    assert [one.seed for one in found.repeats] == [0, 1, 2]
    assert found.machine == "2 workers of a Dask cluster, CPU only, a seed each"
    assert "3 runs" in done.stdout
    here = run_study(load_dataset(), SETTINGS, 1, tmp_path / "here.json", lambda _: None)
    assert found.repeats[0].rows[0] == pytest.approx(here.repeats[0].rows[0], abs=1e-3)


def test_a_study_that_was_broken_off_goes_on_with_the_seeds_that_are_left(kept):
    path, _ = kept
    before = read_study(path)
    more = study("--seeds", 4, "--workers", 1, "--out", path)
    assert more.returncode == 0, more.stderr
    assert [line[:7] for line in more.stdout.splitlines() if line.startswith("seed")] == ["seed 3:"]
    after = read_study(path)
    assert after.repeats[:3] == before.repeats
    assert len(after.repeats) == 4


def test_a_seed_that_cannot_be_trained_is_said_in_a_sentence(tmp_path):
    done = study(
        "--seeds", 2, "--workers", 1, "--learning-rate", 1000, "--out", tmp_path / "study.json"
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "loss" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--workers", 0), "expected 1 to 64"),
        (("--scheduler", "here"), "no address of a scheduler"),
        (("--scheduler", "tcp://127.0.0.1:9"), "No scheduler answers"),
    ],
)
def test_a_cluster_that_cannot_be_had_is_said_in_a_sentence(
    asked, said, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr("fmnist_app.lab.cluster_client.CONNECT_SECONDS", 1)
    command = ["study", *ASKED, "--seeds", "2", "--out", str(tmp_path / "study.json")]
    assert main([*command, *map(str, asked)]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told
