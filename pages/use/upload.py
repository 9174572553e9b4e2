import streamlit as st

from fmnist_app.ui.shell.warm import get_ready_to_answer
from fmnist_app.ui.upload.cards import MOST_CARDS, show_card
from fmnist_app.ui.upload.sources import chosen_uploads
from fmnist_app.ui.upload.table import show_table
from fmnist_app.ui.widgets.answers import network_choice
from fmnist_app.ui.widgets.limits import show_limits

st.title("Upload")
st.write(
    "Bring pictures of clothing. Every photo is first made to look like those of the catalogue; "
    "you see each step and can change it."
)
uploads = chosen_uploads()
# The answer comes first, and below it who gives it.
answered = st.container()
names = network_choice("upload_networks")

with answered:
    if uploads and len(uploads) <= MOST_CARDS:
        for upload in uploads:
            show_card(upload, names, alone=len(uploads) == 1)
    elif uploads and names:
        show_table(uploads, names)
    elif uploads:
        st.info("Choose a network.", icon=":material/info:")

st.subheader("What makes a good picture")
show_limits()

get_ready_to_answer()
