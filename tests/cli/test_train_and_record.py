"""The commands that train, as someone runs them: what they print, and what they leave."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import keras
import pytest

from fmnist_app.catalog.card import read_card
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.evaluation.predictions import read_predictions
from fmnist_app.training.recording import read_recording
from fmnist_app.training.settings import TrainingSettings
from fmnist_app.zoo import plain

ROOT = Path(__file__).parents[2]
SMALL = ("--epochs", "2", "--pictures", "500", "--filters", "4")

pytestmark = pytest.mark.slow


def run(*words):
    """The command in a process of its own, which TensorFlow is set up for before it is loaded."""
    return subprocess.run(
        [sys.executable, "-m", "fmnist_app", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_train_leaves_curves_results_and_a_network(tmp_path):
    done = run("train", "--models", "basic", *SMALL, "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "Basic: test accuracy " in done.stdout
    assert {path.name for path in tmp_path.iterdir()} >= {"history.csv", "result.json"}
    with (tmp_path / "history.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [(row["model"], row["epoch"]) for row in rows] == [("basic", "1"), ("basic", "2")]
    result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert result["settings"]["pictures"] == 500
    accuracy = result["networks"]["basic"]["test_accuracy"]
    assert f"{100 * accuracy:.2f}" in done.stdout
    model = keras.saving.load_model(NetworkFiles(tmp_path, "basic").keras)
    assert model.count_params() == result["networks"]["basic"]["parameters"]


def test_record_keeps_what_home_can_play(tmp_path):
    out = tmp_path / "run.json"
    done = run("record", *SMALL, "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert f"kept in {out}" in done.stdout
    assert read_recording(out).settings.epochs == 2


def test_the_plain_networks_are_made_with_all_that_the_catalog_needs(dataset, tmp_path):
    settings = TrainingSettings(models=("basic",), epochs=1, pictures=500)
    plain.make(dataset, settings, tmp_path)
    files = NetworkFiles(tmp_path, "basic")
    card = read_card(files)
    assert card.parameters == 54_410
    assert read_predictions(files.test_predictions).log_probabilities.shape == (10_000, 10)
    assert files.tflite.stat().st_size > 4 * card.parameters


def test_teach_says_what_is_missing_in_a_folder_without_photos(tmp_path):
    done = run("teach", str(tmp_path), "--out", str(tmp_path / "taught"))
    assert done.returncode == 1
    assert "manifest.csv" in done.stderr.splitlines()[-1]
