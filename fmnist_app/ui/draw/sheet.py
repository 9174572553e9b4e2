"""The sheet that a visitor draws on, and what changes it: strokes, undo, clear, a new drawing."""

import base64
import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

import numpy as np
import streamlit as st
from PIL import Image

from fmnist_app.sketch import SIDE, Stroke, as_object, read, rendered
from fmnist_app.sketch.strokes import UInt8Array
from fmnist_app.ui.shell.session import Slot

REPORT = 0.2  # seconds from the end of a stroke to the canvas's report of it


@dataclass(frozen=True)
class Sheet:
    """What a visitor has drawn: the canvas's objects, last stroke last, on `ground` if any.

    `laid` is what the canvas was last told to show; a new `version` makes it look again. `cleared`
    can be had back. The changes in `asked` are made when earlier strokes were `awaited`.
    """

    objects: list[Any] = field(default_factory=list)
    ground: UInt8Array | None = None
    laid: list[Any] = field(default_factory=list)
    version: int = 0
    cleared: "Sheet | None" = None
    note: str = ""
    asked: "tuple[Change, ...]" = ()
    awaited: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing is on the sheet."""
        return not self.objects

    def picture(self) -> UInt8Array:
        """The sheet as a picture, (336, 336) uint8, dark on white."""
        return rendered(read(self.objects), self.ground)


Change = Callable[[Sheet], Sheet]
SHEET = Slot("sheet", Sheet())


def put(changed: Sheet) -> None:
    """Make this the visitor's sheet, and have the canvas show it."""
    SHEET.set(replace(changed, laid=changed.objects, version=changed.version + 1))


def lay(strokes: list[Stroke], ground: UInt8Array | None = None, note: str = "") -> None:
    """Start a new drawing from these strokes, or from a picture (28, 28) uint8, dark on white.

    `note` is said below the sheet until the next stroke.
    """
    if ground is not None:
        ground = np.kron(ground, np.ones((SIDE // 28, SIDE // 28), np.uint8))
    objects = ([] if ground is None else [_image(ground)]) + [as_object(each) for each in strokes]
    put(replace(SHEET.get(), objects=objects, ground=ground, cleared=None, note=note))


def undone(now: Sheet) -> Sheet:
    """The sheet without its last stroke, or as it was before it was cleared."""
    if now.blank:
        return replace(now.cleared, version=now.version) if now.cleared else now
    left = now.objects[:-1]
    return replace(now, objects=left, ground=now.ground if left else None, note="")


def wiped(now: Sheet) -> Sheet:
    """The sheet with nothing on it."""
    return now if now.blank else Sheet(version=now.version, cleared=now)


def ask(change: Change) -> None:
    """Have the sheet changed once every stroke from before has arrived; for a button to call.

    Changed at once, it would lack a stroke that the canvas has yet to report, and forgets when it
    is told what to show.
    """
    now = SHEET.get()
    SHEET.set(replace(now, asked=(*now.asked, change), awaited=False))


def settle() -> None:
    """Make the changes that were asked for; to be called before anything shows the sheet."""
    now = SHEET.get()
    if now.asked and now.awaited:
        settled = replace(now, asked=(), awaited=False)
        put(reduce(lambda sheet, change: change(sheet), now.asked, settled))
    elif now.asked:
        st.fragment(run_every=REPORT)(_await_strokes)()


def _await_strokes() -> None:
    """Let the browser's clock ring once: a stroke's report, which is due earlier, comes first."""
    now = SHEET.get()
    if now.awaited:
        st.rerun()
    SHEET.set(replace(now, awaited=True))


def _image(ground: UInt8Array) -> dict[str, Any]:
    """A picture as an object of the canvas."""
    file = io.BytesIO()
    Image.fromarray(ground).save(file, format="PNG")
    return {
        "type": "Image",
        "src": "data:image/png;base64," + base64.b64encode(file.getvalue()).decode("ascii"),
        "left": 0,
        "top": 0,
        "originX": "left",
        "originY": "top",
    }
