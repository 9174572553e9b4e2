"""The visitor's own delivery, with what they said of it, in the file and on the page alike."""

from collections.abc import Mapping, Sequence

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.delivery.store import Delivery, Picture, Said
from fmnist_app.inference.label import gravity
from fmnist_app.ui.shell.resources import deliveries
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.upload.labelling import Labelled
from fmnist_app.ui.upload.review import CORRECTED, WHEN
from fmnist_app.ui.widgets.own_file import OwnFile

OWN: OwnFile[Delivery] = OwnFile(
    "delivery",
    "There is no delivery at this address, or not any more. The first picture that you bring "
    "starts a new one.",
)
FAILED = Slot("delivery_failed", "")  # to be told once
# What the file and this visit last agreed on, and for which delivery.
AGREED = Slot[tuple[str, Mapping[str, str]]]("delivery_agreed", ("", {}))


def own_delivery() -> Delivery | None:
    """The delivery that the address or the visit names; None before there is one."""
    return OWN.found(deliveries())


def delivery_to_add_to() -> Delivery:
    """The visitor's delivery, made if there is none yet."""
    return OWN.found_or_new(deliveries())


def labelled(pictures: Sequence[Picture]) -> list[Labelled]:
    """Those that have a label, as the review and the table take them, the most doubtful first."""
    found = [
        Labelled(one.key, one.name, "", one.label, network=one.network)
        for one in pictures
        if one.label
    ]
    return sorted(found, key=lambda row: gravity(row.label))


def in_step(delivery: Delivery, pictures: Sequence[Picture]) -> Mapping[str, str]:
    """Keep what was said on this page, and take over what was said elsewhere; returns all of it.

    What could not be kept is told, and stays on the page.
    """
    keys = {one.key for one in pictures}
    here = {key: label for key, label in CORRECTED.get().items() if key in keys}
    name, before = AGREED.get()
    if name != OWN.key.get():
        here = before = {}
    changes = {key: here.get(key) for key in [*here, *before] if here.get(key) != before.get(key)}
    try:
        if changes:
            delivery.say(changes)
    except LabError as error:
        st.error(f"What you said last is not kept yet. {error}", icon=":material/error:")
        return here
    return _taken_over(delivery.said(), keys)


def _taken_over(said: Mapping[str, Said], keys: set[str]) -> Mapping[str, str]:
    labels = {key: one.label for key, one in said.items()}
    AGREED.set((OWN.key.get(), labels))
    # In the order of the file; what was said of pictures on other pages stays.
    others = {key: label for key, label in CORRECTED.get().items() if key not in keys}
    CORRECTED.set({**others, **labels})
    WHEN.set({**WHEN.get(), **{key: one.at for key, one in said.items()}})
    return labels


def tell() -> None:
    """Draw what a press before could not do."""
    if FAILED.get():
        st.error(FAILED.get(), icon=":material/error:")
    FAILED.clear()
