"""A run goes out as one file and comes back the same; a file that lies is refused."""

import io
import json
import random
import re
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fmnist_app.archive.layout import LONGEST, ArchiveError
from fmnist_app.archive.read import read_archive
from fmnist_app.archive.write import file_name, pack
from fmnist_app.evaluation.predictions import read_predictions
from fmnist_app.lab.imported import Quota
from fmnist_app.lab.service import Lab, RefusedError

FILES = {
    "card.html",
    "repeat.ipynb",
    "settings.json",
    "run.json",
    "history.csv",
    "basic.safetensors",
    "basic.keras",
    "basic.tflite",
    "basic.outcome.npz",
    "standard.safetensors",
    "standard.keras",
    "standard.tflite",
    "standard.outcome.npz",
}


def test_an_archive_holds_all_that_a_run_left(files, now):
    assert set(files) == FILES
    assert files["history.csv"].count(b"\n") == 1 + len(now.points)
    assert file_name(now) == "basic-standard-e2-n1000-s5.zip"


def test_the_kept_networks_are_the_runs_own(files, folder):
    for name in ("basic.keras", "standard.tflite", "standard.safetensors"):
        assert files[name] == (folder / name).read_bytes()


def test_a_run_comes_back_under_a_new_id_with_every_point_and_result(packed, now, folder, lab):
    kept = read_archive(packed)
    run = lab.adopt(kept.settings, kept.events(), kept.leave_files)
    assert re.fullmatch(r"[\w-]{22}", run)
    back = lab.look(run)
    for same in ("settings", "state", "points", "results", "test_openings"):
        assert getattr(back, same) == getattr(now, same), same
    assert back.message == "Brought back from a file, with its networks."
    answers = [read_predictions(f / "basic.outcome.npz") for f in (folder, lab.folder(run))]
    assert (answers[0].predictions == answers[1].predictions).all()
    assert np.abs(answers[0].probabilities - answers[1].probabilities).max() < 1e-3


def test_a_run_that_came_back_survives_a_restart_and_can_be_packed_again(packed, lab, tmp_path):
    kept = read_archive(packed)
    run = lab.adopt(kept.settings, kept.events(), kept.leave_files)
    later = Lab(tmp_path, make_executor=None)  # type: ignore[arg-type]
    now = later.look(run)
    assert now is not None
    again = read_archive(pack(now, later.folder(run), ""))
    assert again.points == kept.points
    assert again.networks.keys() == kept.networks.keys() == {"basic", "standard"}


def test_a_server_takes_only_so_many_runs_from_files(packed, lab):
    kept = read_archive(packed)
    for _ in range(2):
        lab.adopt(kept.settings, kept.events())
    with pytest.raises(RefusedError, match="within an hour"):
        lab.adopt(kept.settings, kept.events())


def test_an_hour_later_there_is_room_again():
    now = 0.0
    quota = Quota(2, lambda: now)
    assert [quota.take() for _ in range(3)] == [True, True, False]
    now = 3_601.0
    assert quota.take()


def test_a_full_disk_is_said_and_leaves_nothing_behind(packed, lab, tmp_path):
    def full(folder):
        raise OSError(28, "No space left on device")

    kept = read_archive(packed)
    with pytest.raises(RefusedError, match="disk is full"):
        lab.adopt(kept.settings, kept.events(), full)
    assert not list(tmp_path.iterdir())


def test_points_that_are_no_numbers_stay_out_of_the_archive(now, folder):
    blown_up = replace(now.points[-1], loss=float("inf"), val_loss=float("nan"))
    odd = replace(now, points=(*now.points, blown_up))
    assert read_archive(pack(odd, folder, "")).points == now.points


def test_the_openings_of_the_test_pictures_are_not_forgotten(now, folder, lab):
    kept = read_archive(pack(replace(now, test_openings=6), folder, ""))
    assert lab.look(lab.adopt(kept.settings, kept.events())).test_openings == 6


def changed(name, key, value):
    def change(files):
        read = json.loads(files[name])
        read[key] = value
        files[name] = json.dumps(read).encode()

    return change


def result(**values):
    def change(files):
        read = json.loads(files["run.json"])
        read["results"][0].update(values)
        files["run.json"] = json.dumps(read).encode()

    return change


def line(text, place=1):
    def change(files):
        lines = files["history.csv"].decode().split("\n")
        lines[place] = text
        files["history.csv"] = "\n".join(lines).encode()

    return change


def backwards(files):
    header, *rows = files["history.csv"].decode().splitlines()
    files["history.csv"] = "\n".join([header, *reversed(rows)]).encode()


def as_is(name, content):
    return lambda files: files.update({name: content})


