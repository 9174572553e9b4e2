"""The way to the Inside page with a network and a picture chosen: for other pages' buttons."""

from typing import NoReturn

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist_app.ui.shell.going import go_to
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets.networks import networks

PAGE = "pages/judge/inside.py"
ICON = ":material/account_tree:"
# Words in the address: which network, what kind of picture, which of the test pictures.
NETWORK, PICTURE, NUMBER = "inside_network", "inside_picture", "inside_number"
TEST, DRAWING, PHOTO = "test", "drawing", "photo"
KINDS = {TEST: "Test picture", DRAWING: "Your drawing", PHOTO: "Your photo"}
# A photo as a network sees it, (28, 28) uint8; it stays in the visit, and in no address.
PHOTO_PIXELS = Slot[npt.NDArray[np.uint8] | None]("inside_photo", None)


def words(network: str, kind: str, number: int = 0) -> dict[str, str]:
    """What the address says for the network of this id and a picture."""
    titles = {one.id: one.title for one in networks()}
    found = {PICTURE: KINDS[kind], NUMBER: str(number)}
    return found | ({NETWORK: titles[network]} if network in titles else {})


def link(network: str, kind: str, number: int = 0) -> None:
    """Draw a link to the Inside page."""
    st.page_link(PAGE, label="Look inside", icon=ICON, query_params=words(network, kind, number))


def open_with(network: str, kind: str, number: int = 0) -> NoReturn:
    """Go to the Inside page.

    It ends the run of the script, so it is to be called from a page, where a button was pressed,
    and not as a button's callback.
    """
    go_to(PAGE, words(network, kind, number))
