"""Scoring a network on a folder of labelled pictures, domain by domain."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from fmnist_app.core.errors import LabError
from fmnist_app.images import PictureError
from fmnist_app.inference.batch import read_all, read_one
from fmnist_app.inference.classifier import Answer, Answering

NO_CLOTHING = -1


class ManifestError(LabError):
    """A manifest.csv that is missing, cannot be read, or has a line that says nothing usable."""


@dataclass(frozen=True)
class Row:
    """One line of a manifest: the picture's path, its label (-1 for no clothing), its domain."""

    path: Path
    label: int
    domain: str


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
    return Row(whole, label, domain)


def score(rows: Iterable[Row], classifier: Answering) -> dict[str, Any]:
    """The result for one network: per domain n, top1, top2, macro (percent), and the AUROC.

    A picture that cannot be read counts as wrong and as no clothing.
    """
    rows = list(rows)
    answers = [
        None if isinstance(sight, PictureError) else classifier.answer(sight)
        for sight in read_all([row.path for row in rows], read_one)
    ]
    domains = sorted({row.domain for row in rows if row.label != NO_CLOTHING})
    table = {}
    for domain in domains:
        chosen = [i for i, row in enumerate(rows) if row.domain == domain and row.label >= 0]
        labels = np.array([rows[i].label for i in chosen])
        found = np.stack([_probabilities(answers[i]) for i in chosen])
        table[domain] = figures(found, labels)
    clothing = np.array([row.label != NO_CLOTHING for row in rows])
    scores = np.array([a.clothing_score if a else -np.inf for a in answers])
    return {
        "model": classifier.name,
        "domains": table,
        "clothing_auroc": auroc(scores, clothing),
    }


def figures(probabilities: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    """n, top1, top2 and macro accuracy in percent from probabilities (n, 10), labels (n,).

    A row of NaN is never right.
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
    }


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
    lines = [f"{result['model']:18s} {'n':>5s} {'top-1':>7s} {'top-2':>7s} {'macro':>7s}"]
    for domain, row in result["domains"].items():
        lines.append(
            f"{domain:18s} {row['n']:5d} {row['top1']:7.1f} {row['top2']:7.1f} {row['macro']:7.1f}"
        )
    found = result["clothing_auroc"]
    lines.append(f"clothing AUROC     {'-' if found is None else f'{found:.3f}'}")
    return "\n".join(lines)


def _probabilities(answer: Answer | None) -> np.ndarray:
    """The answer's probabilities; for none or an empty picture a row that is never right."""
    if answer is None or answer.empty:
        return np.full(10, np.nan)
    return answer.probabilities