GOOD = "basic,epoch,1.0,0.5,1.0,0.5,1.0,3.0"


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (lambda f: f.pop("settings.json"), "no settings.json"),
        (lambda f: f.pop("history.csv"), "no history.csv"),
        (lambda f: f.pop("run.json"), "no run.json"),
        (as_is("../../evil.py", b"1"), "which no run's archive has"),
        (as_is("folder/settings.json", b"1"), "which no run's archive has"),
        (as_is("basic.pkl", b"1"), "which no run's archive has"),
        (as_is("settings.json", b"{"), "settings.json is no JSON"),
        (as_is("settings.json", b"[" * 9_000), "settings.json is no JSON"),
        (as_is("settings.json", b"\xff"), "no text in UTF-8"),
        (as_is("settings.json", b"[]"), "holds no settings"),
        (as_is("settings.json", b" " * 10_001), "larger than 10,000 bytes"),
        (as_is("card.html", b" " * 61_000_000), "unpacks to more than 60 MB"),
        (changed("settings.json", "epochs", 51), "Epochs is 51; expected 1 to 50"),
        (changed("settings.json", "epochs", 10**400), "Epochs is 10,000,000"),
        (changed("settings.json", "epochs", "8"), "expected a whole number"),
        (changed("settings.json", "models", "basic"), "holds no settings"),
        (changed("settings.json", "models", [["basic"]]), "cannot be trained with"),
        (changed("settings.json", "models", ["x" * 9_000]), "There is no network"),
        (changed("settings.json", "kernel", 99), "Kernel is 99"),
        (changed("settings.json", "code", "import os"), "Unknown setting"),
        (changed("run.json", "format", "2"), "no format known here"),
        (changed("run.json", "state", "running"), "State is 'running'"),
        (changed("run.json", "state", ["finished"]), "State is"),
        (changed("run.json", "test_openings", 10**9), "Test openings is 1,000,000,000"),
        (changed("run.json", "results", {"a": 1}), "no list"),
        (changed("run.json", "results", []), "a finished run has a result for each"),
        (as_is("run.json", b'{"state": NaN}'), "run.json is no JSON"),
        (result(model="resnet"), "no network 'resnet'"),
        (result(ending="won"), "Ending is 'won'"),
        (result(test_accuracy=1.5), "Test accuracy is 1.5; expected 0 to 1"),
        (result(test_accuracy=None), "Test accuracy is None"),
        (result(test_pictures=3), "Test pictures is 3"),
        (result(parameters=1), "Parameters is 1"),
        (result(seconds=-1), "Seconds is -1"),
        (result(extra=1), "other parts"),
        (line("a,b,c", 0), "has other columns"),
        (line("basic,epoch,1.0"), "line 2: It has 3 values"),
        (line(GOOD.replace("0.5,1.0", "nan,1.0")), "line 2: Accuracy is nan"),
        (line(GOOD.replace("0.5,1.0", "1.5,1.0")), "line 2: Accuracy is 1.5; expected 0 to 1"),
        (line(GOOD.replace("3.0", "inf")), "line 2: Seconds is inf"),
        (line(GOOD.replace("basic", "resnet")), "no network 'resnet'"),
        (line(GOOD.replace("basic,epoch", "basic,guess")), "Kind is 'guess'"),
        (line(GOOD.replace("epoch,1.0", "epoch,9.0")), "Epoch is 9.0; expected 1 to 2"),
        (line(GOOD.replace("epoch,1.0", "epoch,1.5")), "expected a whole number"),
        (backwards, "Epochs go back"),
        (line('"' + "x" * 200_000), "history.csv is broken"),
        (as_is("basic.outcome.npz", b"PK"), "holds no answers to the 10,000"),
    ],
)
def test_a_file_that_lies_is_refused_in_one_sentence(files, zipped, tamper, said):
    tamper(files)
    with pytest.raises(ArchiveError) as refused:
        read_archive(zipped(files))
    assert said in str(refused.value)
    assert len(str(refused.value)) <= LONGEST + 1
    assert "\n" not in str(refused.value)


def test_too_many_points_are_refused(files, zipped):
    header = files["history.csv"].split(b"\n")[0].decode()
    files["history.csv"] = "\n".join([header, *[GOOD] * 5_001]).encode()
    with pytest.raises(ArchiveError, match="at most 5,000"):
        read_archive(zipped(files))


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04" * 10, b"\x1f\x8b" * 40])
def test_what_is_no_zip_file_is_said(data):
    with pytest.raises(ArchiveError, match="no sound zip file"):
        read_archive(data)


def test_a_file_too_large_is_not_even_looked_into():
    with pytest.raises(ArchiveError, match="at most 40"):
        read_archive(bytes(41_000_000))


def test_a_list_of_files_too_long_to_be_looked_at_is_refused(zipped):
    data = zipped({f"{number}": b"" for number in range(101)})
    with pytest.raises(ArchiveError, match="more files than"):
        read_archive(data)


