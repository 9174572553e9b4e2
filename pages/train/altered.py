import streamlit as st

from fmnist_app.ui.altered.curves import show_curves
from fmnist_app.ui.altered.examples import show_controls, show_draws, show_rising
from fmnist_app.ui.altered.picture import choose_picture
from fmnist_app.ui.altered.shoes import show_shoes

st.title("Altered pictures")
st.write(
    "A network that sees the same pictures again and again starts to learn them by heart. Altered "
    "a little, and differently each time, they stay new to it."
)
picture = choose_picture()

st.subheader("One picture, altered more and more")
show_rising(picture)

st.subheader("As a network would get it in training")
st.write("Choose how strongly: 0 is off, 1 is strong. Chance draws anew for every picture.")
show_draws(picture, show_controls())

st.subheader("What do networks bear?")
st.write(
    "Test pictures, altered more and more: a network that learnt from altered pictures may still "
    "know them when one that did not is lost."
)
show_curves()

st.subheader("Mirrored shoes")
show_shoes()
