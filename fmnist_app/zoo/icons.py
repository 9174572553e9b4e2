"""Icons of free sets as a folder to learn from, in the form of labelled photos.

`python -m fmnist_app.zoo.icons iconify-json-2.2.400.tgz FOLDER`. The npm package `@iconify/json`
has some 200 sets; `icon_labels.json` says which of their icons show clothing, and of which kind, as
someone saw who looked at each. The sets that the app is judged on, and those drawn after them or
which they were drawn after, are not among them.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import resvg_py

from fmnist_app.core.errors import LabError
from fmnist_app.zoo.pool import NO_CLOTHING

LABELS = Path(__file__).with_name("icon_labels.json")
SIDE, PAPER = 252, 16  # pixels, as large as the drawings of people
BROADER = 7  # pixels by which the lines of the second copy of an icon are broader
OTHERS = 60  # icons of other things, of each set
SEED = 7
# Clothing that has no label, a part of it, or someone who wears it: neither one of the kinds nor
# clearly none.
UNCLEAR = re.compile(
    r"""shirt|\btee\b|blouse|pants|trouser|jeans|leggings|sweater|hoodie|jumper|cardigan|dress|gown
    |kimono|\bsari\b|coat|jacket|blazer|\bvest|robe|skirt|shorts|underwear|bikini|swim|sock|suit
    |sandal|slipper|sneaker|shoe|boot|heel|clog|skate|foot|purse|wallet|\bbags?\b|backpack|case
    |clutch|basket|bucket|luggage|cloth|apparel|outfit|fashion|wear|armor|costume|uniform|person
    |shopping|toolbox|first-aid|portfolio|\bwork\b|\bjob|hanger|people|human|man\b|men\b|woman|women|girl|boy|child|baby|user|body|figure|ninja|knight""",
    re.VERBOSE,
)
# A design comes in several styles, which are as alike as the photos of one sender.
STYLE = re.compile(
    r"-(outline|solid|fill|filled|line|linear|regular|bold|duotone|broken|light|thin|sharp|remix"
    r"|flat|print|duo|f|\d+|\d+px)$"
)
STYLED_SET = re.compile(r"-(monotone|color|pencil)$")


class IconsError(LabError):
    """A file that is not the package of icon sets."""


@dataclass(frozen=True)
class Icon:
    """An icon of the set `of`, its picture as SVG, and the labels that may be right."""

    of: str
    name: str
    svg: str
    labels: str

    @property
    def design(self) -> str:
        """What it shares with the same icon in another style."""
        name = self.name
        while (bare := STYLE.sub("", name)) != name:
            name = bare
        return f"{STYLED_SET.sub('', self.of)} {name}"


def main(arguments: list[str] | None = None) -> int:
    """Write the folder; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args(arguments)
    try:
        print(f"{write_folder(asked.package, asked.folder):,} pictures")
    except IconsError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def write_folder(package: Path, folder: Path) -> int:
    """Write the pictures and their manifest, and return how many there are.

    Clothing is drawn as it is and once more with broader lines, anything else once. Raises
    `IconsError`.
    """
    rows = []
    for icon in chosen(read_sets(package), np.random.default_rng(SEED)):
        picture = drawn(icon.svg)
        square = np.ones((BROADER, BROADER), np.uint8)
        copies = (
            [picture] if icon.labels == str(NO_CLOTHING) else [picture, cv2.erode(picture, square)]
        )
        for number, copy in enumerate(copies):
            path = Path(icon.of) / f"{icon.name}-{number}.png"
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            cv2.imwrite(str(folder / path), copy)
            rows.append((path.as_posix(), icon.labels, icon.design))
    with (folder / "manifest.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("path", "labels", "sender"), *rows])
    return len(rows)


def read_sets(package: Path) -> dict[str, dict[str, Any]]:
    """The sets that have clothing, each as its JSON says. Raises `IconsError`."""
    wanted = {name for sets in _labels().values() for name in sets}
    try:
        with tarfile.open(package) as archive:
            members = {Path(member.name): member for member in archive.getmembers()}
            files = {
                path.stem: member for path, member in members.items() if path.suffix == ".json"
            }
            if missing := sorted(wanted - files.keys()):
                raise IconsError(f"{package} has no set {missing[0]}, of which labels are known.")
            return {name: _read(archive, files[name]) for name in sorted(wanted)}
    except (OSError, ValueError, tarfile.TarError) as problem:
        raise IconsError(
            f"{package} cannot be read; expected the npm package @iconify/json, a .tgz."
        ) from problem


def _read(archive: tarfile.TarFile, member: tarfile.TarInfo) -> dict[str, Any]:
    file = archive.extractfile(member)
    return dict(json.loads(file.read() if file else b""))


def chosen(sets: dict[str, dict[str, Any]], rng: np.random.Generator) -> Iterator[Icon]:
    """The labelled icons, and of each set some of other things. Raises `IconsError`."""
    labelled = {
        (name, icon): labels
        for labels, of_sets in _labels().items()
        for name, icons in of_sets.items()
        for icon in icons
    }
    for (name, icon), labels in labelled.items():
        if icon not in sets[name]["icons"]:
            raise IconsError(f"The set {name} has no icon {icon}, of which a label is known.")
        yield Icon(name, icon, _svg(sets[name], icon), labels)
    for name, icons in sets.items():
        others = sorted(other for other in icons["icons"] if not UNCLEAR.search(other))
        for other in [others[index] for index in rng.permutation(len(others))[:OTHERS]]:
            if (name, other) not in labelled:
                yield Icon(name, other, _svg(icons, other), str(NO_CLOTHING))


def drawn(svg: str) -> np.ndarray:
    """An icon on white paper (h, w), grey uint8, its lines black unless it has colours."""
    png = resvg_py.svg_to_bytes(
        svg_string=svg, background="white", width=SIDE, height=SIDE, skip_system_fonts=True
    )
    grey = cv2.imdecode(np.frombuffer(bytes(png), np.uint8), cv2.IMREAD_GRAYSCALE)
    return np.pad(np.asarray(grey), PAPER, constant_values=255)


def _svg(icons: dict[str, Any], name: str) -> str:
    """The picture of an icon: what it does not say of its frame, its set does."""
    icon = icons["icons"][name]
    left, top, width, height = (
        icon.get(key, icons.get(key, usual))
        for key, usual in (("left", 0), ("top", 0), ("width", 16), ("height", 16))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'color="black" width="{SIDE}" height="{SIDE}" viewBox="{left} {top} {width} {height}">'
        f"{icon['body']}</svg>"
    )


def _labels() -> dict[str, dict[str, list[str]]]:
    """By labels that may be right, the icons of each set."""
    return dict(json.loads(LABELS.read_text(encoding="utf-8")))


if __name__ == "__main__":
    sys.exit(main())
