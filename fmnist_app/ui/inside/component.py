"""The parts of the page that live in the browser: a script and a stylesheet each."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent
SHARED = "maps.js"


@cache
def component(name: str, root: str) -> Callable[..., Any]:
    """What mounts the component of `name`.js and `name`.css, in an element of the class `root`."""
    css, shared, own = (
        (HERE / file).read_text(encoding="utf-8") for file in (f"{name}.css", SHARED, f"{name}.js")
    )
    mounted: Callable[..., Any] = st.components.v2.component(
        f"fmnist_inside_{name}", html=f'<div class="{root}"></div>', css=css, js=shared + own
    )
    return mounted
