"""The card opens alone; the notebook repeats the run with plain Keras."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import nbformat
import numpy as np
import pytest

from fmnist_app.archive.card import card
from fmnist_app.archive.notebook import notebook
from fmnist_app.core.formatting import percent
from fmnist_app.data import locate, make_split
from fmnist_app.training import TrainingSettings

SEED_NOISE = 0.02  # far more than rounding does to a run this small, far less than a mistake would
LAST = "\nimport json, sys; json.dump(results, sys.stderr)\n"


class Tags(HTMLParser):
    """All tags with their attributes, and whether every one was closed in turn."""

    def __init__(self, text):
        super().__init__()
        self.found, self.open, self.balanced = [], [], True
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        self.balanced &= self.open.pop() == tag


def cells(text):
    document = nbformat.reads(text, as_version=4)
    nbformat.validate(document)
    return [cell.source for cell in document.cells if cell.cell_type == "code"]


def test_the_card_needs_no_network_and_no_script(files):
    text = files["card.html"].decode()
    tags = Tags(text)
    assert tags.balanced
    names = {tag for tag, _ in tags.found}
    assert not names & {"script", "link", "img", "iframe", "object", "a"}
    assert not re.search(r"https?:|url\(|@import", text)
    policy = {
        attributes.get("http-equiv"): attributes.get("content") for _, attributes in tags.found
    }
    assert policy["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_the_card_draws_every_curve_and_names_every_result(files, now):
    text = files["card.html"].decode()
    lines = [attributes for tag, attributes in Tags(text).found if tag == "polyline"]
    assert len(lines) == 2 * 2 * 2  # charts, networks, train and validation
    assert all(len(line["points"].split()) == 2 for line in lines)
    for result in now.results.values():
        assert percent(result.test_accuracy, 2) in text
    assert "standard.keras" in text


def test_a_run_without_an_epoch_still_has_a_card(now):
    empty = replace(now, points=(), results={}, state="stopped")
    assert "No epoch was finished" in card(empty, "", {})


def test_nothing_in_a_card_can_become_code(now):
    text = card(now, "<script>alert(1)</script>", {"<b>": "&"})
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("protocol", ["holdout", "report"])
def test_the_notebook_splits_the_pictures_as_the_app_does(now, dataset, protocol):
    settings = TrainingSettings(protocol=protocol, pictures=2_000, seed=11)
    code = cells(notebook(replace(now, settings=settings)))
    split_cell = next(cell for cell in code if "def alternating_order" in cell)
    known = {
        "np": np,
        "SEED": 11,
        "PICTURES": 2_000,
        "train_images": dataset.train_images,
        "train_labels": dataset.train_labels,
        "test_images": dataset.test_images[:1],
        "test_labels": dataset.test_labels,
    }
    exec(split_cell, known)  # noqa: S102 - our own notebook
    split = make_split(dataset.train_labels, dataset.test_labels, protocol, 2_000, 11)
    assert (known["train"] == split.train).all()
    assert len(known["y_validation"]) == len(split.validation)
    if protocol == "holdout":
        assert (known["validation"] == split.validation).all()


@pytest.mark.parametrize(
    ("models", "more"),
    [
        (("basic", "standard"), {}),
        (("residual",), {"activation": "gelu"}),
        (("deep", "standard"), {"dropout": 0.2, "activation": "silu"}),
        (("own",), {"own": "conv8-5-nobias,bn,act-tanh,res8,drop0.1,gap,dense16,dense10"}),
    ],
)
def test_the_notebook_starts_from_the_weights_of_the_run(now, models, more):
    import keras

    from fmnist_app.training.checkpoints import fresh

    now = replace(now, settings=replace(now.settings, models=models, **more))
    code = cells(notebook(now))
    known = {"np": np, "keras": keras, "SEED": now.settings.seed}
    source = next(cell for cell in code if f"def {models[0]}" in cell).replace(".summary()", "")
    exec(source, known)  # noqa: S102 - our own notebook
    for name in now.settings.models:
        ours, theirs = fresh(name, now.settings).get_weights(), known[name]().get_weights()
        assert all((a == b).all() for a, b in zip(ours, theirs, strict=True))


def run(text, folder):
    """What the notebook's code cells reach in a fresh Python, without the app to import."""
    script = folder / "notebook.py"
    script.write_text("\n".join(cells(text)) + LAST)
    done = subprocess.run(
        [sys.executable, "-I", "-W", "ignore", script],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "FMNIST_DATA": str(locate(False, print).folder),
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "CUDA_VISIBLE_DEVICES": "-1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stderr.strip().split("\n")[-1])


def test_the_notebook_lands_where_the_run_did(files, now, tmp_path):
    results = run(files["repeat.ipynb"].decode(), tmp_path)
    assert set(results) == set(now.results)
    for name, result in now.results.items():
        last = [p for p in now.points if p.model == name and p.kind == "epoch"][-1]
        assert results[name]["test_accuracy"] == pytest.approx(result.test_accuracy, abs=SEED_NOISE)
        assert results[name]["val_accuracy"] == pytest.approx(last.val_accuracy, abs=SEED_NOISE)


@pytest.fixture(scope="module")
def remedied(trained):
    """A run of two networks, one of their own, with remedies of every kind, that stops early."""
    settings = TrainingSettings(
        models=("basic",),
        own="conv4-3-nobias,bn,act,pool2,gap,dense10",
        epochs=6,
        pictures=1_000,
        filters=4,
        seed=5,
        learning_rate=0.01,
        batch_size=64,
        patience=1,
        schedule="cosine",
        label_smoothing=0.1,
        dropout=0.1,
        activation="silu",
        optimizer="adamw",
        weight_decay=0.01,
        mirror=1.0,
        turn=0.2,
        perspective=0.2,
        erase=0.2,
    )
    return trained(settings).snapshot()


def test_the_notebook_repeats_every_remedy(remedied, tmp_path):
    results = run(notebook(remedied), tmp_path)
    assert set(results) == {"basic", "own"}
    for name, result in remedied.results.items():
        assert results[name]["test_accuracy"] == pytest.approx(result.test_accuracy, abs=SEED_NOISE)


def test_the_notebook_of_a_stopped_run_stops_at_the_same_batch(now):
    result = replace(now.results["basic"], epochs=1.25, test_accuracy=None, ending="stopped")
    stopped = replace(now, results={**now.results, "basic": result}, state="stopped")
    head = cells(notebook(stopped))[0]
    known: dict[str, Any] = {}
    exec(head, known)  # noqa: S102 - our own notebook
    per_epoch = now.settings.steps_per_epoch
    assert known["STEPS"] == {"basic": round(1.25 * per_epoch), "standard": 2 * per_epoch}
    assert known["RUN"]["basic"]["test_accuracy"] is None
