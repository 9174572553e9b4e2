import streamlit as st

from fmnist_app.ui.defects.made import show_made
from fmnist_app.ui.defects.own import show_own
from fmnist_app.ui.defects.small import show_small
from fmnist_app.ui.widgets.segments import segments

st.title("Defects")
st.write(
    "Good pieces of one style are shown to a network's first layer, and each small part of them is "
    "remembered. A piece with a part unlike all of these is marked. It has never seen a defect."
)
pieces = segments(
    "Pieces",
    {"catalogue": "From the catalogue", "own": "Your photos"},
    "defects_pieces",
    label_visibility="collapsed",
    bind="query-params",
)
if pieces == "own":
    show_own()
else:
    show_made()

st.subheader("How small a defect does it find?")
show_small()

st.subheader("Where it ends")
st.markdown(
    "- **28 x 28 grey pixels.** Whatever is finer than a pixel, or differs in colour alone, is "
    "gone before the network looks.\n"
    "- **One style, laid alike.** A sleeve folded otherwise differs as much as one that is torn.\n"
    "- **A demonstrator.** It shows how inspection works; nobody should sort goods by it."
)
