"""What mirroring does to shoes, of which nearly all point the same way."""

import numpy as np
import streamlit as st

from fmnist_app.core.formatting import count, percent
from fmnist_app.data.toes import SHOES, toes_left
from fmnist_app.ui.shell.resources import dataset
from fmnist_app.ui.widgets.pictures import show_picture, strip

SHOWN = 6


def show_shoes() -> None:
    """Draw some shoes as they are and mirrored, and say how many point to the left."""
    train, test, number = _shares()
    st.write(
        f"Of the {count(number)} sneakers and ankle boots to learn from, {percent(train, 1)} have "
        f"their toe on the left, and of those to be tested on, {percent(test, 1)}: a mirrored shoe "
        "is a view that the test pictures hardly ever ask for."
    )
    images, labels = dataset().train_images, dataset().train_labels
    shoes = images[np.flatnonzero(np.isin(labels, SHOES))[:SHOWN]]
    for column, words, shown in zip(
        st.columns(2, gap="large"),
        ("As they are", "Mirrored"),
        (shoes, shoes[:, :, ::-1]),
        strict=True,
    ):
        with column:
            st.markdown(f"**{words}**")
            show_picture(strip(shown, scale=4), "stretch", f"Six shoes, {words.lower()}")
    st.caption(
        "Measured by shape: a shoe is tall at the heel, so its toe counts as left where its upper "
        "half lies further right than its lower half."
    )


@st.cache_data(show_spinner=False)
def _shares() -> tuple[float, float, int]:
    """The share with the toe on the left to learn from and to be tested on, and how many learn."""
    data = dataset()
    train = toes_left(data.train_images[np.isin(data.train_labels, SHOES)])
    test = toes_left(data.test_images[np.isin(data.test_labels, SHOES)])
    data.let_go()
    return float(train.mean()), float(test.mean()), len(train)
