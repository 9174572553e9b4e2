"""Adding pieces: photos come in, the network fills in what they are, the visitor corrects it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import streamlit as st
from PIL import Image
from streamlit.runtime.uploaded_file_manager import UploadedFile

from fmnist_app.catalog import default_name
from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import cautious_percent, count
from fmnist_app.data import CLASS_NAMES
from fmnist_app.data.files import UInt8Array
from fmnist_app.images import PictureError, PreparedPicture
from fmnist_app.inference.batch import read_all, read_one
from fmnist_app.inference.label import label_of
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.upload.labelling import READERS
from fmnist_app.ui.upload.sources import ENDINGS, MOST_MEGABYTES, shown
from fmnist_app.ui.wardrobe.collection import (
    FAILED,
    SAID,
    as_url,
    described,
    wardrobe_to_add_to,
    words,
)
from fmnist_app.ui.widgets.networks import classifier
from fmnist_app.wardrobe.colours import colours_of
from fmnist_app.wardrobe.item import Item
from fmnist_app.wardrobe.similar import most_alike

MOST_AT_ONCE = 30
PHOTO, THUMBNAIL = 560, 144  # pixels of the longer side, as they are kept
TILE = 144
ROUND = Slot("wardrobe_round", 0)  # which of the fields for files it is: a new one is empty
READ = Slot[dict[str, "Ready | str"]]("wardrobe_read", {})  # by the files' own ids


@dataclass(frozen=True, eq=False)
class Ready:
    """A piece as it was read, with its photo as it is kept."""

    item: Item
    photo: bytes


def show_add(have: Sequence[Item]) -> None:
    """Let the visitor bring photos, draw what they are taken for, and add them on a press."""
    files = _files()
    pieces = _read(files[:MOST_AT_ONCE])
    if not pieces:
        return
    with st.container(horizontal=True, key="wardrobe_new"):
        for key, one in pieces:
            _piece(key, one, have)
    st.button(
        f"Put {count(len(pieces), 'piece')} into the wardrobe",
        type="primary",
        icon=":material/add:",
        on_click=_add,
        args=(pieces,),
    )


def _files() -> list[UploadedFile]:
    files = st.file_uploader(
        "Photos of pieces, one garment in each",
        ENDINGS,
        accept_multiple_files=True,
        key=f"wardrobe_files_{ROUND.get()}",
        max_upload_size=MOST_MEGABYTES,
    )
    if st.toggle("Use the camera", key="wardrobe_camera"):
        photo = st.camera_input(
            "One garment, flat on a plain floor", key=f"wardrobe_photo_{ROUND.get()}", width=480
        )
        files = [*files, *([photo] if photo else [])]
    if len(files) > MOST_AT_ONCE:
        st.warning(
            f"{len(files)} files came; the first {MOST_AT_ONCE} are looked at. Bring the others in "
            "a second go.",
            icon=":material/info:",
        )
    return files


def _read(files: Sequence[UploadedFile]) -> list[tuple[str, Ready]]:
    """The files as pieces; says which could not be read. None is read twice."""
    known = {file.file_id: READ.get()[file.file_id] for file in files if file.file_id in READ.get()}
    new = [file for file in files if file.file_id not in known]
    bar = st.empty()
    sights = read_all([file.getvalue() for file in new], read_one, READERS)
    for number, (file, sight) in enumerate(zip(new, sights, strict=True), start=1):
        bar.progress(number / len(new), text=f"Reading photo {number} of {len(new)}")
        known[file.file_id] = _ready(shown(file.name), sight)
    bar.empty()
    READ.set(known)
    bad = [one for one in known.values() if isinstance(one, str)]
    if bad:
        st.warning(f"{count(len(bad), 'file')} cannot be used.", icon=":material/broken_image:")
        st.text("\n".join(bad))  # as it is: a name may hold anything
    return [(key, one) for key, one in known.items() if isinstance(one, Ready)]


def _ready(name: str, sight: PreparedPicture | PictureError) -> Ready | str:
    if isinstance(sight, PictureError):
        return f"{name}: {sight}"
    if sight.empty:
        return f"{name}: Nothing was found in it; expected one garment on a plain ground."
    label = label_of(classifier(default_name()).answer(sight))
    photo = sight.steps[0].picture
    cloth = sight.mask if sight.mask is not None else np.ones(photo.shape[:2], bool)
    item = Item(
        id="",
        name=name,
        thumbnail=_jpeg(photo, THUMBNAIL),
        pixels=np.asarray(sight.pixels),
        guessed=label.verdict,
        probability=label.probability,
        label=label.name,
        colours=colours_of(photo, cloth),
    )
    return Ready(item, _jpeg(photo, PHOTO))


def _piece(key: str, one: Ready, have: Sequence[Item]) -> None:
    """Draw a new piece, and what it is: the network's label, to be corrected."""
    with st.container(width=TILE, gap="small"):
        st.image(as_url(one.item.thumbnail), width=TILE, alt="The photo")
        st.selectbox(
            "It is",
            CLASS_NAMES,
            index=CLASS_NAMES.index(one.item.label),
            key=_label(key, one).name,
            label_visibility="collapsed",
        )
        sure = cautious_percent(one.item.probability)
        st.caption(f"{', '.join(one.item.colours)}. The network: {one.item.guessed}, {sure}.")
        if have:
            _alike(one.item, have)


def _label(key: str, one: Ready) -> Slot[str]:
    return Slot(f"wardrobe_label_{key}", one.item.label)


def _alike(item: Item, have: Sequence[Item]) -> None:
    """Draw the piece that is most like it: perhaps one has it already."""
    others = np.stack([described(other.pixels) for other in have])
    (nearest,) = most_alike(described(item.pixels), others, 1)
    other = have[int(nearest)]
    st.image(as_url(other.thumbnail), width=TILE // 2, alt="The piece most like it")
    st.caption(f"Most like it: your {words(other)}.")


def _add(pieces: Sequence[tuple[str, Ready]]) -> None:
    # Labels are read now: the press may come together with the last of them.
    new = [(replace(one.item, label=_label(key, one).get()), one.photo) for key, one in pieces]
    try:
        wardrobe_to_add_to().add(new)
    except LabError as error:  # nothing was added, and the photos are still here
        FAILED.set(str(error))
        return
    READ.clear()
    ROUND.set(ROUND.get() + 1)
    SAID.set(f"{count(len(new), 'piece')} added.")


def _jpeg(picture: UInt8Array, side: int) -> bytes:
    """A picture (h, w, 3) as a JPEG file, no side longer than `side` pixels."""
    small = Image.fromarray(picture)
    small.thumbnail((side, side))
    file = io.BytesIO()
    small.convert("RGB").save(file, "JPEG", quality=82)
    return file.getvalue()
