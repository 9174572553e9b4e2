"""What the visitor takes along: the table, and the same for other programs."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from fmnist_app.inference.annotations import (
    Annotation,
    as_csv,
    as_json_lines,
    as_label_studio,
    as_zip,
)
from fmnist_app.ui.upload.labelling import Labelled

MOST_MEGABYTES = 100  # of pictures in a zip, which is made in the server's memory


def show_exports(
    rows: Sequence[Labelled],
    notes: Sequence[Annotation],
    size: int,
    read: Callable[[str], bytes],
) -> None:
    """Draw the button for the table, and a menu of the other formats.

    `read` gives the file of a picture by its key; together they have `size` bytes.
    """
    with st.container(horizontal=True):
        _file("Download the table", lambda: as_csv(notes), "labels.csv", "text/csv")
        with st.popover("Other formats", icon=":material/ios_share:"):
            _file(
                "JSON lines", lambda: as_json_lines(notes), "labels.jsonl", "application/x-ndjson"
            )
            _file(
                "Label Studio",
                lambda: as_label_studio(notes),
                "label-studio.json",
                "application/json",
            )
            _sorted(rows, notes, size / 1e6, read)


def annotations(
    rows: Sequence[Labelled], corrected: Mapping[str, str], when: Mapping[str, str]
) -> list[Annotation]:
    """The rows with what the visitor said and when, both by the pictures' keys."""
    return [
        Annotation(row.name, row.label, said, when.get(row.key, "") if said else "", row.network)
        for row in rows
        for said in (corrected.get(row.key, ""),)
    ]


def _sorted(
    rows: Sequence[Labelled],
    notes: Sequence[Annotation],
    megabytes: float,
    read: Callable[[str], bytes],
) -> None:
    """The pictures in a folder for each label, if they are not too large together."""
    if megabytes > MOST_MEGABYTES:
        st.caption(
            f"The pictures have {megabytes:.0f} MB together; up to {MOST_MEGABYTES} come sorted "
            "into folders."
        )
        return
    _file(
        "Pictures in folders",
        lambda: as_zip((note, read(row.key)) for row, note in zip(rows, notes, strict=True)),
        "labelled.zip",
        "application/zip",
    )
    st.caption(
        "Unpacked, a network can learn from these folders: "
        "`python -m fmnist_app teach FOLDER` (a copy of the app of one's own)."
    )


def _file(words: str, make: Callable[[], bytes], name: str, kind: str) -> None:
    st.download_button(words, make, name, kind, on_click="ignore", icon=":material/download:")
