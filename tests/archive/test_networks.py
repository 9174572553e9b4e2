"""A run brings its networks back as plain arrays; a model file is never opened."""

import io
import itertools
import json
import shutil
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fmnist_app.archive.layout import LONGEST, MOST_PACKED, ArchiveError
from fmnist_app.archive.read import read_archive
from fmnist_app.archive.write import ROOM_FOR_TEXTS, pack
from fmnist_app.lab.commands import Export, Train
from fmnist_app.lab.service import RefusedError
from fmnist_app.models import MODELS, ArchitectureError, Choices, architecture, weights_of
from fmnist_app.training.saved import read_saved, write_saved

EARLIER = Path(__file__).with_name("data") / "earlier.zip"


def adopt(lab, packed):
    kept = read_archive(packed)
    return lab.adopt(kept.settings, kept.events(), kept.leave_files)


def names(packed):
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return set(archive.namelist())


def writeable(saved):
    """The same numbers in arrays that can be changed."""
    memory = {slot: tuple(array.copy() for array in own) for slot, own in saved.memory.items()}
    return replace(saved, weights=tuple(array.copy() for array in saved.weights), memory=memory)


@pytest.fixture
def tampered(files, zipped, now, tmp_path):
    """The archive with Basic's network changed by a function of what it goes on from."""
    layers = architecture("basic", now.settings.choices)

    def tampered(change):
        saved = writeable(read_saved(files["basic.safetensors"], layers))
        write_saved(change(saved), layers, tmp_path / "x")
        return zipped({**files, "basic.safetensors": (tmp_path / "x").read_bytes()})

    return tampered


def test_the_networks_come_back_to_the_last_bit_with_the_optimisers_memory(packed, folder, lab):
    back = lab.folder(adopt(lab, packed))
    for name in ("basic.safetensors", "standard.safetensors"):
        assert (back / name).read_bytes() == (folder / name).read_bytes()
    saved = read_archive(packed).networks["basic"]
    assert saved.start.step == 2 * 32
    assert all(array.any() for slot in ("momentum", "velocity") for array in saved.memory[slot])


def test_no_model_file_of_a_stranger_reaches_the_disk_or_the_worker(files, zipped, lab, workers):
    evil = {name: b"evil" for name in files if name.endswith((".keras", ".tflite"))}
    run = adopt(lab, zipped({**files, **evil}))
    assert {path.suffix for path in lab.folder(run).iterdir()} == {".jsonl", ".npz", ".safetensors"}
    (export,) = workers.last.commands
    assert export == Export(
        run, lab.look(run).settings, ("basic.safetensors", "standard.safetensors")
    )


def test_a_run_that_came_back_goes_on_from_its_networks(packed, lab, workers):
    run = adopt(lab, packed)
    workers.last.end(run=run)
    assert lab.can_go_on(run)
    lab.more(run, 1)
    (train,) = workers.last.did(Train)
    assert train.files == ("basic.safetensors", "standard.safetensors")
    assert train.settings.epochs == 3


def test_a_file_of_an_earlier_version_comes_back_without_its_networks_and_says_why(lab, workers):
    run = adopt(lab, EARLIER.read_bytes())
    now = lab.look(run)
    assert "in a form that could hold code" in now.message
    assert "cannot go on" in now.message
    assert len(now.history("epoch")) == 1
    assert {path.name for path in lab.folder(run).iterdir()} == {
        "events.jsonl",
        "basic.outcome.npz",
    }
    assert not workers
    assert not lab.can_go_on(run)
    with pytest.raises(RefusedError, match="left no networks"):
        lab.more(run, 1)


def test_a_file_without_any_networks_says_so(files, zipped, lab):
    bare = {name: data for name, data in files.items() if name.endswith(("json", "csv"))}
    assert "holds no networks" in lab.look(adopt(lab, zipped(bare))).message


def test_a_file_that_lacks_one_network_brings_the_other_and_says_which(files, zipped, lab):
    del files["standard.safetensors"]
    run = adopt(lab, zipped(files))
    assert "lacks Standard, so the run cannot go on" in lab.look(run).message
    assert not lab.can_go_on(run)
    assert lab.is_exporting(run)


def poisoned(place, value):
    def change(saved):
        saved.weights[place].flat[0] = value
        return saved

    return change


