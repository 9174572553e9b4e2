"""The pen: a small component beside the canvas that tells what is drawn while it is being drawn.

The canvas component reports a stroke 200 milliseconds after its end, and forgets it if it is told
meanwhile what to show. The pen (`pen.js`) follows the pointer itself: it tells of a movement a few
times a second, keeps a finished one until the server has it, and says which sheet it was made on.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from fmnist_app.sketch import SIDE, Movement, read_movement
from fmnist_app.ui.draw.fold import OPEN
from fmnist_app.ui.draw.sheet import SHEET, STALE, drawn_on
from fmnist_app.ui.shell.session import Slot

SCRIPT = Path(__file__).with_name("pen.js")
PEN = Slot[Mapping[str, Any]]("sheet_pen", {})
TAKEN = Slot("sheet_taken", 0)  # the number of the last movement that is on the sheet
SEEN = Slot("sheet_seen", 0)  # the number of the last message
MOVING = Slot[Movement | None]("sheet_moving", None)  # the movement that is going on


def follow(tool: str, width: float, example: list[list[list[float]]]) -> None:
    """Mount the pen, which draws nothing but, before the first touch, this example.

    The example is a list of lines through points [x, y] in sheet pixels; every message runs the
    page, or the fragment around, anew.
    """
    _component()(
        key=PEN.name,
        data={
            "tool": tool,
            "width": width,
            "version": SHEET.get().version,
            "taken": TAKEN.get(),
            "seen": SEEN.get(),
            "example": example,
            "side": SIDE,
        },
        default={"report": None},
        on_report_change=take_in,
        width="content",
        height="content",
    )


def take_in() -> None:
    """Take in what the pen told last: finished movements, which go on the sheet, and one going on.

    What was taken in before is passed over.
    """
    report = (PEN.get() or {}).get("report")
    if not isinstance(report, dict) or not isinstance(report.get("message"), int):
        return
    SEEN.set(report["message"])
    MOVING.set(read_movement(report.get("moving")))
    finished = report.get("finished")
    told = map(read_movement, finished if isinstance(finished, list) else [])
    new = [each for each in told if each and each.number > TAKEN.get()]
    if not new:
        return
    TAKEN.set(max(each.number for each in new))
    before = SHEET.get()
    after = drawn_on(before, new)
    SHEET.set(after)
    if OPEN.get() or before.blank != after.blank or before.version != after.version:
        STALE.set(True)


def lift() -> None:
    """Forget a movement that was going on when the canvas was left."""
    MOVING.clear()


@cache
def _component() -> Callable[..., Any]:
    mounted: Callable[..., Any] = st.components.v2.component(
        "fashion_mnist_lab_pen", js=SCRIPT.read_text(encoding="utf-8"), isolate_styles=False
    )
    return mounted
