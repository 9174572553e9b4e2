"""The app's cut-outs are compared with masks drawn by hand."""

import json

import numpy as np
import pytest
from PIL import Image

from fmnist_app.__main__ import main
from fmnist_app.zoo.masks import FILE, MasksError, filled, overlap, overlaps

HALF = [(0.25, 0.2), (0.75, 0.2), (0.75, 0.8), (0.25, 0.8)]


@pytest.fixture
def folder(tmp_path):
    """One photo of a dark square on a light ground, and its outline."""
    rng = np.random.default_rng(0)
    photo = np.full((200, 160, 3), 205.0)
    photo[40:160, 40:120] = 60.0
    noisy = np.clip(photo + rng.normal(0, 4, photo.shape), 0, 255)
    Image.fromarray(noisy.astype(np.uint8)).save(tmp_path / "square.png")
    (tmp_path / "drawn.json").write_text(json.dumps({"square.png": [HALF], "none.png": [HALF]}))
    return tmp_path


def test_an_outline_is_filled_at_the_size_of_the_photo():
    mask = filled([HALF], (100, 200))
    assert mask.shape == (100, 200)
    assert mask.mean() == pytest.approx(0.3, abs=0.02)


def test_the_overlap_is_that_of_the_areas():
    one, other = np.zeros((10, 10), bool), np.zeros((10, 10), bool)
    one[:, :6], other[:, 4:] = True, True
    assert overlap(one, other) == pytest.approx(0.2)
    assert overlap(one, one) == 1.0
    assert overlap(np.zeros_like(one), np.zeros_like(one)) == 0.0


def test_a_clear_garment_is_cut_out_as_drawn_and_missing_photos_are_left_out(folder):
    found = overlaps(folder, folder / "drawn.json")
    assert list(found.by_photo) == ["square.png"]
    assert found.mean > 0.9
    assert found.failed == 0.0


def test_a_folder_without_any_of_the_photos_is_refused(tmp_path, capsys):
    with pytest.raises(MasksError, match="none of the photos"):
        overlaps(tmp_path)
    assert main(["masks", str(tmp_path)]) == 1
    assert "none of the photos" in capsys.readouterr().err


def test_at_least_sixty_masks_were_drawn_each_within_its_photo():
    drawn = json.loads(FILE.read_text(encoding="utf-8"))
    assert len(drawn) >= 60
    for outlines in drawn.values():
        mask = filled(outlines, (100, 100))
        assert 0.03 < mask.mean() < 0.97
        assert all(0 <= share <= 1 for outline in outlines for point in outline for share in point)
