"""The 10,000 test pictures for the browser, which then shows any of them without asking."""

import gzip
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from fmnist_app.ui.shell.resources import dataset

SCRIPT = Path(__file__).with_name("test_pictures.js")
LEVEL = 6  # 4.4 MB, as the data set's own file; 9 takes five times as long and saves a hundredth


def show_test_pictures() -> None:
    """Send them once, after all that is to be seen; the browser keeps them for this tab."""
    _component()(key="test_pictures", data=_packed(), width="content", height="content")


@st.cache_resource(show_spinner=False)
def _packed() -> bytes:
    data = dataset()
    packed = gzip.compress(data.test_images.tobytes(), LEVEL, mtime=0)
    data.let_go()
    return packed


@cache
def _component() -> Callable[..., Any]:
    mounted: Callable[..., Any] = st.components.v2.component(
        "fmnist_test_pictures", js=SCRIPT.read_text(encoding="utf-8"), isolate_styles=False
    )
    return mounted
