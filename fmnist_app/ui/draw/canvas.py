"""The canvas that shows the sheet: the one place that knows the canvas component.

The component's browser half is used as it is (streamlit-drawable-canvas, MIT licence) and mounted
here, because its own Python half cannot leave out its toolbar, which lies over the drawing's corner
and where a tap would erase it. The drawing belongs to the session: what the browser reports is read
into the sheet as strokes, and the picture is made of those.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import streamlit as st

from fmnist_app.sketch import INK, PAPER, SIDE, Stroke, as_object, poured, read, rendered
from fmnist_app.sketch.strokes import MOST_STROKES, UInt8Array
from fmnist_app.ui.draw.sheet import SHEET, Change, Sheet, ask, put, settle, undone, wiped
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets.segments import segments

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


def sheet_and_tools() -> Sheet:
    """Draw the tools and the canvas; returns the sheet as it is now.

    A finished stroke runs the page, or the fragment around, anew.
    """
    settle()
    if CANVAS.empty:
        put(SHEET.get())  # a canvas that is mounted anew shows nothing it is not told
    now = SHEET.get()
    _tools(now)
    _canvas(now)
    return now


def _tools(now: Sheet) -> None:
    """Draw what a stroke does, how wide it is, undo and clear."""
    segments(
        "Tool",
        TOOLS,
        TOOL.name,
        label_visibility="collapsed",
        persist_state="session",
        help="Fill: tap inside a closed outline.",
    )
    with st.container(
        horizontal=True, gap="small", vertical_alignment="bottom", width=SIDE, wrap=False
    ):
        st.slider("Stroke width", *WIDTHS, key=WIDTH.name, persist_state="session")
        _change("Undo", ":material/undo:", undone, disabled=now.blank and not now.cleared)
        _change("Clear", ":material/delete:", wiped, disabled=now.blank)


def _change(words: str, icon: str, change: Change, *, disabled: bool) -> None:
    key = f"sheet_{words.lower()}"
    st.button(
        words, key, icon=icon, on_click=ask, args=(change,), disabled=disabled, width="content"
    )


def _canvas(now: Sheet) -> None:
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
    now = SHEET.get()
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
        put(arrived)


def _paint(tap: dict[str, Any], picture: UInt8Array) -> Stroke | None:
    dots = read([{**tap, "stroke": INK}])
    return poured(picture, dots[0].contours[0][0]) if dots else None


@cache
def _component() -> Callable[..., Any]:
    mounted: Callable[..., Any] = st.components.v2.component(
        COMPONENT, js="index-*.js", css="index-*.css", html=HTML
    )
    return mounted
