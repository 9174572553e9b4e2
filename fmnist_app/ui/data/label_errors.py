"""The pictures of the data set whose label looks wrong, to be judged by the visitor's own eyes."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from fmnist_app.catalog.shipped import shipped
from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import cautious_percent, count, percent
from fmnist_app.data import CLASS_NAMES, Dataset
from fmnist_app.data.files import UInt8Array
from fmnist_app.evaluation.label_errors import Suspect, suspects
from fmnist_app.experiments.label_errors.found import Found, read_found
from fmnist_app.inference.annotations import csv_file
from fmnist_app.ui.widgets.pictures import show_picture, strip
from fmnist_app.ui.widgets.segments import segments

TESTED_BY = "resnet-122k"  # the network that names those among the test pictures
TILE = 140  # pixels wide
AT_ONCE = 24  # pictures of a page
ALL = "All labels"
LEARN, TEST = "learn", "test"
PARTS = {LEARN: "To learn from", TEST: "To be tested on"}
COLUMNS = ("number", "label", "probability", "network", "network_probability")


@dataclass(frozen=True, eq=False)
class _Listed:
    """What one part of the data set lists, and the sentence that says how it came about."""

    found: Sequence[Suspect]
    images: UInt8Array
    words: str
    part: str


def show_label_errors(data: Dataset) -> None:
    """Draw the pictures that networks call something else than their label, the surest first."""
    st.subheader("Labels that look wrong")
    part = segments(
        "Which pictures",
        PARTS,
        "label_errors_part",
        label_visibility="collapsed",
        bind="query-params",
    )
    try:
        listed = _to_test(data) if part == TEST else _to_learn(data)
    except LabError as error:
        st.info(str(error), icon=":material/info:")
        return
    st.write(listed.words)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        label = st.selectbox("Label", (ALL, *CLASS_NAMES), key="label_errors_label", width=220)
        found = [one for one in listed.found if label in {ALL, CLASS_NAMES[one.label]}]
        pages = max(1, -(-len(found) // AT_ONCE))
        page = st.number_input(
            f"Page, of {pages}", 1, pages, key=f"label_errors_page_{part}_{label}", width=140
        )
        st.download_button(
            f"{count(len(found), 'label')} as CSV",
            lambda: _csv(found),
            f"label-errors-{listed.part}.csv",
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
        )
    _tiles(listed, found[(page - 1) * AT_ONCE : page * AT_ONCE])


def _tiles(listed: _Listed, found: Sequence[Suspect]) -> None:
    with st.container(horizontal=True, key="label_errors"):
        for one in found:
            with st.container(width=TILE, gap="xsmall"):
                picture = listed.images[one.number : one.number + 1]
                said = CLASS_NAMES[one.likeliest]
                show_picture(strip(picture, 5), "stretch", f"Labelled {_label(one)}")
                st.markdown(f"Label: **{_label(one)}**")
                st.caption(
                    f"Network: {said}, {cautious_percent(one.likeliest_probability)}  \n"
                    f"{listed.part} {count(one.number)}"
                )


def _label(one: Suspect) -> str:
    return CLASS_NAMES[one.label]


def _to_learn(data: Dataset) -> _Listed:
    found = read_found()
    return _Listed(found.listed, data.train_images, _in_words(found), LEARN)


def _in_words(found: Found) -> str:
    network = shipped(found.network).title
    return (
        f"Each of the {count(found.pictures, 'picture')} was put to a network that had not learnt "
        f"from it: {found.folds} of the kind {network} were trained, each on all but its own "
        f"share. They are right about {percent(found.accuracy, 1)} and name another class for "
        f"{count(found.disagree)}. Here are the {count(len(found.listed))} whose label they find "
        "least likely. **Who errs, you decide**: a network finds odd pictures too. Of "
        f"{count(found.planted, 'label')} made wrong on purpose beforehand, "
        f"{count(found.brought_to_light)} would be in this list; by chance "
        f"{found.by_chance:.0f} would."
    )


def _to_test(data: Dataset) -> _Listed:
    package = shipped(TESTED_BY)
    found = suspects(package.predictions().surest, data.test_labels)
    tested = count(len(data.test_labels), "test picture")
    words = (
        f"{package.title} has learnt from none of the {tested}, and gets {count(len(found))} of "
        "them wrong. The mistakes of which it is surest come first: some are the label's, and no "
        "network can be blamed for them."
    )
    return _Listed(found, data.test_images, words, TEST)


def _csv(found: Sequence[Suspect]) -> bytes:
    return csv_file(
        COLUMNS,
        (
            [
                str(one.number),
                _label(one),
                f"{one.probability:.4f}",
                CLASS_NAMES[one.likeliest],
                f"{one.likeliest_probability:.4f}",
            ]
            for one in found
        ),
    )
