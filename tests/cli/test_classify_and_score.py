"""The commands `classify` and `score`, on small folders made here."""

import csv
import io
import json
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from fmnist_app.__main__ import main
from fmnist_app.catalog import default_name
from fmnist_app.cli.classify import COLUMNS
from fmnist_app.data import CLASS_NAMES
from fmnist_app.images.samples import catalogue_photo

PICTURES = 8


@pytest.fixture
def folder(tmp_path, dataset):
    """Eight sample photos, a picture of noise, and a file of text that is called a picture."""
    inside = tmp_path / "wardrobe"
    (inside / "deeper").mkdir(parents=True)
    for place in range(PICTURES):
        photo = catalogue_photo(dataset.test_images[place], cloth=place)
        (inside / "deeper" / f"{place}.png").write_bytes(photo.getvalue())
    noise = np.random.default_rng(0).integers(0, 256, (80, 80, 3), dtype=np.uint8)
    Image.fromarray(noise).save(inside / "noise.png")
    (inside / "notes.png").write_text("this is text")
    (inside / "readme.txt").write_text("not a picture, and not called one")
    return inside


@pytest.fixture
def manifest(folder, dataset):
    lines = ["path,label,domain,source"]
    lines += [f"deeper/{i}.png,{dataset.test_labels[i]},shop,here" for i in range(PICTURES)]
    lines += ["noise.png,-1,ood,here"]
    (folder / "manifest.csv").write_text("\n".join(lines) + "\n")
    return folder


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def command(capsys, *words):
    """What the command returned, printed, and said on the error output."""
    code = main([str(word) for word in words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_folder_is_labelled_and_the_bad_file_named_and_skipped(folder, capsys):
    code, out, err = command(capsys, "classify", folder)
    assert code == 0
    rows = rows_of(out)
    assert list(rows[0]) == COLUMNS
    assert len(rows) == PICTURES + 1
    assert {row["label"] for row in rows} <= set(CLASS_NAMES)
    assert all(0 <= float(row["probability"]) <= 1 for row in rows)
    assert {row["needs_a_look"] for row in rows} <= {"True", "False"}
    assert "notes.png: skipped. The file is no picture" in err
    assert "readme" not in err


def test_most_of_the_sample_photos_are_named_rightly(manifest, capsys, dataset):
    _, out, _ = command(capsys, "classify", manifest / "deeper")
    right = [
        row["label"] == CLASS_NAMES[label]
        for row, label in zip(rows_of(out), dataset.test_labels[:PICTURES], strict=True)
    ]
    assert sum(right) >= PICTURES * 3 / 4


def test_files_and_folders_go_into_one_csv_file(folder, tmp_path, capsys):
    table = tmp_path / "labels.csv"
    code, out, _ = command(
        capsys, "classify", folder / "deeper", folder / "noise.png", "--csv", table
    )
    assert code == 0
    assert f"{PICTURES + 1} of {PICTURES + 1}" in out
    paths = [row["path"] for row in rows_of(table.read_text())]
    assert paths == [
        *(str(folder / "deeper" / f"{i}.png") for i in range(8)),
        str(folder / "noise.png"),
    ]


def test_a_blank_picture_gets_no_class(tmp_path, capsys):
    Image.new("RGB", (64, 64), "white").save(tmp_path / "blank.png")
    _, out, _ = command(capsys, "classify", tmp_path)
    (row,) = rows_of(out)
    assert row["label"] == "Nothing found"
    assert row["clothing_score"] == ""
    assert row["needs_a_look"] == "True"


@pytest.mark.parametrize("words", [["classify"], ["score"]])
def test_an_unknown_network_is_named_with_those_there_are(words, folder, capsys):
    code, _, err = command(capsys, *words, folder, "--model", "none")
    assert code == 1
    assert "no network named 'none'" in err
    assert default_name() in err


def test_nothing_to_label_is_said(tmp_path, capsys):
    assert "No picture found" in command(capsys, "classify", tmp_path)[2]
    code, _, err = command(capsys, "classify", tmp_path / "missing.png")
    assert code == 1
    assert "no file named missing.png" in err
    assert "None of 1" in err


def test_a_place_that_cannot_be_written_is_said(manifest, tmp_path, capsys):
    nowhere = tmp_path / "none" / "out"
    for words in (["classify", manifest, "--csv"], ["score", manifest, "--json"]):
        code, _, err = command(capsys, *words, nowhere)
        assert code == 1
        assert f"Cannot write to {nowhere}" in err


def test_a_folder_is_scored_domain_by_domain(manifest, tmp_path, capsys):
    figures = tmp_path / "figures.json"
    code, out, _ = command(capsys, "score", manifest, "--json", figures)
    assert code == 0
    assert "shop" in out
    result = json.loads(figures.read_text())
    assert set(result) == {
        "model",
        "domains",
        "clothing_auroc",
        "others_accepted",
        "cross_fitted",
    }
    assert not result["cross_fitted"]
    assert result["model"] == default_name()
    assert list(result["domains"]) == ["shop"]
    shop = result["domains"]["shop"]
    assert set(shop) == {
        "n",
        "top1",
        "top2",
        "macro",
        "calibration_error",
        "unlooked",
        "refused",
    }
    assert shop["n"] == PICTURES
    assert 0.7 <= shop["top1"] <= shop["top2"] <= 1
    assert 0 <= result["clothing_auroc"] <= 1


def test_what_is_clothing_is_no_figure_of_a_network_that_leaves_it_to_another(
    manifest, tmp_path, capsys
):
    figures = tmp_path / "figures.json"
    assert command(capsys, "score", manifest, "--model", "basic", "--json", figures)[0] == 0
    result = json.loads(figures.read_text())
    assert result["clothing_auroc"] is None
    assert result["domains"]["shop"]["refused"] is None


@pytest.mark.parametrize("path", ["../secret.png", "/etc/hostname", "deeper/../../secret.png"])
def test_a_manifest_that_leads_out_of_its_folder_is_refused(manifest, path, capsys):
    with (manifest / "manifest.csv").open("a") as file:
        file.write(f"{path},1,shop,here\n")
    code, _, err = command(capsys, "score", manifest)
    assert code == 1
    assert "outside" in err


@pytest.mark.parametrize("text", ["", "path,label\na.png,1\n", "path,label,domain\na.png,11,x\n"])
def test_a_manifest_that_cannot_be_used_is_refused(folder, text, capsys):
    (folder / "manifest.csv").write_text(text)
    code, _, err = command(capsys, "score", folder)
    assert code == 1
    assert "manifest" in err


def test_a_manifest_from_a_spreadsheet_is_read(manifest, capsys):
    listed = manifest / "manifest.csv"
    listed.write_bytes(b"\xef\xbb\xbf" + listed.read_bytes())
    assert command(capsys, "score", manifest)[0] == 0


def test_a_manifest_of_other_bytes_is_refused(folder, capsys):
    (folder / "manifest.csv").write_bytes(b"path,label,domain\n\xff\xfe.png,1,a\n")
    code, _, err = command(capsys, "score", folder)
    assert code == 1
    assert "UTF-8" in err


def test_a_missing_manifest_and_missing_pictures_are_said(folder, capsys):
    assert "no manifest.csv" in command(capsys, "score", folder)[2]
    (folder / "manifest.csv").write_text("path,label,domain\ndeeper/0.png,9,a\ngone.png,1,a\n")
    code, out, _ = command(capsys, "score", folder)
    assert code == 0
    assert "1 listed file" in out


def test_many_small_pictures_are_labelled_in_order(tmp_path, capsys, dataset):
    for place in range(200):
        Image.fromarray(dataset.test_images[place]).save(tmp_path / f"{place:04}.png")
    code, out, _ = command(capsys, "classify", tmp_path)
    assert code == 0
    paths = [row["path"] for row in rows_of(out)]
    assert len(paths) == 200
    assert paths == sorted(paths)


def test_labelling_loads_no_tensorflow(folder):
    script = (
        "import sys; from fmnist_app.__main__ import main; "
        f"main(['classify', r'{folder / 'noise.png'}']); "
        "heavy = {'tensorflow', 'keras', 'scipy', 'streamlit'} & set(sys.modules); "
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
