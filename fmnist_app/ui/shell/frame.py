"""The frame around every page: navigation, page settings, and errors said in one sentence."""

import logging
import runpy
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from streamlit.delta_generator_singletons import context_dg_stack, get_default_dg_stack_value

from fmnist_app.core.errors import LabError
from fmnist_app.core.paths import without_folders
from fmnist_app.core.process_memory import set_apart, share_heaps
from fmnist_app.data import DatasetMissingError
from fmnist_app.ui.shell import going, presence, visit
from fmnist_app.ui.shell.chip import run_chip
from fmnist_app.ui.shell.first_paint import STYLE, FirstPaint
from fmnist_app.ui.shell.late_ticks import hear_late_ticks_here
from fmnist_app.ui.shell.missing import offer_the_data_set
from fmnist_app.ui.shell.resources import dataset
from fmnist_app.ui.shell.whole_presses import hear_presses_out
from fmnist_app.ui.shell.words import show_words
from fmnist_app.ui.tour import progress
from fmnist_app.ui.train.sharing import seen_from_far

CHARTS = "fmnist_app.charts"  # which pages load when they first draw one
TRAIN = "train"  # the page's word in the address
ENTRY = Path(__file__).parents[3] / "streamlit_app.py"
LOG = logging.getLogger(__name__)


def show(pages: list[st.Page]) -> None:
    """Draw the frame with these pages in its menu, and the chosen page within."""
    hear_presses_out()
    hear_late_ticks_here()
    share_heaps()
    from_the_top()
    st.set_page_config(page_title="Fashion-MNIST Lab", page_icon="👟", layout="wide")
    if not FirstPaint.serves:
        st.html(STYLE)
    # Within another page (?embed=true) the address says which page is meant.
    page = st.navigation(pages, position="hidden" if st.context.is_embedded else "top")
    going.go_on(page.url_path)
    if left := presence.page_left(page.url_path):
        path, words = left
        st.switch_page(next(one for one in pages if one.url_path == path), query_params=words)
    presence.begin(page.url_path)
    with explained():
        dataset()  # no page can do without
        visit.come_back()
        # Before the page, so that a keyboard finds it there on all pages; filled after it.
        place = st.container(key="tour")
        tour = progress.take_up()
        page.run()
        # Beside the menu; last, for until the stylesheet is there it has a place in the page.
        with st.container(key="visit", width="content", gap=None):
            visit.remember()
            if page.url_path != TRAIN:  # which says more itself
                run_chip()
        if tour and not (st.context.is_embedded or seen_from_far()):
            from fmnist_app.ui.tour.bar import show_bar  # noqa: PLC0415 - for those who take it

            show_bar(place)
    show_words()
    if not st.context.is_embedded:
        visit.fresh_start()
    going.arrive()
    set_apart("the charts" if CHARTS in sys.modules else "the frame")


def from_the_top() -> None:
    """Have all that follows drawn from the top of the page on, whatever was drawn before.

    Streamlit 1.67 leaves a fragment's place behind where a fragment's run ends well and a run of
    the whole page, asked for in that moment, follows in the same thread: the page then lands in the
    fragment, and the browser, which expects it at the top, shows nothing.
    """
    context_dg_stack.set(get_default_dg_stack_value())


def run_entry_point() -> None:
    """Draw the frame, and in it the page that the address names.

    Until the entry point has run once, a server with a folder `pages` knows the files directly in
    it and no others: a visitor who comes by a link to `/draw` would read that there is no such
    page, were there no `pages/draw.py`.
    """
    runpy.run_path(str(ENTRY), run_name="__main__")


@contextmanager
def explained() -> Iterator[None]:
    """Show an error that a visitor can act on as the one sentence it is."""
    try:
        yield
    except DatasetMissingError as error:
        offer_the_data_set(error)
    except LabError as error:
        LOG.warning("%s", error)  # with the folders, for whoever runs the server
        st.error(without_folders(str(error)), icon=":material/error:")
