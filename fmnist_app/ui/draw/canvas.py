"""The sheet to draw on: the one place that knows the canvas component.

The component's browser half is used as it is (streamlit-drawable-canvas, MIT licence) and mounted
here, because its own Python half cannot leave out its toolbar, which lies over the drawing's corner
and where a tap would erase it. The drawing belongs to the session: what the browser reports is read
into it as strokes, and the picture is made of those here, so that undoing answers at once.
"""

import base64
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np
import streamlit as st
from PIL import Image

from fmnist_app.sketch import INK, PAPER, SIDE, Stroke, as_object, poured, read, rendered
from fmnist_app.sketch.strokes import MOST_STROKES, UInt8Array
from fmnist_app.ui.shell.session import Slot

TOOLS = {
    "pen": ":material/edit: Pen",
    "eraser": ":material/ink_eraser: Eraser",
    "fill": ":material/format_color_fill: Fill",
}
WIDTHS = (4, 40, 10)
TOOL, WIDTH = Slot("sheet_tool", "pen"), Slot("sheet_width", WIDTHS[-1])
CANVAS = Slot[Mapping[str, Any]]("sheet_canvas", {})
# A tap of the bucket arrives as a dot of this colour, and becomes paint before anyone answers.
TAP, TAP_WIDTH = "#0b6e4f", 6
FULL = "The sheet is full. Undo something, or clear it."
GAP = "That would run out: close the gap in the outline, or tap inside a closed one."

COMPONENT = "streamlit-drawable-canvas.streamlit_drawable_canvas"
HTML = "<style>.dc-toolbar { display: none !important }</style><div class='canvas-root'></div>"


@dataclass(frozen=True)
class Sheet:
    """What a visitor has drawn: the canvas's objects, last stroke last, on `ground` if any.

    `laid` is what the canvas was last told to show; a new `version` makes it look again. `cleared`
    can be had back.
    """

    objects: list[Any] = field(default_factory=list)
    ground: UInt8Array | None = None
    laid: list[Any] = field(default_factory=list)
    version: int = 0
    cleared: "Sheet | None" = None
    note: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing is on the sheet."""
        return not self.objects

    def picture(self) -> UInt8Array:
        """The sheet as a picture, (336, 336) uint8, dark on white."""
        return rendered(read(self.objects), self.ground)


SHEET = Slot("sheet", Sheet())


def sheet() -> Sheet:
    """The visitor's sheet as it is now."""
    return SHEET.get()


def lay(strokes: list[Stroke], ground: UInt8Array | None = None, note: str = "") -> None:
    """Start a new drawing from these strokes, or from a picture (28, 28) uint8, dark on white.

    `note` is said below the sheet until the next stroke.
    """
    if ground is not None:
        ground = np.kron(ground, np.ones((SIDE // 28, SIDE // 28), np.uint8))
    objects = ([] if ground is None else [_image(ground)]) + [as_object(each) for each in strokes]
    _put(replace(sheet(), objects=objects, ground=ground, cleared=None, note=note))


def undo() -> None:
    """Take back the last stroke, or the clearing of the sheet."""
    now = sheet()
    if now.blank and now.cleared:
        _put(replace(now.cleared, version=now.version))
    elif not now.blank:
        left = now.objects[:-1]
        _put(replace(now, objects=left, ground=now.ground if left else None, note=""))


def clear() -> None:
    """Take everything off the sheet."""
    now = sheet()
    if not now.blank:
        _put(Sheet(version=now.version, cleared=now))


def tools() -> None:
    """Draw the tools: what a stroke does, how wide it is, undo and clear."""
    st.segmented_control(
        "Tool", list(TOOLS), format_func=TOOLS.__getitem__, default=TOOL.default, key=TOOL.name,
        required=True, label_visibility="collapsed", persist_state="session",
        help="Fill: tap inside a closed outline.",
    )  # fmt: skip
    with st.container(
        horizontal=True, gap="small", vertical_alignment="bottom", width=SIDE, wrap=False
    ):
        st.slider("Stroke width", *WIDTHS, key=WIDTH.name, persist_state="session")
        st.button(
            "Undo", icon=":material/undo:", on_click=undo, key="sheet_undo", width="content",
            disabled=sheet().blank and not sheet().cleared,
        )  # fmt: skip
        st.button(
            "Clear", icon=":material/delete:", on_click=clear, key="sheet_clear", width="content",
            disabled=sheet().blank,
        )  # fmt: skip


def canvas() -> None:
    """Draw the sheet itself; a finished stroke runs the page, or the fragment around, anew."""
    if CANVAS.empty:
        _put(sheet())  # a canvas that is mounted anew shows nothing it is not told
    now = sheet()
    blank: dict[str, Any] = {"raw": {"objects": []}, "data": None}
    _component()(
        key=CANVAS.name,
        data=_told(now, TOOL.get(), WIDTH.get()),
        default={"drawing": blank, "backgroundFit": None},
        on_drawing_change=_arrived,
        on_backgroundFit_change=lambda: None,
        width="content",
        height="content",
    )
    if now.note:
        st.caption(f":material/info: {now.note}")


def _told(now: Sheet, tool: str, width: float) -> dict[str, Any]:
    """What the component's browser half expects to be told."""
    colour = {"pen": INK, "eraser": PAPER, "fill": TAP}[tool]
    return {
        "fillColor": INK,
        "strokeWidth": TAP_WIDTH if tool == "fill" else width,
        "strokeColor": colour,
        "backgroundColor": PAPER,
        "backgroundImageURL": None,
        "realtimeUpdateStreamlit": True,
        "canvasWidth": SIDE,
        "canvasHeight": SIDE,
        "drawingMode": "freedraw",
        # It loads what differs from the last time, so a number makes the same drawing differ.
        "initialDrawing": {"objects": now.laid, "background": PAPER, "version_laid": now.version},
        "displayRadius": 0,
        "returnImageData": False,
        "disabled": False,
        "backgroundImageFit": "stretch",
        "maxDisplayHeight": None,
        "fontSize": 20,
        "label": "",
    }


def _arrived() -> None:
    """Take in what the browser reports, pouring paint where the bucket was tapped."""
    report = CANVAS.get() or {}
    objects = ((report.get("drawing") or {}).get("raw") or {}).get("objects")
    if not isinstance(objects, list):
        return
    now = sheet()
    kept: list[Any] = []
    # The canvas also reports what it was told to show; that is no stroke, and a note stays.
    note = now.note if len(objects) == len(now.objects) else ""
    for each in objects[:MOST_STROKES]:
        if not (isinstance(each, dict) and each.get("stroke") == TAP):
            kept.append(each)
        elif paint := _paint(each, rendered(read(kept), now.ground)):
            kept.append(as_object(paint))
        else:
            note = GAP
    if len(objects) > MOST_STROKES:
        note = FULL
    arrived = replace(now, objects=kept, cleared=None if kept else now.cleared, note=note)
    if kept == objects:
        SHEET.set(arrived)
    else:
        _put(arrived)


def _paint(tap: dict[str, Any], picture: UInt8Array) -> Stroke | None:
    dots = read([{**tap, "stroke": INK}])
    return poured(picture, dots[0].contours[0][0]) if dots else None


def _put(changed: Sheet) -> None:
    """Make this the visitor's sheet, and have the canvas show it."""
    SHEET.set(replace(changed, laid=changed.objects, version=changed.version + 1))


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


@cache
def _component() -> Callable[..., Any]:
    mounted: Callable[..., Any] = st.components.v2.component(
        COMPONENT, js="index-*.js", css="index-*.css", html=HTML
    )
    return mounted
