"""Photos of the visitor's own: good ones of one style, and those to check."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st
from PIL import Image

from fmnist_app.core.formatting import count
from fmnist_app.data.files import UInt8Array
from fmnist_app.images import PreparedPicture
from fmnist_app.images.files import ENDINGS, MOST_MEGABYTES
from fmnist_app.inference.annotations import csv_file, harmless
from fmnist_app.inference.anomaly.detector import FEWEST, Detector, Inspection
from fmnist_app.ui.defects.shown import detector_of, enlarged, marked, verdict
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.upload.reading import Read, usable_photos
from fmnist_app.ui.widgets.pictures import show_picture, strip

MOST_GOOD, MOST_CHECKED = 100, 50
GALLERY, WIDTH = 12, 160  # at most so many, pixels wide: two in a row on a phone
GAP = 12  # pixels
COLUMNS = ("file_name", "differs", "good_pieces_as_unusual", "good_pieces")


@dataclass(frozen=True, eq=False)
class Photo:
    """A photo as the network sees it: `pixels` (28, 28) uint8."""

    name: str
    pixels: UInt8Array


def show_own() -> None:
    """Let the visitor bring photos, and draw which of those to check differ."""
    left, right = st.columns(2, gap="large")
    with left:
        good = _photos(f"Good ones of one style, {FEWEST} or more", "defects_good", MOST_GOOD)
    with right:
        checked = _photos("Those to check", "defects_checked", MOST_CHECKED)
    st.caption(
        "Lay all of them alike, on the same plain ground. They stay in this server's memory for "
        "your visit alone, and are written nowhere."
    )
    if not good:
        return
    show_picture(strip(_stacked(good)[:20], scale=3), "stretch", "The good ones as seen")
    if len(good) < FEWEST:
        st.info(
            f"{count(len(good), 'good photo')} so far; with {FEWEST} or more it can say what is "
            "unusual.",
            icon=":material/info:",
        )
        return
    detector = detector_of(_stacked(good))
    if checked:
        _gallery(checked, detector)


def _photos(label: str, key: str, most: int) -> list[Photo]:
    """Draw where files come in; returns those that could be used, and says what was wrong."""
    files = st.file_uploader(
        label, ENDINGS, accept_multiple_files=True, key=key, max_upload_size=MOST_MEGABYTES
    )
    if len(files) > most:
        st.warning(f"{len(files)} files came; the first {most} are used.", icon=":material/info:")
    read = Slot[Read[Photo]](f"{key}_read", {})
    return list(usable_photos(files[:most], read, _photo).values())


def _photo(name: str, sight: PreparedPicture) -> Photo:
    return Photo(name, np.asarray(sight.pixels))


def _gallery(photos: Sequence[Photo], detector: Detector) -> None:
    """Draw the most unusual first, with what differs, and the table of all as a file."""
    pictures = _stacked(photos)
    found = zip(photos, pictures, detector.inspect(pictures), strict=True)
    ranked = sorted(found, key=lambda one: -one[2].score)
    differ = sum(one.differs for _, _, one in ranked)
    st.markdown(
        f"### {differ} of {count(len(ranked), 'photo')} {'differs' if differ == 1 else 'differ'}"
    )
    with st.container(horizontal=True, key="defects_gallery"):
        for photo, picture, one in ranked[:GALLERY]:
            with st.container(width=WIDTH, gap="small"):
                both = _beside(enlarged(picture), marked(one, picture, detector))
                words = "The photo as seen, and what differs"
                show_picture(Image.fromarray(both), "stretch", words)
                st.text(photo.name)
                st.caption(verdict(one))
    if len(ranked) > GALLERY:
        st.caption(f"The {GALLERY} most unusual of {len(ranked)}; the table has all.")
    rows = [(photo.name, one) for photo, _, one in ranked]
    st.download_button(
        "Download the table",
        as_csv(rows),
        "defects.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/download:",
    )


def _beside(seen: UInt8Array, differs: UInt8Array) -> UInt8Array:
    """A picture (h, w) and one in colour (h, w, 3) beside each other, a see-through gap between."""
    both = np.zeros((len(seen), 2 * len(seen) + GAP, 4), np.uint8)
    both[:, : len(seen), :3], both[:, len(seen) + GAP :, :3] = seen[..., None], differs
    both[:, : len(seen), 3] = both[:, len(seen) + GAP :, 3] = 255
    return both


def as_csv(rows: Sequence[tuple[str, Inspection]]) -> bytes:
    """File names and what was found, as a CSV file in UTF-8."""
    return csv_file(
        COLUMNS,
        (
            [harmless(name), "yes" if one.differs else "no", one.as_unusual, one.good]
            for name, one in rows
        ),
    )


def _stacked(photos: Sequence[Photo]) -> UInt8Array:
    return np.stack([one.pixels for one in photos])
