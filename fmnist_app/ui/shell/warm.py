"""Getting ready behind a painted page: what the first answer needs is loaded while one draws."""

import threading
from contextlib import suppress

import streamlit as st

from fmnist_app.catalog import shipped
from fmnist_app.core.errors import LabError
from fmnist_app.core.process_memory import set_apart
from fmnist_app.ui.shell.resources import nearest_training, ready


@st.cache_resource(show_spinner=False)
def get_ready_to_answer() -> None:
    """Load the default network, the charts and the picture index, once per server.

    To be called at a page's end: nothing waits for it, and an answer that comes sooner loads what
    it needs by itself.
    """
    threading.Thread(target=_load, name="warm-up", daemon=True).start()


def _load() -> None:
    ready(shipped())
    import fmnist_app.charts  # noqa: F401, PLC0415 - this import is the work

    with suppress(LabError):  # no data set, say: whoever asks is told so in a sentence
        nearest_training()
    set_apart("all that answers")
