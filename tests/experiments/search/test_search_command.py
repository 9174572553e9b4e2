"""The command as a person gives it: real training on a slice, broken off and taken up, refused."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fmnist_app.__main__ import main
from fmnist_app.experiments.search.record import FILE, read_search
from tests.experiments.search.conftest import table

ROOT = Path(__file__).parents[3]
ASKED = [
    "search",
    "--network",
    "conv4-3,pool2,flat,dense10",
    "--trials",
    "4",
    "--minutes",
    "5",
    "--pictures",
    "500",
    "--epochs",
    "3",
    "--seeds",
    "2",
    "--space",
    "learning_rate,optimizer",
]


@pytest.fixture(scope="module")
def whole(dataset, tmp_path_factory):
    folder = tmp_path_factory.mktemp("search") / "whole"
    assert main([*ASKED, "--out", str(folder)]) == 0
    return folder


def test_a_search_leaves_its_trials_and_what_was_gained(whole):
    read = json.loads((whole / "result.json").read_text())
    assert read["state"] == "finished"
    assert len(read["trials"]) == 4
    assert all(one["state"] in ("complete", "pruned") for one in read["trials"])
    assert read["trials"][0]["values"] == {"learning_rate": 0.001, "optimizer": "adam"}
    winner, default = (read[role]["test_accuracies"] for role in ("winner", "default"))
    difference = read["difference"]
    assert difference["mean"] == pytest.approx((sum(winner) - sum(default)) / 2)
    assert difference["interval"][0] < difference["mean"] < difference["interval"][1]
    assert read["test_openings"] == 4
    assert not list((whole / "units").glob("*.safetensors"))


def apart(*options):
    """Begin the command in a process of its own, of which the output can be read.

    A worker begins with the main module of the process that starts it, which pages' tests change.
    """
    asked = [sys.executable, "-m", "fmnist_app", *ASKED, *options]
    return subprocess.Popen(asked, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize(
    ("before", "after"),
    [((), ()), (("--workers", "2"), ("--workers", "5"))],
    ids=["here", "2 to 5"],
)
def test_a_search_that_is_killed_is_taken_up_and_comes_to_the_same_whoever_works(
    whole, tmp_path, before, after
):
    to = ("--out", str(tmp_path / "killed"))
    with apart(*before, *to) as begun:
        assert "trial" in begun.stdout.readline()
        begun.send_signal(signal.SIGKILL)
    assert not read_search(tmp_path / "killed" / FILE).over
    with apart(*after, *to) as again:
        assert "difference" in again.stdout.read()
    assert again.returncode == 0
    assert table(read_search(tmp_path / "killed" / FILE)) == table(read_search(whole / FILE))


def test_a_search_that_is_over_is_told_again_without_anyone_to_work(whole, capsys):
    before = (whole / FILE).read_text()
    assert main([*ASKED, "--scheduler", "tcp://nobody:8786", "--out", str(whole)]) == 0
    assert "difference" in capsys.readouterr().out
    assert (whole / FILE).read_text() == before


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--network", "conv4-3,flat,dense9"], "dense10"),
        (["--trials", "1"], "Trials is 1; expected 2"),
        (["--minutes", "0"], "Minutes is 0"),
        (["--epochs", "99"], "Epochs is 99"),
        (["--workers", "0"], "0 workers"),
        (["--workers", "1000"], "expected 1 to 64"),
        (["--scheduler", "http://x"], "no address of a scheduler"),
        (["--space", "learning_rate:1"], "NAME:LOW:HIGH"),
        (["--space", "learning_rate:a:b"], "expected a number"),
        (["--space", "learning_rate,learning_rate"], "twice"),
        (["--space", "colour"], "cannot be searched"),
        (["--pictures", "60000"], "54,000"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_searched_is_refused_in_a_sentence(options, sentence, tmp_path, capsys):
    assert main([*ASKED, *options, "--out", str(tmp_path / "refused")]) == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1


def test_another_search_in_the_folder_stays_as_it_is(whole, capsys):
    before = (whole / FILE).read_text()
    assert main([*ASKED, "--seed", "5", "--out", str(whole)]) == 1
    assert "holds another search" in capsys.readouterr().err
    assert (whole / FILE).read_text() == before
