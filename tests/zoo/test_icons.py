"""Icons of free sets, made into a folder to learn from."""

import io
import json
import tarfile

import cv2
import numpy as np
import pytest

from fmnist_app.zoo import icons
from fmnist_app.zoo.icons import LABELS, Icon, drawn, write_folder
from fmnist_app.zoo.photos import joined, read_photos

WIDE = '<path fill="currentColor" d="M4 8h24v8H4z"/>'
LABELLED = json.loads(LABELS.read_text(encoding="utf-8"))
# The sets that pictures which judge are of, and their kin.
JUDGING = (
    *("fluent-emoji", "fluent-emoji-flat", "fluent-emoji-high-contrast", "hugeicons", "icon-park"),
    *("icon-park-outline", "icon-park-solid", "icon-park-twotone", "lucide", "lucide-lab"),
    *("feather", "mdi", "mdi-light", "ic", "material-symbols", "ph", "tabler"),
)


def package(path, others=("cat", "cat-outline", "sock"), without=None):
    """A package in which every labelled icon, and a few others of each set, are the same bar."""
    sets: dict[str, list[str]] = {}
    for of_sets in LABELLED.values():
        for name, named in of_sets.items():
            sets.setdefault(name, []).extend(named)
    with tarfile.open(path, "w:gz") as archive:
        for name, named in sets.items():
            found = {icon: {"body": WIDE} for icon in [*named, *others] if icon != without}
            text = json.dumps({"icons": found, "width": 32, "height": 24}).encode()
            member = tarfile.TarInfo(f"package/json/{name}.json")
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text))
    return path


def test_a_folder_has_clothing_twice_and_other_things_once(tmp_path):
    count = write_folder(package(tmp_path / "all.tgz"), tmp_path / "out")
    labelled = sum(len(named) for of_sets in LABELLED.values() for named in of_sets.values())
    sets = {name for of_sets in LABELLED.values() for name in of_sets}
    assert count == 2 * labelled + 2 * len(sets)
    read = read_photos(tmp_path / "out", "drawing")
    assert {picture.kind for picture in read.photos} == {"drawing"}
    assert read.is_clothing.sum() == 2 * labelled
    assert not (tmp_path / "out" / "bi" / "sock-0.png").exists()
    both = joined([read, read])
    assert len(both.photos) == len(both.classes) == len(both.senders) == 2 * count


def test_no_set_gives_more_than_its_share_of_other_things(tmp_path, monkeypatch):
    monkeypatch.setattr(icons, "OTHERS", 3)
    write_folder(package(tmp_path / "all.tgz", [f"cat-{k}x" for k in range(8)]), tmp_path / "out")
    assert len(list((tmp_path / "out" / "wpf").glob("cat-*.png"))) == 3


def test_the_sets_that_judge_are_not_learnt_from():
    named = {name for of_sets in LABELLED.values() for name in of_sets}
    assert len(named) > 50
    assert not named & set(JUDGING)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("solar", "bag-4-bold"), ("solar", "bag-4-line-duotone"), True),
        (("emojione", "dress"), ("emojione-monotone", "dress"), True),
        (("jam", "backpack"), ("jam", "backpack-f"), True),
        (("noto", "dress"), ("twemoji", "dress"), False),
        (("bi", "backpack2"), ("bi", "backpack3"), False),
    ],
)
def test_the_styles_of_a_design_belong_together(one, other, same):
    designs = [Icon(*icon, svg="", labels="8").design for icon in (one, other)]
    assert (designs[0] == designs[1]) == same


def test_an_icon_is_black_on_white_in_its_frame_and_broader_the_second_time(tmp_path):
    write_folder(package(tmp_path / "all.tgz"), tmp_path / "out")
    thin, broad = (
        cv2.imread(str(tmp_path / "out" / "bi" / f"handbag-{number}.png"), cv2.IMREAD_GRAYSCALE)
        for number in (0, 1)
    )
    rows, columns = np.nonzero(thin < 128)
    assert np.ptp(columns) / np.ptp(rows) == pytest.approx(3, abs=0.1)  # 24 by 8 of 32 by 24
    assert thin[0, 0] == broad[0, 0] == 255
    assert (broad < 128).sum() > (thin < 128).sum()
    assert (broad <= thin).all()


def test_colours_become_grey():
    bar = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
    red = drawn(bar.format('<path fill="red" d="M0 0h9v9H0z"/>'))
    assert 50 < red[red.shape[0] // 2, red.shape[1] // 2] < 100


@pytest.mark.parametrize(
    ("without", "told"),
    [("handbag", "has no icon handbag"), (None, "expected the npm package @iconify/json")],
)
def test_another_file_is_refused_in_a_sentence(without, told, tmp_path, capsys):
    path = tmp_path / "file.tgz"
    package(path, without=without) if without else path.write_bytes(b"no archive")
    assert icons.main([str(path), str(tmp_path / "out")]) == 1
    assert told in capsys.readouterr().err


def test_a_package_without_a_labelled_set_is_refused_in_a_sentence(tmp_path, capsys):
    with tarfile.open(tmp_path / "empty.tgz", "w:gz"):
        pass
    assert icons.main([str(tmp_path / "empty.tgz"), str(tmp_path / "out")]) == 1
    assert "has no set akar-icons" in capsys.readouterr().err
