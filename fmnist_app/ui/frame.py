"""The frame around every page: navigation, page settings, and errors said in one sentence."""

import runpy
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from fmnist_app.data import DatasetMissing
from fmnist_app.errors import LabError
from fmnist_app.ui import session
from fmnist_app.ui.memory import settle
from fmnist_app.ui.missing import offer_the_data_set
from fmnist_app.ui.resources import dataset

ENTRY = Path(__file__).parents[2] / "streamlit_app.py"


def show(pages: list[st.Page]) -> None:
    """Draw the frame with these pages in its menu, and the chosen page within."""
    st.set_page_config(page_title="Fashion-MNIST Lab", page_icon="👟", layout="wide")
    session.mark_framed()
    # Within another page (?embed=true) the address says which page is meant.
    page = st.navigation(pages, position="hidden" if st.context.is_embedded else "top")
    with explained():
        dataset()  # no page can do without
        page.run()
    settle()


def require() -> None:
    """Make sure that the page calling this is drawn within the frame.

    A server that was just started takes `pages/` for the whole app until the entry point has run
    once, and so runs a page opened by its own address bare. Such a page runs the entry point,
    which draws the frame and the page in it, and ends.
    """
    if not session.is_framed():
        runpy.run_path(str(ENTRY), run_name="__main__")
        st.stop()


@contextmanager
def explained() -> Iterator[None]:
    """Show an error that a visitor can act on as the one sentence it is."""
    try:
        yield
    except DatasetMissing as error:
        offer_the_data_set(error)
    except LabError as error:
        st.error(str(error), icon=":material/error:")
