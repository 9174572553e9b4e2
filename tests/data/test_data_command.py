import argparse
from pathlib import Path

import pytest

from fmnist_app.cli.data import add_parser
from fmnist_app.data import FILES, load_dataset, search


def command(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    args = parser.parse_args(["data", *words])
    return int(args.run(args))


def test_the_command_verifies_each_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    search.DEBIAN_FOLDER.symlink_to(folder)
    assert command() == 0
    printed = capsys.readouterr().out
    assert "the Debian package" in printed
    for file in FILES.values():
        assert file.name in printed
    assert printed.count("sha256 ok") == len(FILES)


def test_without_fetching_a_missing_data_set_is_an_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command("--no-fetch") == 1
    assert "Fashion-MNIST is not on this computer" in capsys.readouterr().err


def test_a_file_that_broke_after_loading_is_found(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    search.DEBIAN_FOLDER.symlink_to(copy)
    load_dataset()
    (copy / FILES["test_labels"].name).unlink()
    (copy / FILES["test_labels"].name).write_bytes(b"")
    assert command() == 1
    assert "holds nothing" in capsys.readouterr().err


def test_files_that_are_gone_are_told_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    search.DEBIAN_FOLDER.symlink_to(folder)
    load_dataset()
    search.DEBIAN_FOLDER.unlink()
    assert command("--no-fetch") == 0
    assert "the packed files are gone" in capsys.readouterr().out