def negative_square(saved):
    saved.memory["velocity"][0].flat[0] = -1
    return saved


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (poisoned(0, np.nan), "layers.0.kernel holds what is no number"),
        (poisoned(3, np.inf), "layers.3.bias holds what is no number"),
        (negative_square, "holds a number below 0"),
        (lambda saved: replace(saved, start=replace(saved.start, step=65)), "longer than the run"),
    ],
)
def test_numbers_that_cannot_be_are_refused(tampered, change, said):
    with pytest.raises(ArchiveError, match=said):
        read_archive(tampered(change))


def test_the_optimisers_memory_may_be_missing(tampered):
    kept = read_archive(tampered(lambda saved: replace(saved, memory={})))
    assert kept.networks["basic"].memory == {}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no file of a network"),
        (b"\x80\x04\x95evil", "no file of a network"),
        (b"PK\x03\x04" + bytes(500), "no file of a network"),
        (struct.pack("<Q", 2) + b"{}", "no file of a network"),
        (struct.pack("<Q", 2**40), "no file of a network"),
        (bytes(3_000_000), "no file of a network"),
    ],
)
def test_a_network_in_another_form_is_refused_in_one_sentence(files, zipped, content, said):
    files["basic.safetensors"] = content
    with pytest.raises(ArchiveError, match=said) as refused:
        read_archive(zipped(files))
    assert len(str(refused.value)) <= LONGEST


def test_the_network_of_another_run_is_refused(files, zipped):
    files["basic.safetensors"] = files["standard.safetensors"]
    with pytest.raises(ArchiveError, match=r"basic\.safetensors is broken: It has no array"):
        read_archive(zipped(files))
    settings = json.loads(files["settings.json"]) | {"filters": 8}
    changed = {name: data for name, data in files.items() if name != "run.json"}
    changed["settings.json"] = json.dumps(settings).encode()
    results = json.loads(files["run.json"]) | {"state": "stopped", "results": []}
    with pytest.raises(ArchiveError, match="It has no array"):
        read_archive(zipped({**changed, "run.json": json.dumps(results).encode()}))


def test_a_network_that_would_be_refused_is_not_even_packed(now, folder, tmp_path):
    for path in folder.iterdir():
        shutil.copy(path, tmp_path)
    layers = architecture("basic", now.settings.choices)
    path = tmp_path / "basic.safetensors"
    saved = writeable(read_saved(path.read_bytes(), layers))
    write_saved(poisoned(0, np.nan)(saved), layers, path)
    assert "basic.safetensors" not in names(pack(now, tmp_path, ""))
    blown_up = {**now.results, "standard": replace(now.results["standard"], ending="diverged")}
    packed = pack(replace(now, results=blown_up, state="diverged"), tmp_path, "")
    assert not {"basic.safetensors", "standard.safetensors"} & names(packed)
    assert read_archive(packed).networks == {}


def test_an_archive_never_grows_larger_than_is_taken_back(now, folder, packed, monkeypatch):
    numbers = sum((folder / f"{name}.safetensors").stat().st_size for name in now.settings.models)
    most = ROOM_FOR_TEXTS[0] + 400_000 + numbers
    monkeypatch.setattr("fmnist_app.archive.write.MOST_PACKED", most)
    small = pack(now, folder, "")
    assert len(small) < most
    left_out = names(packed) - names(small)
    assert left_out
    assert {Path(name).suffix for name in left_out} <= {".keras", ".tflite"}
    with zipfile.ZipFile(io.BytesIO(small)) as archive:
        text = archive.read("card.html").decode()
    assert not any(name in text for name in left_out)


def test_the_largest_network_that_the_settings_allow_finds_room_in_an_archive():
    """With Adam's two numbers for each weight, and the weights of its best epoch."""
    for name, pooling in itertools.product(MODELS, (2, 4)):
        try:
            layers = architecture(name, Choices(filters=64, kernel=7, pooling=pooling))
        except ArchitectureError:  # no pixels are left
            continue
        weights = weights_of(layers)
        numbers = sum(np.prod(one.shape) * (2 + 2 * one.trained) for one in weights)
        assert ROOM_FOR_TEXTS[0] + 4 * numbers < MOST_PACKED
