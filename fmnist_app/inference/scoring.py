"""Scoring a network on a folder of labelled pictures, domain by domain."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from fmnist_app.core.errors import LabError
from fmnist_app.evaluation.calibration import calibration_error
from fmnist_app.images import PictureError
from fmnist_app.inference.batch import read_all, read_one
from fmnist_app.inference.classifier import Answer, Answering

NO_CLOTHING = -1
# What a domain's figures are called in a table; all but n in percent.
COLUMNS = {
    "top1": "top-1",
    "top2": "top-2",
    "macro": "macro",
    "calibration_error": "calib. err.",
    "unlooked": "90 % right",
    "refused": "refused",
}


class ManifestError(LabError):
    """A manifest.csv that is missing, cannot be read, or has a line that says nothing usable."""


@dataclass(frozen=True)
class Row:
    """One line of a manifest: the picture's path, its label (-1 for no clothing), its domain.

    `quality` says whether the label is "exact" or "debatable", `sender` whose picture it is, where
    the manifest says so.
    """

    path: Path
    label: int
    domain: str
    quality: str = ""
    sender: str = ""


def read_manifest(folder: Path) -> list[Row]:
    """The lines of `folder`/manifest.csv (path,label,domain); raises ManifestError.

    Paths that lead out of the folder are refused.
    """
    listed = folder / "manifest.csv"
    if not listed.is_file():
        raise ManifestError(
            f"There is no manifest.csv in {folder}; expected columns path,label,domain."
        )
    try:
        # Spreadsheets put a byte order mark before the first column's name.
        with listed.open(newline="", encoding="utf-8-sig") as lines:
            return [
                _row(folder, number, line)
                for number, line in enumerate(csv.DictReader(lines), start=2)
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise ManifestError(
            f"The manifest.csv in {folder} cannot be read as a UTF-8 table: {problem}."
        ) from problem


def _row(folder: Path, number: int, line: dict[str, str]) -> Row:
    """One line of the manifest, checked."""
    try:
        path, label, domain = line["path"], int(line["label"]), line["domain"]
        whole = (folder / path).resolve()
    except (KeyError, TypeError, ValueError):
        raise ManifestError(
            f"Line {number} of manifest.csv is incomplete; expected path,label,domain."
        ) from None
    if not whole.is_relative_to(folder.resolve()) or not -1 <= label <= 9:
        raise ManifestError(f"Line {number} of manifest.csv leads outside or has no such label.")
    return Row(whole, label, domain, line.get("label_quality") or "", line.get("sender") or "")


def score(rows: Iterable[Row], asked: Callable[[Row], Answering]) -> dict[str, Any]:
    """The result for a network, or for those that `asked` gives for each row.

    Per domain the `figures` in percent, the share refused as no clothing, and n and top1 by quality
    of label; for all the AUROC and the share of other things that passes for clothing. A picture
    that cannot be read counts as wrong and as no clothing.
    """
    rows = list(rows)
    answers = [
        None if isinstance(sight, PictureError) else asked(row).answer(sight)
        for row, sight in zip(rows, read_all([row.path for row in rows], read_one), strict=True)
    ]
    domains = sorted({row.domain for row in rows if row.label != NO_CLOTHING})
    clothing = np.array([row.label != NO_CLOTHING for row in rows])
    scores = np.array([a.clothing_score if a else -np.inf for a in answers])
    return {
        "model": asked(rows[0]).name,
        "domains": {name: _domain(name, rows, answers, scores) for name in domains},
        "clothing_auroc": auroc(scores, clothing),
        "others_accepted": _percent(scores[~clothing] >= 0.0),
    }


def of_classes_alone(result: dict[str, Any]) -> dict[str, Any]:
    """The result of a network that knows the ten classes only: what is clothing, another judged."""
    domains = {name: {**row, "refused": None} for name, row in result["domains"].items()}
    return {**result, "domains": domains, "clothing_auroc": None, "others_accepted": None}


def _domain(
    name: str, rows: list[Row], answers: list[Answer | None], scores: np.ndarray
) -> dict[str, Any]:
    """The figures of one domain's clothing."""
    chosen = [i for i, row in enumerate(rows) if row.domain == name and row.label >= 0]
    labels = np.array([rows[i].label for i in chosen])
    found = np.stack([_probabilities(answers[i]) for i in chosen])
    result: dict[str, Any] = figures(found, labels)
    result["refused"] = _percent(scores[chosen] < 0.0)
    qualities = np.array([rows[i].quality for i in chosen])
    for quality in sorted(set(qualities) - {""}):
        own = qualities == quality
        result[quality] = {
            key: value
            for key, value in figures(found[own], labels[own]).items()
            if key in {"n", "top1"}
        }
    return result


