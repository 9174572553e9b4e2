"""Icons of free sets as a folder to learn from, in the form of labelled photos.

`python -m fmnist_app.zoo.icons iconify-json-2.2.400.tgz FOLDER`. The npm package `@iconify/json`
has some 200 sets; `icon_labels.json` says which of their icons show clothing, and of which kind, as
someone saw who looked at each. The sets that the app is judged on, and those drawn after them or
which they were drawn after, are not among them.
"""

from __future__ import annotations

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
from fmnist_app.zoo.picture_folder import LabelledPicture, command, member_bytes, write_pictures
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
    return command(__doc__, write_folder, arguments)


def write_folder(package: Path, folder: Path) -> int:
    """Write the pictures and their manifest, and return how many there are.

    Clothing is drawn as it is and once more with broader lines, anything else once. Raises
    `IconsError`.
    """
    return write_pictures(folder, _pictures(package))


def _pictures(package: Path) -> Iterator[LabelledPicture]:
    square = np.ones((BROADER, BROADER), np.uint8)
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    sets = read_sets(package, {name for of_sets in labels.values() for name in of_sets})
    for icon in chosen(sets, labels, np.random.default_rng(SEED)):
        copies = [drawn(icon.svg)]
        if icon.labels != str(NO_CLOTHING):
            copies.append(np.asarray(cv2.erode(copies[0], square)))
        for number, copy in enumerate(copies):
            path = Path(icon.of) / f"{icon.name}-{number}.png"
            yield LabelledPicture(path, copy, icon.labels, icon.design)


def read_sets(package: Path, wanted: set[str]) -> dict[str, dict[str, Any]]:
    """The sets of these names, each as its JSON says. Raises `IconsError`."""
    try:
        with tarfile.open(package) as archive:
            members = {Path(member.name): member for member in archive.getmembers()}
            files = {
                path.stem: member for path, member in members.items() if path.suffix == ".json"
            }
            if missing := sorted(wanted - files.keys()):
                raise IconsError(f"{package} has no set {missing[0]}, of which labels are known.")
            return {name: json.loads(member_bytes(archive, files[name])) for name in sorted(wanted)}
    except (OSError, ValueError, tarfile.TarError) as problem:
        raise IconsError(
            f"{package} cannot be read; expected the npm package @iconify/json, a .tgz."
        ) from problem


def chosen(
    sets: dict[str, dict[str, Any]],
    labels_of: dict[str, dict[str, list[str]]],
    rng: np.random.Generator,
) -> Iterator[Icon]:
    """The icons that `labels_of` names by their labels and set, and of each set some of others.

    Raises `IconsError`.
    """
    labelled = {
        (name, icon): labels
        for labels, of_sets in labels_of.items()
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


if __name__ == "__main__":
    sys.exit(main())
