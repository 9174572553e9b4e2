"""The labels that pictures came with, as their folders name them, and which of those look wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from pathlib import PurePosixPath

from fmnist_app.data import CLASS_NAMES
from fmnist_app.inference.label import NO_CLOTHING, Doubt, Label


class Against(IntEnum):
    """What speaks against a label that a picture came with, the gravest first."""

    BOTH = 0  # both networks name another class
    NO_CLOTHING = 1
    ONE = 2  # one network does, and another names the label


def given_label(name: str) -> str | None:
    """The label that the innermost folder of a path names, "Dress" for "new/dresses/1.jpg".

    None if it names none of the classes, nor that it holds none of them.
    """
    folder = PurePosixPath(name.replace("\\", "/")).parent.name
    return _BY_WORD.get(_letters(folder))


def against(given: str, label: Label) -> Against | None:
    """What in a network's `label` speaks against the one that was given; None if nothing does."""
    if label.verdict == given:
        return None
    if label.is_unlike_clothing:
        return Against.NO_CLOTHING
    # Where networks disagree, the second's class stands behind that of the first.
    disagree = label.doubt is Doubt.DISAGREE
    return Against.ONE if disagree and given in label.likeliest[1:2] else Against.BOTH


def gravity_of(given: str, label: Label) -> tuple[int, float]:
    """What sorts pictures with a label: those most likely to have a wrong one come first."""
    found = against(given, label)
    if found is None:
        return len(Against), label.probability
    return found.value, -label.probability


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _words() -> Iterator[tuple[str, str]]:
    """Each way to write a class, in small letters without anything between, and the class."""
    yield _letters(NO_CLOTHING), NO_CLOTHING
    for name in CLASS_NAMES:
        # "T-shirt/top" is one of both, an ankle boot is the only boot there is.
        for part in (name, *name.split("/"), name.rpartition(" ")[2]):
            for ending in ("", "s", "es"):
                yield _letters(part) + ending, name


_BY_WORD = dict(_words())
