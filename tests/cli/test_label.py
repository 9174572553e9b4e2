"""A folder labelled unattended, and taken up again."""

import csv

from fmnist_app.__main__ import main
from fmnist_app.images.samples import catalogue_photo


def rows(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_a_folder_is_labelled_and_goes_on_where_it_was(tmp_path, dataset, capsys):
    folder, out = tmp_path / "in", tmp_path / "out.csv"
    (folder / "deep").mkdir(parents=True)
    for place in range(5):
        data = catalogue_photo(dataset.test_images[place], place).getvalue()
        (folder / f"{place}.png").write_bytes(data)
    (folder / "deep" / "again.png").write_bytes((folder / "1.png").read_bytes())
    (folder / "text.jpg").write_bytes(b"this is text")
    assert main(["label", str(folder), "--review", str(out)]) == 0
    said = capsys.readouterr()
    assert "5 pictures labelled" in said.out
    assert "1 repeated file" in said.out
    assert "text.jpg: skipped. The file is no picture" in said.err
    assert {row["file_name"] for row in rows(out)} == {f"{i}.png" for i in range(5)}
    looks = [row["needs_a_look"] for row in rows(out)]
    assert looks == sorted(looks, reverse=True)  # what a person should see first

    (folder / "new.png").write_bytes(catalogue_photo(dataset.test_images[7], 2).getvalue())
    assert main(["label", str(folder), "--review", str(out)]) == 0
    assert "6 pictures labelled" in capsys.readouterr().out
    assert len(rows(out)) == 6


def test_the_folders_labels_stand_beside_the_networks(tmp_path, dataset):
    folder, out = tmp_path / "in", tmp_path / "out.csv"
    (folder / "boots").mkdir(parents=True)
    data = catalogue_photo(dataset.test_images[0], 0).getvalue()
    (folder / "boots" / "1.png").write_bytes(data)
    assert main(["label", str(folder), "--review", str(out)]) == 0
    (row,) = rows(out)
    assert (row["given_label"], row["final_label"]) == ("Ankle boot", "Ankle boot")


def test_a_folder_without_pictures_is_said(tmp_path, capsys):
    assert main(["label", str(tmp_path), "--review", str(tmp_path / "out.csv")]) == 1
    assert "No picture found" in capsys.readouterr().err
