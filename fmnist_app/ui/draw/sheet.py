"""The sheet that a visitor draws on, and what changes it: strokes, undo, clear, a new drawing."""

import base64
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from PIL import Image

from fmnist_app.sketch import SIDE, Movement, Stroke, as_object, poured, read, rendered
from fmnist_app.sketch.movements import FILL
from fmnist_app.sketch.strokes import MOST_STROKES, UInt8Array
from fmnist_app.ui.shell.session import Slot

FULL = "The sheet is full. Undo something, or clear it."
GAP = "That would run out: close the gap in the outline, or tap inside a closed one."


@dataclass(frozen=True)
class Sheet:
    """What a visitor has drawn: the canvas's objects, last stroke last, on `ground` if any.

    `laid` is what the canvas was last told to show; a new `version` makes it look again. `cleared`
    can be had back. What was `given` as an example is not the visitor's own drawing.
    """

    objects: list[Any] = field(default_factory=list)
    ground: UInt8Array | None = None
    laid: list[Any] = field(default_factory=list)
    version: int = 0
    cleared: "Sheet | None" = None
    note: str = ""
    given: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing is on the sheet."""
        return not self.objects

    def picture(self) -> UInt8Array:
        """The sheet as a picture, (336, 336) uint8, dark on white."""
        return rendered(read(self.objects), self.ground)


Change = Callable[[Sheet], Sheet]
SHEET = Slot("sheet", Sheet())
STALE = Slot("sheet_stale", False)  # whether more of the page is to be drawn than the answer


def put(changed: Sheet) -> None:
    """Make this the visitor's sheet, and have the canvas show it.

    The page is stale from then on: a press of a button that the browser sends together with a
    message of the pen draws the answer alone (Streamlit takes the first one's fragment for both).
    """
    SHEET.set(laid(changed))
    STALE.set(True)


def laid(changed: Sheet) -> Sheet:
    """The sheet with all that is on it to be shown by the canvas."""
    return replace(changed, laid=changed.objects, version=changed.version + 1)


def lay(strokes: list[Stroke], ground: UInt8Array | None = None, note: str = "") -> None:
    """Start a new drawing from these strokes, or from a picture (28, 28) uint8, dark on white.

    `note` is said below the sheet until the next stroke.
    """
    if ground is not None:
        ground = np.kron(ground, np.ones((SIDE // 28, SIDE // 28), np.uint8))
    objects = ([] if ground is None else [_image(ground)]) + [as_object(each) for each in strokes]
    now = SHEET.get()
    put(replace(now, objects=objects, ground=ground, cleared=None, note=note, given=True))


def undone(now: Sheet) -> Sheet:
    """The sheet without its last stroke, or as it was before it was cleared."""
    if now.blank:
        return replace(now.cleared, version=now.version) if now.cleared else now
    left = now.objects[:-1]
    return replace(now, objects=left, ground=now.ground if left else None, note="")


def wiped(now: Sheet) -> Sheet:
    """The sheet with nothing on it."""
    return now if now.blank else Sheet(version=now.version, cleared=now)


def drawn_on(now: Sheet, movements: Sequence[Movement]) -> Sheet:
    """The sheet with these finished movements made on it, one after the other.

    The canvas shows strokes by itself. It is told anew where it shows something else: a tap of the
    bucket, a stroke for which there is no room, or one on a sheet that was changed meanwhile.
    """
    after = now
    for each in movements:
        after = _poured(after, each) if each.tool == FILL else _stroked(after, each)
    unlike = any(each.tool == FILL or each.version != now.version for each in movements)
    return laid(after) if unlike or after.note == FULL else after


def drawing_on(now: Sheet, movement: Movement | None) -> Sheet:
    """The sheet as it looks while this movement is still going on."""
    if movement is None or movement.tool == FILL:
        return now
    return replace(now, objects=[*now.objects, movement.as_object()])


def _stroked(now: Sheet, movement: Movement) -> Sheet:
    return _with(now, movement.as_object())


def _poured(now: Sheet, movement: Movement) -> Sheet:
    paint = poured(now.picture(), movement.points[0])
    return _with(now, as_object(paint)) if paint else replace(now, note=GAP)


def _with(now: Sheet, stroke: dict[str, Any]) -> Sheet:
    if len(now.objects) >= MOST_STROKES:
        return replace(now, note=FULL)
    return replace(now, objects=[*now.objects, stroke], cleared=None, note="")


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
