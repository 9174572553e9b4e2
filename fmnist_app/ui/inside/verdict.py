"""In a sentence: what the network says of the picture, and whether that is right."""

import numpy as np
import streamlit as st

from fmnist_app.core.formatting import cautious_percent
from fmnist_app.data import CLASS_NAMES
from fmnist_app.inference.inside.steps import Array


def show_verdict(title: str, probabilities: Array, truth: int | None) -> None:
    """Draw what the network says, (10,) shares of its scores, and what is true if that is known."""
    first, second = (int(each) for each in np.argsort(-probabilities)[:2])
    shares = [cautious_percent(float(probabilities[each])) for each in (first, second)]
    st.markdown(
        f"**{title} says: {CLASS_NAMES[first]}**, {shares[0]}. {_right(first, truth)} "
        f"Next: {CLASS_NAMES[second]}, {shares[1]}."
    )


def _right(said: int, truth: int | None) -> str:
    if truth is None:
        return ""
    if truth == said:
        return ":material/check: Right."
    return f":material/close: It is labelled {CLASS_NAMES[truth]}."
