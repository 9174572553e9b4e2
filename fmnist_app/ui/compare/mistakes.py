"""Where A and B go wrong: the squares of their answers, and the pictures behind a cell."""

from collections.abc import Mapping
from typing import Any, cast, get_args

import pandas as pd
import streamlit as st

from fmnist_app import charts
from fmnist_app.charts.confusion import CELL, LABEL, SAID
from fmnist_app.core.formatting import percent
from fmnist_app.data import CLASS_NAMES
from fmnist_app.evaluation.mistakes import (
    SURE_ENOUGH,
    Who,
    disagreement,
    doubtful_labels,
    in_cell,
    in_one_cell,
)
from fmnist_app.ui.compare.choice import Pair
from fmnist_app.ui.compare.pictures import show_pictures
from fmnist_app.ui.shell.resources import dataset
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.shell.words import with_words
from fmnist_app.ui.widgets.segments import segments

WHICH = Slot("mistakes_which", "only first wrong")
MATRIX = Slot[Mapping[str, Any]]("mistakes_matrix", {})
LABELLED, TAKEN = Slot("mistakes_label", CLASS_NAMES[6]), Slot("mistakes_said", CLASS_NAMES[0])
FIRST, SECOND, CHANGE = "first", "second", "change"
BETTER, WORSE = "#0072B2", "#D55E00"


def show_mistakes(pair: Pair) -> None:
    """Draw one square at a time, and beside it the pictures that were asked for."""
    st.subheader("Where do they go wrong?", anchor=False)
    st.fragment(_panel)(pair)


def _panel(pair: Pair) -> None:
    square, pictures = st.columns([1.25, 1], gap="large")
    with square:
        whose = _whose(pair)
        _matrix(pair, whose)
    with pictures:
        _pictures(pair, whose)
    with st.expander("How well is each class recognised?", icon=":material/table_rows:"):
        _class_table(pair)


def _whose(pair: Pair) -> str:
    words = {FIRST: pair.first.title, SECOND: pair.second.title, CHANGE: "Difference"}
    return segments("Whose answers", words, "mistakes_whose", label_visibility="collapsed")


def _matrix(pair: Pair, whose: str) -> None:
    one, other = pair.first_marked.matrix, pair.second_marked.matrix
    if whose == CHANGE:
        rows = charts.change_rows(one, other, CLASS_NAMES)
        colours, title = (BETTER, WORSE), f"{pair.second.title} minus {pair.first.title}"
        key = (
            f"{title}. Blue: the second does better there, with more right or fewer wrong; "
            "orange: worse."
        )
    else:
        rows = charts.confusion_rows(one if whose == FIRST else other, CLASS_NAMES)
        colour = dict(pair.names)[pair.titles[whose == SECOND]]
        colours, title = (colour, colour), pair.titles[whose == SECOND]
        key = "Each row is one class of 1,000 pictures; on the diagonal are the right answers."
    spec = charts.confusion_spec(CLASS_NAMES, colours, title)
    st.vega_lite_chart(rows, spec, key=MATRIX.name, on_select=_take_cell, selection_mode=[CELL])
    st.caption(f"{key} Click a cell to see its pictures.")


def _take_cell() -> None:
    """Put a clicked cell into the two boxes, which say what is shown."""
    cells = MATRIX.get().get("selection", {}).get(CELL, [])
    if cells and LABEL in cells[0]:
        LABELLED.set(cells[0][LABEL])
        TAKEN.set(cells[0][SAID])
        WHICH.set(CELL)


def _pictures(pair: Pair, whose: str) -> None:
    first, second = pair.titles
    words = {
        CELL: "A cell",
        "only first wrong": f"Only {first} wrong",
        "only second wrong": f"Only {second} wrong",
        "both wrong": "Both wrong",
        "label": "Worth a look",
    }
    which = st.pills(
        "Pictures",
        list(words),
        default=WHICH.default,
        key=WHICH.name,
        required=True,
        wrap=True,
        format_func=words.__getitem__,
    )
    one, other = pair.first_marked, pair.second_marked
    if which == CELL:
        _cell(pair, whose)
    elif which == "label":
        st.caption(
            f"Both networks are at least {percent(SURE_ENOUGH)} sure of the same answer, and the "
            "label says otherwise. Some of these labels may be wrong; a person has not checked "
            "them."
        )
        show_pictures(pair, doubtful_labels(one, other), "label")
    elif which in get_args(Who):
        show_pictures(pair, disagreement(one, other, cast("Who", which)), which)


def _cell(pair: Pair, whose: str) -> None:
    with st.container(horizontal=True):
        cell = _class("Labelled", LABELLED), _class("Taken for", TAKEN)
    labels = dataset().test_labels
    if whose == CHANGE:
        places = in_one_cell(pair.first_marked, pair.second_marked, labels, *cell)
        st.caption("Those that one of the two put there, and the other did not.")
    else:
        marked = pair.first_marked if whose == FIRST else pair.second_marked
        places = in_cell(marked, labels, *cell)
        st.caption(f"As {pair.titles[whose == SECOND]} took them, the surest first.")
    show_pictures(pair, places, f"{CELL} {whose} {cell}")


def _class(words: str, slot: Slot[str]) -> int:
    """Draw the choice of a class, kept in `slot`; returns its label."""
    first = CLASS_NAMES.index(slot.default)
    return CLASS_NAMES.index(
        st.selectbox(words, CLASS_NAMES, index=first, key=slot.name, width=150)
    )


def _class_table(pair: Pair) -> None:
    columns: dict[str, object] = {"Class": list(CLASS_NAMES)}
    for name in ("precision", "recall", "f1"):
        for title, marked in zip(pair.titles, (pair.first_marked, pair.second_marked), strict=True):
            words = "F1" if name == "f1" else name.capitalize()
            columns[f"{words} %, {title}"] = 100 * getattr(marked.scores, name)
    st.dataframe(
        pd.DataFrame(columns),
        hide_index=True,
        width="stretch",
        height="content",
        column_config={
            name: st.column_config.NumberColumn(format="%.1f")
            for name in columns
            if name != "Class"
        },
    )
    st.caption(with_words("Press a word to read what it means: precision, recall, F1."))
