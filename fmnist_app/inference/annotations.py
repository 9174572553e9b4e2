"""Labelled pictures as files: CSV, JSON lines, Label Studio, folders in a zip."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from fmnist_app.inference.given import given_label
from fmnist_app.inference.label import Label, as_cells

# Label Studio's names of what is labelled and of the labels, in its template for classification.
IMAGE, CHOICE = "image", "choice"
COLUMNS = (
    "file_name",
    "label",
    "probability",
    "clothing_score",
    "needs_a_look",
    "reason",
    "network",
    "given_label",
    "corrected_label",
    "looked_at",
    "final_label",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
LONGEST = 80  # characters of a folder's or a file's name in the zip


@dataclass(frozen=True)
class Annotation:
    """A picture by its file's name, the network's label, and a person's, if one said any.

    `when` is the time at which the person said so, ISO 8601 in UTC; `network` the name of the one
    that labelled it, empty where that is not known.
    """

    name: str
    label: Label
    said: str = ""
    when: str = ""
    network: str = ""

    @property
    def given(self) -> str:
        """The label that it came with, by its folder; empty if it came with none."""
        return given_label(self.name) or ""

    @property
    def holds(self) -> str:
        """The label that holds: the person's, or that it came with, or else the network's."""
        return self.said or self.given or self.label.verdict


def as_csv(rows: Iterable[Annotation]) -> bytes:
    """A table in UTF-8, one row a picture."""
    return csv_file(COLUMNS, map(_cells, rows))


def _cells(one: Annotation) -> list[str]:
    said, holds = harmless(one.said), harmless(one.holds)
    by_network = [*as_cells(one.label), one.network]
    return [harmless(one.name), *by_network, one.given, said, one.when, holds]


def csv_file(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file in UTF-8; what visitors named is to be made `harmless` before."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def harmless(name: str) -> str:
    """A file name that no spreadsheet takes for a formula: one that starts like it gets a quote."""
    return f"'{name}" if name.lstrip(" ").startswith(FORMULA_STARTS) else name


def as_json_lines(rows: Iterable[Annotation]) -> bytes:
    """A JSON object a line, in UTF-8."""
    return "".join(json.dumps(_row(one), ensure_ascii=False) + "\n" for one in rows).encode(
        "utf-8", "replace"
    )


def _row(one: Annotation) -> dict[str, Any]:
    label = one.label
    return {
        "file_name": one.name,
        "given_label": one.given or None,
        "label": label.name,
        "probability": round(label.probability, 4),
        "clothing_score": label.clothing_score and round(label.clothing_score, 3),
        "needs_a_look": label.needs_a_look,
        "reason": str(label.doubt or ""),
        "corrected_label": one.said or None,
        "looked_at": one.when or None,
        "final_label": one.holds,
        "network": one.network or None,
    }


def as_label_studio(rows: Iterable[Annotation]) -> bytes:
    """Tasks in Label Studio's basic JSON format, the network's labels as pre-annotations.

    What a person said is an annotation. Pictures go by their files' names.
    Source: https://labelstud.io/guide/predictions.
    """
    tasks = [_task(one) for one in rows]
    return (json.dumps(tasks, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def _task(one: Annotation) -> dict[str, Any]:
    score = round(one.label.probability, 4)
    predicted: dict[str, Any] = {"score": score, "result": [_choice(one.label.verdict)]}
    if one.network:
        predicted["model_version"] = one.network
    task: dict[str, Any] = {"data": {IMAGE: one.name}, "predictions": [predicted]}
    if one.said:
        task["annotations"] = [{"result": [_choice(one.said)]}]
    return task


def _choice(label: str) -> dict[str, Any]:
    return {
        "from_name": CHOICE,
        "to_name": IMAGE,
        "type": "choices",
        "value": {"choices": [label]},
    }


def as_zip(rows: Iterable[tuple[Annotation, bytes]]) -> bytes:
    """The pictures' own files in a folder for each label; names are made safe and unlike."""
    file = io.BytesIO()
    # Pictures are compressed already.
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for path, data in _places(rows):
            archive.writestr(path, data)
    return file.getvalue()


def _places(rows: Iterable[tuple[Annotation, bytes]]) -> Iterator[tuple[str, bytes]]:
    place = in_folders()
    for one, data in rows:
        # Where its folder was its label, the one that holds takes that place.
        name = PurePosixPath(one.name.replace("\\", "/")).name if one.given else one.name
        yield place(one.holds, name), data


def in_folders() -> Callable[[str, str], str]:
    """A function that gives each label and name a path of its own, in a folder of the label's."""
    taken: set[str] = set()
    numbers = itertools.count(1)

    def place(label: str, name: str) -> str:
        number, folder, name = next(numbers), safe_name(label), safe_name(name)
        path = f"{folder}/{name}"
        if path.lower() in taken:
            path = f"{folder}/{number}-{name}"
        taken.add(path.lower())
        return path

    return place


def safe_name(name: str) -> str:
    """A name that is one on every system: no path, no sign with a meaning of its own."""
    kept = re.sub(r"[^\w. -]", "_", name).strip(" .")
    return kept[-LONGEST:].strip(" .") or "unnamed"
