"""The photos of a field for files, each read once in a visit; what cannot be used is named."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

import streamlit as st

from fmnist_app.core.formatting import count
from fmnist_app.images import PictureError, PreparedPicture
from fmnist_app.inference.batch import read_all, read_one
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.upload.labelling import READERS
from fmnist_app.ui.upload.sources import shown

EMPTY = "Nothing was found in this picture; expected one garment on a plain ground."
T = TypeVar("T")


class Photo(Protocol):
    """A photo that came: an uploaded file, or another with an id of its own."""

    @property
    def file_id(self) -> str:
        """What nothing else has."""

    @property
    def name(self) -> str:
        """What it is called."""

    def getvalue(self) -> bytes:
        """The file."""


Read = Mapping[str, T | str]  # by the files' own ids: what was made of a photo, or what is wrong


def usable_photos(
    files: Sequence[Photo], slot: Slot[Read[T]], make: Callable[[str, PreparedPicture], T]
) -> dict[str, T]:
    """What `make` makes of each photo and its name, by the files' ids and in their order.

    `slot` keeps it for the visit. Draws how far the reading is, and what cannot be used.
    """
    before = slot.get()
    known = {file.file_id: before[file.file_id] for file in files if file.file_id in before}
    slot.set(known)  # which grows, and stays when the visitor turns to something else
    new = [file for file in files if file.file_id not in known]
    bar = st.empty()
    sights = read_all([file.getvalue() for file in new], read_one, READERS)
    for number, (file, sight) in enumerate(zip(new, sights, strict=True), start=1):
        bar.progress(number / len(new), text=f"Reading photo {number} of {len(new)}")
        known[file.file_id] = _made(shown(file.name), sight, make)
    bar.empty()
    found = [(file.file_id, known[file.file_id]) for file in files]
    _say([one for _, one in found if isinstance(one, str)])
    return {key: one for key, one in found if not isinstance(one, str)}


def _made(
    name: str, sight: PreparedPicture | PictureError, make: Callable[[str, PreparedPicture], T]
) -> T | str:
    if isinstance(sight, PictureError):
        return f"{name}: {sight}"
    return f"{name}: {EMPTY}" if sight.empty else make(name, sight)


def _say(bad: Sequence[str]) -> None:
    if not bad:
        return
    st.warning(f"{count(len(bad), 'file')} cannot be used.", icon=":material/broken_image:")
    st.text("\n".join(bad))  # as it is: a name may hold anything
