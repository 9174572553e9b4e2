"""The choice of one thing among a few."""

from collections.abc import Mapping
from typing import Any, TypeVar

import streamlit as st

T = TypeVar("T")


def segments(label: str, words: Mapping[T, str], key: str, **more: Any) -> T:
    """Draw a segmented control, the first chosen at first; `words` has what is shown for each.

    `more` goes to the control as it is, another default as well.
    """
    first, *_ = words
    chosen = st.segmented_control(
        label,
        list(words),
        format_func=words.__getitem__,
        key=key,
        required=True,
        **{"default": first, **more},
    )
    return first if chosen is None else chosen
