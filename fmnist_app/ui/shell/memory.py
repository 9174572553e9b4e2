"""Keeping the server light: what is loaded for good is not searched for garbage again."""

import gc
import sys

import streamlit as st

from fmnist_app.core.process_memory import let_go_of_code, share_heaps

# Modules: after so many new ones, what they brought is worth setting apart.
WORTH_IT = 50


@st.cache_resource(show_spinner=False)
def _settled() -> dict[str, int]:
    share_heaps()
    return {"modules": 0}


def settle() -> None:
    """Set everything now in memory apart from what the garbage collector looks through.

    Streamlit collects all garbage after every run of a script or fragment; with pandas and Altair
    loaded that takes a tenth of a second of a core, twice a second for each visitor who watches.
    """
    settled = _settled()
    if len(sys.modules) > settled["modules"] + WORTH_IT:
        settled["modules"] = len(sys.modules)
        gc.collect()
        gc.freeze()
        let_go_of_code()
