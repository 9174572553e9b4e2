"""The buttons that hand a run out: as one file, and on paper."""

from functools import partial

import streamlit as st

from fmnist_app.archive.worksheet import worksheet
from fmnist_app.archive.write import file_name, pack
from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.service import Lab
from fmnist_app.ui.shell.resources import dataset


def download_button(lab: Lab, now: Snapshot) -> None:
    """Draw the button for a run that is over; it is packed when someone presses it."""
    st.download_button(
        "Download",
        partial(pack, now, lab.folder(now.run), dataset().sha256),
        file_name(now),
        "application/zip",
        key="download_run",
        icon=":material/download:",
        on_click="ignore",
        help="One zip file: the networks, the curves, the settings, a card to read and a notebook "
        "that repeats this run. Bring it back below whenever you like.",
    )


def worksheet_button(now: Snapshot) -> None:
    """Draw the button for a worksheet of a run that has finished an epoch."""
    st.download_button(
        "Worksheet",
        partial(worksheet, now),
        "worksheet.html",
        "text/html",
        key="download_worksheet",
        icon=":material/description:",
        on_click="ignore",
        help="To print: your numbers, a chart to draw, questions; the answers on the last page.",
    )
