"""Adding pieces: photos come in, the network fills in what they are, the visitor corrects it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from fmnist_app.catalog import default_name
from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import cautious_percent, count
from fmnist_app.data import CLASS_NAMES, CLASSES
from fmnist_app.images import PreparedPicture
from fmnist_app.images.files import ENDINGS, MOST_MEGABYTES
from fmnist_app.images.samples import sample_photos
from fmnist_app.images.small import as_jpeg
from fmnist_app.inference.label import label_of
from fmnist_app.ui.shell.resources import dataset
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.upload.reading import Photo, Read, usable_photos
from fmnist_app.ui.wardrobe.collection import (
    FAILED,
    SAID,
    most_like,
    wardrobe_to_add_to,
    words,
)
from fmnist_app.ui.widgets.networks import classifier
from fmnist_app.ui.widgets.pictures import as_url
from fmnist_app.wardrobe.colours import colours_of
from fmnist_app.wardrobe.item import LONGEST_NAME, Item

MOST_AT_ONCE = 30
PHOTO, THUMBNAIL = 560, 144  # pixels of the longer side, as they are kept
TILE = 144
EACH = 2  # samples of a class
SAMPLES = Slot("wardrobe_samples", False)  # whether they were asked for
ROUND = Slot("wardrobe_round", 0)  # which of the fields for files it is: a new one is empty


@dataclass(frozen=True, eq=False)
class Ready:
    """A piece as it was read, with its photo as it is kept."""

    item: Item
    photo: bytes


READ = Slot[Read[Ready]]("wardrobe_read", {})


def show_add(have: Sequence[Item]) -> None:
    """Let the visitor bring photos, draw what they are taken for, and add them on a press."""
    files: Sequence[Photo] = _files()
    if not files and not have:
        files = _samples()
    pieces = list(usable_photos(files[:MOST_AT_ONCE], READ, _ready).items())
    if not pieces:
        return
    near = most_like([one.item for _, one in pieces], have, 1)
    with st.container(horizontal=True, key="wardrobe_new"):
        for (key, one), alike in zip(pieces, near, strict=True):
            _piece(key, one, alike)
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


def _samples() -> Sequence[Photo]:
    """Photos made from test pictures, for who has none at hand and presses for them."""
    if not SAMPLES.get():
        many = count(EACH * CLASSES, "sample")
        st.button(
            f"Try it with {many}", on_click=SAMPLES.set, args=(True,), icon=":material/apparel:"
        )
        return []
    st.caption("Test pictures of Fashion-MNIST, made to look like photos.")
    return sample_photos(dataset(), EACH)


def _ready(name: str, sight: PreparedPicture) -> Ready:
    label = label_of(classifier(default_name()).answer(sight))
    photo = sight.steps[0].picture
    cloth = sight.mask if sight.mask is not None else np.ones(photo.shape[:2], bool)
    item = Item(
        id="",
        name=name[:LONGEST_NAME],
        thumbnail=as_jpeg(photo, THUMBNAIL),
        pixels=np.asarray(sight.pixels),
        guessed=label.verdict,
        probability=label.probability,
        label=label.name,
        colours=colours_of(photo, cloth),
    )
    return Ready(item, as_jpeg(photo, PHOTO))


def _piece(key: str, one: Ready, alike: Sequence[Item]) -> None:
    """Draw a new piece, what it is, to be corrected, and what one has that is most like it."""
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
        for other in alike:
            st.image(as_url(other.thumbnail), width=TILE // 2, alt="The piece most like it")
            st.caption(f"Most like it: your {words(other)}.")


def _label(key: str, one: Ready) -> Slot[str]:
    return Slot(f"wardrobe_label_{key}", one.item.label)


def _add(pieces: Sequence[tuple[str, Ready]]) -> None:
    # Labels are read now: the press may come together with the last of them.
    new = [(replace(one.item, label=_label(key, one).get()), one.photo) for key, one in pieces]
    try:
        wardrobe_to_add_to().add(new)
    except LabError as error:  # nothing was added, and the photos are still here
        FAILED.set(str(error))
        return
    READ.clear()
    SAMPLES.clear()
    ROUND.set(ROUND.get() + 1)
    SAID.set(f"{count(len(new), 'piece')} added.")
