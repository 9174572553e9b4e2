"""One's own pictures, sorted into folders by the table of their labels."""

import pytest

from fmnist_app.__main__ import main
from fmnist_app.images.samples import catalogue_photo

HEAD = "file_name,label,final_label\n"


@pytest.fixture
def folder(tmp_path, dataset):
    """Four pictures, two of one name, as bytes that differ."""
    for place, name in enumerate(["1.png", "2.png", "red/3.png", "blue/3.png"]):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(catalogue_photo(dataset.test_images[place], place).getvalue())
    return tmp_path / "in"


def sort(folder, rows, out):
    table = folder.parent / "labels.csv"
    table.write_text(HEAD + rows, encoding="utf-8")
    return main(["sort", str(folder), "--by", str(table), "--into", str(out)])


def found(out):
    return {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}


def test_each_picture_is_copied_as_it_is_into_the_folder_of_the_label_that_holds(folder, tmp_path):
    rows = "1.png,Coat,Dress\n2.png,Bag,Bag\nred/3.png,Bag,Bag\nblue/3.png,Bag,Bag\n"
    assert sort(folder, rows, tmp_path / "out") == 0
    out = tmp_path / "out"
    assert found(out) == {"Dress/1.png", "Bag/2.png", "Bag/3.png", "Bag/4-3.png"}
    assert (out / "Dress/1.png").read_bytes() == (folder / "1.png").read_bytes()
    assert (folder / "1.png").exists()


def test_a_table_from_the_page_names_files_without_their_folder(folder, tmp_path, capsys):
    (folder / "blue" / "3.png").unlink()
    assert sort(folder, "3.png,Bag,Bag\n", tmp_path / "out") == 0
    assert found(tmp_path / "out") == {"Bag/3.png"}
    assert "1.png: in the folder, but not in the table" in capsys.readouterr().err


def test_a_folder_dropped_on_the_page_has_its_own_name_before_its_files(folder, tmp_path):
    assert sort(folder, "in/red/3.png,Bag,Bag\nblue/3.png,Coat,Coat\n", tmp_path / "out") == 0
    assert found(tmp_path / "out") == {"Bag/3.png", "Coat/3.png"}
    red = (folder / "red" / "3.png").read_bytes()
    assert (tmp_path / "out" / "Bag" / "3.png").read_bytes() == red


def test_a_name_that_two_files_have_is_no_guess(folder, tmp_path, capsys):
    assert sort(folder, "3.png,Bag,Bag\n", tmp_path / "out") == 1
    assert found(tmp_path / "out") == set()
    assert "3.png: in the table, but not in the folder" in capsys.readouterr().err


def test_the_table_of_the_label_command_sorts_the_same_folder(folder, tmp_path):
    (folder / "=1.png").write_bytes((folder / "1.png").read_bytes()[:-1] + b"x")
    table = tmp_path / "labels.csv"
    assert main(["label", str(folder), "--review", str(table)]) == 0
    out = tmp_path / "out"
    assert main(["sort", str(folder), "--by", str(table), "--into", str(out)]) == 0
    assert len(found(out)) == 5


@pytest.mark.parametrize(
    "row", ["../secret.png,Bag,Bag", "/etc/passwd,Bag,Bag", "1.png,Bag,../../up"]
)
def test_no_row_of_a_table_leads_out_of_the_two_folders(folder, tmp_path, row):
    (tmp_path / "secret.png").write_bytes(b"secret")
    sort(folder, f"{row}\n2.png,Bag,Bag\n", tmp_path / "out")
    outside = {path.name for path in tmp_path.iterdir()}
    assert outside == {"in", "out", "labels.csv", "secret.png"}
    assert all(
        (tmp_path / "out" / one).read_bytes() != b"secret" for one in found(tmp_path / "out")
    )


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (b"", "no row"),
        (b"name,label\n1.png,Bag\n", "no columns"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"file_name,final_label\n", "no row"),
    ],
)
def test_what_is_no_table_of_labels_is_said(folder, tmp_path, capsys, table, words):
    (tmp_path / "labels.csv").write_bytes(table)
    out = tmp_path / "out"
    given = ["sort", str(folder), "--by", str(tmp_path / "labels.csv"), "--into", str(out)]
    assert main(given) == 1
    assert words in capsys.readouterr().err
    assert not out.exists()


def test_nothing_is_written_over(folder, tmp_path, capsys):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    assert sort(folder, "1.png,Coat,Coat\n", tmp_path / "out") == 1
    assert "expected a new folder" in capsys.readouterr().err
    assert found(tmp_path / "out") == {"mine.txt"}
