"""Parts of a page that are drawn anew by themselves."""

from collections.abc import Callable
from typing import ParamSpec

import streamlit as st

P = ParamSpec("P")


def fragment(draw: Callable[P, None], run_every: float | None = None) -> Callable[P, None]:
    """Make `draw` a fragment in a container of its own, `run_every` so many seconds.

    When a fragment is drawn anew, what it drew before and the server has not sent yet is dropped.
    Beside other elements, those after it would come for places that the browser has not got, which
    leaves the visitor with an empty page; the container holds the fragment's place.
    """

    def contained(*args: P.args, **kwargs: P.kwargs) -> None:
        with st.container():
            st.fragment(draw, run_every=run_every)(*args, **kwargs)

    return contained
