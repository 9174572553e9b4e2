"""Labelled pictures as files: each form as its readers expect it, and no harmful name."""

import io
import json
import zipfile
from dataclasses import replace

import pytest

from fmnist_app.inference.annotations import (
    Annotation,
    as_json_lines,
    as_label_studio,
    as_zip,
    safe_name,
)
from fmnist_app.inference.label import Doubt, Label

COAT = Annotation("a.png", Label("Coat", 0.91234, 1.5), "Dress", "2026-01-02T03:04:05+00:00")
OTHER = Annotation("b.png", Label("Bag", 0.4, -2.0, Doubt.NO_CLOTHING))
NOTHING = Annotation("c.png", Label("Nothing found", 0.0, None, Doubt.NOTHING))


def test_json_lines_keep_the_networks_label_the_persons_and_the_one_that_holds():
    first, second, third = map(
        json.loads, as_json_lines([COAT, OTHER, NOTHING]).decode().splitlines()
    )
    assert (first["label"], first["corrected_label"], first["final_label"]) == (
        "Coat",
        "Dress",
        "Dress",
    )
    assert first["looked_at"] == COAT.when
    assert (second["corrected_label"], second["final_label"]) == (None, "None of these")
    assert third["clothing_score"] is None


def test_the_label_of_a_folder_holds_before_the_networks_and_after_the_persons():
    came = Annotation("new/Skirts/Dresses/a.png", COAT.label)
    (row,) = map(json.loads, as_json_lines([came]).decode().splitlines())
    assert (row["given_label"], row["label"], row["final_label"]) == ("Dress", "Coat", "Dress")
    said = Annotation(came.name, came.label, "Shirt")
    assert said.holds == "Shirt"
    with zipfile.ZipFile(io.BytesIO(as_zip([(came, b"1"), (said, b"2")]))) as archive:
        assert archive.namelist() == ["Dress/a.png", "Shirt/a.png"]


def test_label_studio_gets_predictions_and_what_a_person_said_as_annotations():
    first, second = json.loads(as_label_studio([replace(COAT, network="wide"), OTHER]))
    assert first["data"] == {"image": "a.png"}
    (predicted,) = first["predictions"]
    assert predicted["model_version"] == "wide"
    assert predicted["score"] == pytest.approx(0.9123)
    (choice,) = predicted["result"]
    assert choice == {
        "from_name": "choice",
        "to_name": "image",
        "type": "choices",
        "value": {"choices": ["Coat"]},
    }
    assert first["annotations"][0]["result"][0]["value"] == {"choices": ["Dress"]}
    assert "annotations" not in second
    assert "model_version" not in second["predictions"][0]
    assert second["predictions"][0]["result"][0]["value"] == {"choices": ["None of these"]}


def test_the_zip_has_a_folder_for_each_label_and_loses_no_file():
    same = Annotation("A.PNG", COAT.label, "Dress")
    made = as_zip([(COAT, b"one"), (same, b"two"), (OTHER, b"three")])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    assert found == {
        "Dress/a.png": b"one",
        "Dress/2-A.PNG": b"two",
        "None of these/b.png": b"three",
    }


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("T-shirt/top", "T-shirt_top"),
        ("C:\\x.png", "C__x.png"),
        ("...", "unnamed"),
        ("a" * 100 + ".png", "a" * 76 + ".png"),
        ("Kleid grün.png", "Kleid grün.png"),
    ],
)
def test_a_name_in_the_zip_is_no_path(name, safe):
    assert safe_name(name) == safe
