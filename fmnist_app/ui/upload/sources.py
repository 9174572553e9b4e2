"""Where a visitor's pictures come from: files, the camera, or samples; held in memory only."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from fmnist_app.core.formatting import count
from fmnist_app.data import CLASS_NAMES, CLASSES
from fmnist_app.images.files import ENDINGS, MOST_MEGABYTES
from fmnist_app.images.samples import catalogue_photo
from fmnist_app.ui.shell.resources import dataset
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets.segments import segments

MOST_FILES = 200
SOURCES = {
    "Files": ":material/upload_file:",
    "Camera": ":material/photo_camera:",
    "Samples": ":material/checkroom:",
}
FIRST_SAMPLES = ["Dress", "Ankle boot"]
ROUND = Slot("upload_round", 0)  # a field under a new key is empty
KEPT = Slot[Sequence[UploadedFile]]("upload_kept", ())
SAMPLES = Slot[Sequence[str]]("upload_samples", FIRST_SAMPLES)
DRAW = Slot("upload_draw", 0)


@dataclass(frozen=True, eq=False)
class Upload:
    """One picture as it came: `key` is its own for this visit, `name` may be shown as text."""

    key: str
    name: str
    file: BytesIO

    @property
    def data(self) -> bytes:
        """The whole file."""
        return self.file.getvalue()


def chosen_uploads() -> list[Upload]:
    """Draw the choice of where pictures come from; returns the pictures, at most 200."""
    words = {name: f"{icon} {name}" for name, icon in SOURCES.items()}
    source = segments(
        "Where from",
        words,
        "upload_source",
        label_visibility="collapsed",
        persist_state="session",
    )
    if source == "Camera":
        return _from_camera()
    if source == "Samples":
        return _from_samples()
    return _from_files()


def _from_files() -> list[Upload]:
    field = Slot[Sequence[UploadedFile]](f"upload_files_{ROUND.get()}", ())
    st.file_uploader(
        "Pictures of clothing",
        ENDINGS,
        accept_multiple_files=True,
        key=field.name,
        on_change=_keep,
        args=(field,),
        max_upload_size=MOST_MEGABYTES,
    )
    st.caption(
        "One or many. They stay in this server's memory for your visit alone, and are written "
        "nowhere."
    )
    # The widget forgets its files when another page is opened; the visitor's session does not.
    files = KEPT.get()
    before = not field.get()
    if len(files) > 1 or (files and before):
        with st.container(horizontal=True, vertical_alignment="center"):
            if before:
                st.caption("Your pictures from before are still here.", width="content")
            st.button("Remove all", on_click=_remove, type="tertiary", icon=":material/close:")
    if len(files) > MOST_FILES:
        st.warning(
            f"{len(files)} files came; the first {MOST_FILES} are looked at. The page Label takes "
            "more, and keeps them.",
            icon=":material/info:",
        )
    return [Upload(file.file_id, shown(file.name), file) for file in files[:MOST_FILES]]


def _keep(field: Slot[Sequence[UploadedFile]]) -> None:
    KEPT.set(tuple(field.get()))


def _remove() -> None:
    KEPT.set(())
    ROUND.set(ROUND.get() + 1)


def _from_camera() -> list[Upload]:
    photo = st.camera_input(
        "Lay one garment flat on a plain floor and look straight down",
        key="upload_camera",
        width=480,
    )
    return [Upload(photo.file_id, "Your photo", photo)] if photo else []


def _from_samples() -> list[Upload]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.pills(
            "Test pictures, made into photos",
            CLASS_NAMES,
            selection_mode="multi",
            default=FIRST_SAMPLES,
            key=SAMPLES.name,
            wrap=True,
        )
        st.button("All ten", on_click=SAMPLES.set, args=(list(CLASS_NAMES),))
        st.button("Others", on_click=_draw_others, icon=":material/refresh:")
    return [_sample(CLASS_NAMES.index(name)) for name in CLASS_NAMES if name in chosen]


def _sample(label: int) -> Upload:
    """A test picture of a class, always the same until others are asked for."""
    data = dataset()
    chance = np.random.default_rng(CLASSES * DRAW.get() + label)
    place = int(chance.choice(np.flatnonzero(data.test_labels == label)))
    photo = catalogue_photo(data.test_images[place], place)
    return Upload(f"sample-{place}", f"{CLASS_NAMES[label]}, test picture {count(place)}", photo)


def _draw_others() -> None:
    DRAW.set(DRAW.get() + 1)


def shown(name: str) -> str:
    """A file name without what cannot be seen or would turn the text around."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)
