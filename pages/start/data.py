import numpy as np
import streamlit as st

from fmnist_app import charts
from fmnist_app.core.formatting import count
from fmnist_app.data import CLASS_NAMES, normalise
from fmnist_app.ui.data.duplicates import show_duplicates
from fmnist_app.ui.data.label_errors import show_label_errors
from fmnist_app.ui.shell.resources import dataset
from fmnist_app.ui.shell.words import with_words

data = dataset()

st.title("The pictures")
st.write(
    f"{count(len(data.train_images), 'picture')} to learn from and "
    f"{count(len(data.test_images))} to be tested on, each 28 by 28 grey pixels with one of ten "
    "labels."
)
st.caption("Every picture and label was compared with the original by its fingerprint (SHA-256).")

st.subheader("Every class comes equally often")
train, test = (np.bincount(labels).tolist() for labels in (data.train_labels, data.test_labels))
with st.container(key="data_balance"):
    st.vega_lite_chart(charts.balance_rows(CLASS_NAMES, train, test), charts.balance_spec())

st.subheader("One picture as the network gets it")
st.write(
    "A pixel is a number from 0 (black) to 255 (white). Networks learn better from small numbers, "
    "so every pixel is divided by 255: the picture looks the same, its numbers run from 0 to 1."
)
with st.container(horizontal=True, vertical_alignment="bottom"):
    label = st.selectbox("Class", CLASS_NAMES, key="shown_class", width=220, bind="query-params")
    number = st.number_input(
        "Which one",
        1,
        1000,
        key="shown_number",
        width=140,
        bind="query-params",
    )
chosen = np.flatnonzero(data.train_labels == CLASS_NAMES.index(label))[int(number) - 1]
picture = data.train_images[chosen]
before, after = st.tabs(["Before: 0 to 255", "After: 0 to 1"])
with before, st.container(key="data_before"):
    st.vega_lite_chart(charts.pixel_rows(picture), charts.pixels_spec())
with after, st.container(key="data_after"):
    st.vega_lite_chart(
        charts.pixel_rows(normalise(picture)[..., 0]),
        charts.pixels_spec(),
    )

st.subheader("Shapes")
st.write(
    with_words("A convolution expects a list of channels for each pixel; a grey picture has one.")
)
batch = normalise(data.train_images[:1])
st.dataframe(
    {
        "": ["Training pictures", "Test pictures"],
        "As stored": [str(data.train_images.shape), str(data.test_images.shape)],
        "With the channel axis": [
            str((*images.shape[:1], *batch.shape[1:]))
            for images in (data.train_images, data.test_images)
        ],
    },
    hide_index=True,
    width="content",
)

show_duplicates(data)
show_label_errors(data)
