"""Bringing a delivery: many files, a zip, or a folder, each read once."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import count
from fmnist_app.delivery.labelling import File
from fmnist_app.delivery.samples import PICTURES, WRONG, sample_delivery
from fmnist_app.delivery.store import MOST_PICTURES, DeliveryError
from fmnist_app.delivery.unpack import pictures_in
from fmnist_app.images.files import ENDINGS, MOST_MEGABYTES
from fmnist_app.ui.label.own import FAILED, OWN, delivery_to_add_to
from fmnist_app.ui.shell.resources import dataset, deliveries, labeller
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.upload.sources import shown
from fmnist_app.ui.widgets.answers import network_choice, nobody_answers
from fmnist_app.ui.widgets.networks import classifier
from fmnist_app.ui.widgets.segments import segments

ZIP = ".zip"
CHOICE = "delivery_networks"
NETWORKS = Slot[Sequence[str]]("delivery_labelled_by", ())  # as last chosen
ROUND = Slot("delivery_round", 0)  # which of the fields for files it is: a new one is empty
WAYS = {"Files or a zip": ":material/upload_file:", "A folder": ":material/folder_open:"}


def show_bring() -> None:
    """Draw the field for files; what comes is handed on at once, and the field is empty again."""
    way = segments(
        "What to bring",
        {name: f"{icon} {name}" for name, icon in WAYS.items()},
        "delivery_way",
        label_visibility="collapsed",
    )
    folder = way == "A folder"
    slot = Slot[Sequence[UploadedFile]](f"delivery_files_{ROUND.get()}_{folder:d}", ())
    st.file_uploader(
        "A folder with pictures" if folder else "Pictures, or a zip of pictures",
        ENDINGS if folder else (*ENDINGS, ZIP[1:]),
        accept_multiple_files="directory" if folder else True,
        key=slot.name,
        on_change=partial(_take_in, slot),
        max_upload_size=MOST_MEGABYTES if folder else None,
    )
    with st.expander("Which networks label", icon=":material/neurology:"):
        st.caption(
            "The first of those you choose labels; the others have to agree, or else you are "
            "asked. What has a label already keeps it."
        )
        NETWORKS.set(network_choice(CHOICE))
    if not OWN.key.get():
        st.button(
            f"Try it with {PICTURES} samples", on_click=_try_samples, icon=":material/apparel:"
        )
        st.caption(
            "Test pictures of Fashion-MNIST, made to look like photos, in a folder for each kind. "
            f"{WRONG} lie in a wrong one: see “Check labels”."
        )
    days = deliveries().limits.delivery_days
    st.caption(
        f"Up to {count(MOST_PICTURES, 'picture')}; many come in quickest as a zip. They are made "
        f"smaller and kept on the machine that runs this app for {count(days, 'day')} after the "
        "last change, under an address that nobody can guess. Whoever has the address sees them."
    )


def show_another() -> None:
    """Draw the way to the next delivery; this one stays at its address."""
    st.button("Begin another delivery", on_click=OWN.forget, icon=":material/add:")
    st.caption("This one stays where it is: bookmark its address, which is the key to it.")


def _take_in(slot: Slot[Sequence[UploadedFile]]) -> None:
    """Have the files labelled. In a callback, so that the page is drawn with what came."""
    files = slot.get()
    if not files:
        return
    _submit(lambda: [file for one in files for file in _pictures(one)])
    ROUND.set(ROUND.get() + 1)  # the old field's files leave the server's memory


def _try_samples() -> None:
    _submit(lambda: sample_delivery(dataset()))


def _submit(files: Callable[[], list[File]]) -> None:
    """Have them labelled, or note why not, to be told once."""
    try:
        came = files()  # before a delivery is made for what may be none
        if not NETWORKS.get():
            raise DeliveryError(nobody_answers())
        networks = [classifier(name) for name in NETWORKS.get()]
        labeller().submit(delivery_to_add_to(), came, networks)
    except LabError as error:
        FAILED.set(str(error))


def _pictures(file: UploadedFile) -> Iterator[File]:
    name = shown(file.name)
    if name.lower().endswith(ZIP):
        for within, data in pictures_in(file, name):
            yield File.of(shown(within), data)
    else:
        yield File.of(name, file.getvalue())
