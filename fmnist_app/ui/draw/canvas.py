"""The canvas that shows the sheet, and its tools: the one place that knows the canvas component.

The component's browser half is used as it is (streamlit-drawable-canvas, MIT licence) and mounted
here (`canvas.js`), because its own Python half cannot leave out its toolbar, which lies over the
drawing's corner and where a tap would erase it. It shows what is drawn and is told what to show;
what was drawn is reported by the pen (`pen.py`), which does not wait for a stroke's end.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import streamlit as st

from fmnist_app.sketch import INK, PAPER, SIDE
from fmnist_app.sketch.movements import ERASER, FILL, PEN, TOOLS
from fmnist_app.ui.draw import pen
from fmnist_app.ui.draw.sheet import SHEET, STALE, Change, Sheet, put, undone, wiped
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets.segments import segments

# Widths of the sheet's strokes in its pixels; 12 are one of the network's.
WIDTHS = {5: "Thin", 10: "Medium", 24: "Thick"}
MEDIUM = 10
# The words that the address knows them by.
TOOL, WIDTH = Slot("draw_tool", PEN), Slot("draw_width", MEDIUM)
CANVAS = Slot[Mapping[str, Any]]("sheet_canvas", {})
# The parts of the screen, and their height in pixels where they have it before the page's style
# comes: what lies below the sheet moves far, and it is mounted last.
PARTS: dict[str, Any] = {
    "prompt": "content",
    "sheet": SIDE,
    "answer": "content",
    "tools": "content",
    "start": "content",
}
TAP, TAP_WIDTH = "#0b6e4f", 6  # what a tap of the bucket looks like until there is paint

PACKAGE = "streamlit_drawable_canvas"
COMPONENT = f"streamlit-drawable-canvas.{PACKAGE}"
SCRIPTS = "index-*.js"  # of which it has one
MOUNT = Path(__file__).with_suffix(".js")
# How large the sheet is shown is for the page's style to say.
HTML = """<style>
.dc-toolbar { display: none !important }
.dc-container, .dc-container .canvas-container, .dc-container canvas {
    width: var(--sheet, 336px) !important; height: var(--sheet, 336px) !important;
}
</style><div class='canvas-root'></div>"""


def show_canvas() -> None:
    """Draw the canvas with the sheet as it is now, as the page does and nothing less."""
    if CANVAS.empty:
        put(SHEET.get())  # a canvas that is mounted anew shows nothing it is not told
        pen.lift()
    STALE.clear()
    _component()(
        key=CANVAS.name,
        data=told(SHEET.get(), TOOL.get(), WIDTH.get()),
        width="content",
        height="content",
    )


def show_tools() -> None:
    """Draw what a stroke does, how wide it is, undo and clear."""
    now = SHEET.get()
    with _row():
        segments(
            "Tool",
            {tool: tool for tool in TOOLS},
            TOOL.name,
            label_visibility="collapsed",
            bind="query-params",
            help="Fill: tap inside a closed outline.",
        )
        _change("Undo", ":material/undo:", undone, disabled=now.blank and not now.cleared)
    with _row():
        segments(
            "Stroke width",
            WIDTHS,
            WIDTH.name,
            default=MEDIUM,
            label_visibility="collapsed",
            bind="query-params",
        )
        _change("Clear", ":material/delete:", wiped, disabled=now.blank)


def _row() -> Any:
    return st.container(horizontal=True, gap="small", vertical_alignment="center")


def _change(words: str, icon: str, change: Change, *, disabled: bool) -> None:
    key = f"sheet_{words.lower()}"
    st.button(
        words, key, icon=icon, on_click=make, args=(change,), disabled=disabled, width="content"
    )


def make(change: Change) -> None:
    """Change the sheet, with every stroke from before on it; for a button to call."""
    pen.take_in()
    put(change(SHEET.get()))


def told(now: Sheet, tool: str, width: float) -> dict[str, Any]:
    """What the component's browser half expects to be told."""
    return {
        "fillColor": INK,
        "strokeWidth": TAP_WIDTH if tool == FILL else width,
        "strokeColor": {PEN: INK, ERASER: PAPER, FILL: TAP}[tool],
        "backgroundColor": PAPER,
        "backgroundImageURL": None,
        "realtimeUpdateStreamlit": False,
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


def mount() -> str:
    """The script that mounts the component's browser half."""
    found = find_spec(PACKAGE)
    folders = found.submodule_search_locations if found else None
    [script] = (path for folder in folders or () for path in Path(folder).rglob(SCRIPTS))
    return MOUNT.read_text(encoding="utf-8").replace("{script}", script.name)


@cache
def _component() -> Callable[..., Any]:
    mounted: Callable[..., Any] = st.components.v2.component(
        COMPONENT, js=mount(), css="index-*.css", html=HTML
    )
    return mounted
