"""The frame around every page: navigation, page settings, and errors said in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.data import DatasetMissing
from fmnist_app.ui.shell.memory import settle
from fmnist_app.ui.shell.missing import offer_the_data_set
from fmnist_app.ui.shell.resources import dataset


def show(pages: dict[str, list[st.Page]]) -> None:
    """Draw the frame with these groups of pages in its menu, and the chosen page within."""
    st.set_page_config(page_title="Fashion-MNIST Lab", page_icon="👟", layout="wide")
    # Within another page (?embed=true) the address says which page is meant.
    page = st.navigation(pages, position="hidden" if st.context.is_embedded else "top")
    with explained():
        dataset()  # no page can do without
        page.run()
    settle()


@contextmanager
def explained() -> Iterator[None]:
    """Show an error that a visitor can act on as the one sentence it is."""
    try:
        yield
    except DatasetMissing as error:
        offer_the_data_set(error)
    except LabError as error:
        st.error(str(error), icon=":material/error:")
