"""A wardrobe as one zip and back, bit for bit; and files that are none."""

import io
import json
import zipfile
from dataclasses import asdict
from datetime import date

import pytest

from fmnist_app.wardrobe import transfer
from fmnist_app.wardrobe.store import Wardrobe, WardrobeError
from fmnist_app.wardrobe.transfer import as_zip, bring_back
from tests.wardrobe.conftest import jpeg, piece


@pytest.fixture
def full(wardrobe):
    wardrobe.add(
        [
            (piece("Coat", notes="grün", worn=(date(2026, 3, 4), date(2026, 3, 1))), jpeg(5)),
            (piece("Dress", tags=("party", "new"), colours=("red", "white")), jpeg(200)),
        ]
    )
    return wardrobe


def told(items):
    return [{**asdict(one), "pixels": one.pixels.tobytes()} for one in items]


def changed(data, **files):
    """The zip with some files replaced, or removed where there is None."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if (given := files.get(name.split("/")[0], old.read(name))) is not None:
                new.writestr(name, given)
    return out.getvalue()


def test_everything_comes_back_as_it_was(full, tmp_path):
    other = Wardrobe(tmp_path / "other.sqlite")
    assert bring_back(other, as_zip(full)) == 2
    assert told(other.items()) == told(full.items())
    for one in full.items():
        assert other.photo(one.id) == full.photo(one.id)
    assert as_zip(other) == as_zip(full)


def test_what_is_there_already_stays_as_it_is(full):
    assert bring_back(full, as_zip(full)) == 0
    assert len(full.items()) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: b"this is text",
        lambda data: data[: len(data) // 2],
        lambda data: changed(data, **{"wardrobe.json": b"[]"}),
        lambda data: changed(data, **{"wardrobe.json": b'{"form": 1, "pieces": [{}]}'}),
        lambda data: changed(data, photos=None),
        lambda data: changed(data, photos=b"<script>"),
        lambda data: changed(data, photos=jpeg(side=4_000)),
    ],
    ids=["empty", "text", "half", "a list", "no fields", "no photos", "no picture", "large"],
)
def test_a_file_that_is_none_is_refused_in_a_sentence_and_nothing_comes_in(full, tmp_path, spoil):
    other = Wardrobe(tmp_path / "other.sqlite")
    with pytest.raises(WardrobeError, match="no wardrobe from here"):
        bring_back(other, spoil(as_zip(full)))
    assert other.items() == []


def test_an_id_that_is_a_path_is_refused(full, tmp_path):
    read = json.loads(zipfile.ZipFile(io.BytesIO(as_zip(full))).read("wardrobe.json"))
    read["pieces"][0]["id"] = "../../../etc"
    spoilt = changed(as_zip(full), **{"wardrobe.json": json.dumps(read)})
    with pytest.raises(WardrobeError, match="no wardrobe from here"):
        bring_back(Wardrobe(tmp_path / "other.sqlite"), spoilt)


def test_a_bomb_is_refused_before_it_is_unpacked(full, monkeypatch):
    monkeypatch.setattr(transfer, "MOST_MEGABYTES", 0.001)
    with pytest.raises(WardrobeError, match="would unpack to"):
        bring_back(full, as_zip(full))