def test_a_size_that_an_entry_does_not_keep_is_found_out(files, zipped):
    """A bomb that claims to be small: the entry says ten bytes and goes on for 100 MB."""
    files["history.csv"] = b"0" * 100_000_000
    data = bytearray(zipped(files))
    claimed = (100_000_000).to_bytes(4, "little")
    while (place := data.find(claimed)) >= 0:
        data[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises(ArchiveError):
        read_archive(bytes(data))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_comes_twice_is_refused(files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("settings.json", "settings.json"):
            archive.writestr(name, files[name])
    with pytest.raises(ArchiveError, match="twice"):
        read_archive(made.getvalue())


def test_a_locked_file_is_refused(files, zipped):
    data = bytearray(zipped(files))
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1
    with pytest.raises(ArchiveError, match="locked"):
        read_archive(bytes(data))


def npz(**arrays):
    made = io.BytesIO()
    np.savez_compressed(made, **arrays)
    return made.getvalue()


NOTE = np.frombuffer(b'{"temperature": 1.0, "data_sha256": ""}', np.uint8)
LOGS, LIKELIEST = np.zeros((10_000, 10), np.float16), np.zeros(10_000, np.uint8)


def claiming(shape):
    """Answers whose header asks NumPy for an array of another shape."""
    header = (
        b"\x93NUMPY\x01\x00\x76\x00"
        + repr({"descr": "<f2", "fortran_order": False, "shape": shape}).encode().ljust(117)
        + b"\n"
    )
    data = npz(log_probabilities=LOGS, likeliest=LIKELIEST, note=NOTE)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, header if name.startswith("log") else old.read(name))
    return made.getvalue()


@pytest.mark.parametrize(
    "answers",
    [
        npz(log_probabilities=LOGS, likeliest=LIKELIEST),
        npz(log_probabilities=LOGS[:5], likeliest=LIKELIEST[:5], note=NOTE),
        npz(log_probabilities=LOGS.astype(float), likeliest=LIKELIEST, note=NOTE),
        npz(log_probabilities=LOGS * np.nan, likeliest=LIKELIEST, note=NOTE),
        npz(log_probabilities=LOGS + 1, likeliest=LIKELIEST, note=NOTE),
        npz(log_probabilities=LOGS, likeliest=LIKELIEST + 10, note=NOTE),
        npz(log_probabilities=LOGS, likeliest=LIKELIEST, note=NOTE[:-1]),
        npz(log_probabilities=LOGS, likeliest=LIKELIEST, note=np.zeros(9_000, np.uint8)),
        npz(
            log_probabilities=LOGS,
            likeliest=LIKELIEST,
            note=np.frombuffer(b'{"temperature": -1, "data_sha256": ""}', np.uint8),
        ),
        npz(log_probabilities=np.array([{"an": "object"}]), likeliest=LIKELIEST, note=NOTE),
        claiming((10**12, 10)),
        claiming("(" * 50),
    ],
)
def test_answers_that_are_none_are_refused(files, zipped, answers):
    files["basic.outcome.npz"] = answers
    with pytest.raises(ArchiveError, match="holds no answers to the 10,000 test pictures"):
        read_archive(zipped(files))


def test_a_damaged_archive_is_read_or_refused_but_never_breaks_the_reader(packed):
    chance = random.Random(1)  # noqa: S311 - no secret
    for _ in range(150):
        data = bytearray(packed)
        for _ in range(chance.randint(1, 30)):
            data[chance.choice([chance.randrange(len(data)), -chance.randint(1, 900)])] ^= (
                chance.randint(1, 255)
            )
        try:
            read_archive(bytes(data[: chance.choice([len(data), chance.randrange(len(data))])]))
        except ArchiveError as refused:
            assert str(refused)


def test_whole_numbers_written_as_fractions_come_back_whole(files, zipped, folder):
    changed("settings.json", "epochs", 2.0)(files)
    changed("settings.json", "seed", 5.0)(files)
    result(parameters=6810.0, test_pictures=10_000.0)(files)
    kept = read_archive(zipped(files))
    assert [type(v) for v in (kept.settings.epochs, kept.settings.seed)] == [int, int]
    assert type(kept.facts.results["basic"].parameters) is int


VALUE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
ANYTHING = VALUE | st.lists(VALUE, max_size=2) | st.sampled_from([10**400, 0, 1, 2.0, 1e308])


@settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_values_of_any_kind_are_taken_or_refused_in_one_sentence(packed, zipped, lab, data):
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        files = {name: archive.read(name) for name in ("settings.json", "run.json", "history.csv")}
    name = data.draw(st.sampled_from(["settings.json", "run.json"]))
    read = json.loads(files[name])
    part = data.draw(st.sampled_from([read, *read.get("results", [])]))
    part[data.draw(st.sampled_from(sorted(part)))] = data.draw(ANYTHING)
    files[name] = json.dumps(read).encode()
    try:
        kept = read_archive(zipped(files))
    except ArchiveError as refused:
        assert "\n" not in str(refused)
        return
    lab._quota = Quota(1)
    again = lab.look(lab.adopt(kept.settings, kept.events()))
    assert read_archive(pack(again, lab.folder(again.run), "")).points == kept.points
