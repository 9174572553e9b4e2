"""The table of a delivery, and what is taken along of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from fmnist_app.delivery.store import Delivery
from fmnist_app.ui.upload.exports import annotations, show_exports
from fmnist_app.ui.upload.labelling import Labelled
from fmnist_app.ui.upload.review import WHEN
from fmnist_app.ui.upload.table import edit_table
from fmnist_app.ui.widgets.pictures import as_url

PHOTO_BYTES = 30_000  # of a picture as it is kept, about


def show_table(delivery: Delivery, rows: Sequence[Labelled]) -> None:
    """Draw all pictures with their labels, to be corrected."""
    small = delivery.thumbnails()
    edit_table([replace(row, thumbnail=as_url(small[row.key])) for row in rows], ["delivery"])


def show_take_along(
    delivery: Delivery, rows: Sequence[Labelled], corrected: Mapping[str, str]
) -> None:
    """Draw the buttons that give the labels and the pictures."""
    notes = annotations(rows, corrected, WHEN.get())
    show_exports(rows, notes, PHOTO_BYTES * len(rows), delivery.photo)
    st.caption(
        "Each file has the label that a picture came with, the network's and its name, yours with "
        "the time, and the one that holds: yours, else the one it came with, else the network's. "
        "The pictures in folders are the smaller ones that are kept here, 360 pixels; "
        "`python -m fmnist_app sort FOLDER --by labels.csv --into OUT` sorts your own files by the "
        "table (a copy of the app of one's own)."
    )
