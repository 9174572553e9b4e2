"""Photos of the visitor's own: good ones of one style, and those to check."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from fmnist_app.core.formatting import count
from fmnist_app.data.files import UInt8Array
from fmnist_app.images import PictureError
from fmnist_app.inference.anomaly.detector import FEWEST, Detector, Inspection
from fmnist_app.inference.batch import read_all, read_one
from fmnist_app.ui.defects.shown import detector_of, enlarged, marked, verdict
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.upload.labelling import READERS
from fmnist_app.ui.upload.sources import ENDINGS, MOST_MEGABYTES, shown
from fmnist_app.ui.upload.table import harmless
from fmnist_app.ui.widgets.pictures import strip

MOST_GOOD, MOST_CHECKED = 100, 50
GALLERY, WIDTH = 12, 160  # at most so many, pixels wide: two in a row on a phone
GAP = 12  # pixels
EMPTY = "Nothing was found in this picture; expected one garment on a plain ground."
COLUMNS = ("file_name", "differs", "good_pieces_as_unusual", "good_pieces")


@dataclass(frozen=True, eq=False)
class Photo:
    """A photo as it was read: `pixels` (28, 28) uint8, or None and why it could not be used."""

    name: str
    pixels: UInt8Array | None
    why: str = ""


READ = Slot[Mapping[str, Photo]]("defects_read", {})  # by the files' own ids


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
    st.image(strip(_stacked(good)[:20], scale=3), width="stretch", alt="The good ones as seen")
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
    photos = _read(files[:most])
    if bad := [one for one in photos if one.pixels is None]:
        st.warning(f"{count(len(bad), 'file')} cannot be used.", icon=":material/broken_image:")
        st.text("\n".join(f"{one.name}: {one.why}" for one in bad))  # a name may hold anything
    return [one for one in photos if one.pixels is not None]


def _read(files: Sequence[UploadedFile]) -> list[Photo]:
    """The files as photos; what was read before in this visit is not read again."""
    known = dict(READ.get())
    new = [file for file in files if file.file_id not in known]
    sights = read_all([file.getvalue() for file in new], read_one, READERS)
    bar = st.empty()
    for number, (file, sight) in enumerate(zip(new, sights, strict=True), start=1):
        bar.progress(number / len(new), text=f"Reading photo {number} of {len(new)}")
        name = shown(file.name)
        if isinstance(sight, PictureError):
            known[file.file_id] = Photo(name, None, str(sight))
        elif sight.empty:
            known[file.file_id] = Photo(name, None, EMPTY)
        else:
            known[file.file_id] = Photo(name, np.asarray(sight.pixels))
        READ.set(dict(known))
    bar.empty()
    return [known[file.file_id] for file in files]


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
                st.image(
                    _beside(enlarged(picture), marked(one, picture, detector)),
                    width="stretch",
                    alt="The photo as seen, and what differs",
                    output_format="PNG",
                )
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
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for name, one in rows:
        differs = "yes" if one.differs else "no"
        writer.writerow([harmless(name), differs, one.as_unusual, one.good])
    return out.getvalue().encode("utf-8", "replace")


def _stacked(photos: Sequence[Photo]) -> UInt8Array:
    return np.stack([one.pixels for one in photos if one.pixels is not None])