def _percent(true: np.ndarray) -> float | None:
    """How many of (n,) are true, in percent; None of none."""
    return round(100.0 * float(true.mean()), 2) if len(true) else None


def figures(probabilities: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    """n; top1, top2, macro accuracy, calibration error and what needs no look, in percent.

    From probabilities (n, 10) and labels (n,). A row of NaN is never right, and sure of nothing.
    """
    order = np.argsort(-probabilities, axis=1, kind="stable")
    answered = np.isfinite(probabilities).all(axis=1)
    first = (order[:, 0] == labels) & answered
    second = (order[:, 1] == labels) & answered
    macro = np.mean([first[labels == k].mean() for k in np.unique(labels)])
    return {
        "n": len(labels),
        "top1": round(100.0 * float(first.mean()), 2),
        "top2": round(100.0 * float((first | second).mean()), 2),
        "macro": round(100.0 * float(macro), 2),
        "calibration_error": round(
            100.0 * calibration_error(np.nan_to_num(probabilities), labels), 2
        ),
        "unlooked": round(100.0 * unlooked(probabilities, first), 2),
    }


def unlooked(probabilities: np.ndarray, right: np.ndarray, wanted: float = 0.9) -> float:
    """The largest share (0-1) of pictures, surest first, of which `wanted` are named right.

    From probabilities (n, 10) and whether each is right (n,).
    """
    sure = np.nan_to_num(probabilities).max(axis=1)
    shares = np.cumsum(right[np.argsort(-sure, kind="stable")]) / np.arange(1, len(right) + 1)
    enough = np.flatnonzero(shares >= wanted)
    return float(enough[-1] + 1) / len(right) if len(enough) else 0.0


def auroc(scores: np.ndarray, positive: np.ndarray) -> float | None:
    """Chance that a positive's score (n,) exceeds a negative's, ties half; None without both."""
    if positive.all() or not positive.any():
        return None
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2.0)[inverse]
    above = positive.sum()
    lead = ranks[positive].sum() - above * (above + 1) / 2.0
    return round(float(lead / (above * (~positive).sum())), 4)


def table(result: dict[str, Any]) -> str:
    """The result as a table of text."""
    heads = "".join(f"{head:>12s}" for head in ("n", *COLUMNS.values()))
    lines = [f"{result['model']:18s}{heads}"]
    for domain, row in result["domains"].items():
        cells = "".join(
            f"{'-':>12s}" if row[key] is None else f"{row[key]:12.1f}" for key in COLUMNS
        )
        lines.append(f"{domain:18s}{row['n']:12d}{cells}")
        for quality in ("exact", "debatable"):
            if quality in row:
                own = row[quality]
                lines.append(f"  {quality:16s}{own['n']:12d}{own['top1']:12.1f}")
    found = result["clothing_auroc"]
    lines.append(f"clothing AUROC     {'-' if found is None else f'{found:.3f}'}")
    if (accepted := result["others_accepted"]) is not None:
        lines.append(f"other things that pass for clothing, % {accepted:.1f}")
    return "\n".join(lines)


def _probabilities(answer: Answer | None) -> np.ndarray:
    """The answer's probabilities; for none or an empty picture a row that is never right."""
    if answer is None or answer.empty:
        return np.full(10, np.nan)
    return answer.probabilities
