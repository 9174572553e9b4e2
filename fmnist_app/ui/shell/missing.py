"""What a visitor sees where there is no data set: the ways to get it, and one click to try."""

import streamlit as st

from fmnist_app.core.paths import without_folders
from fmnist_app.data import DatasetMissingError, fetch
from fmnist_app.ui.shell.presses import pressed


def offer_the_data_set(error: DatasetMissingError) -> None:
    """Say what is missing and the three ways to get it."""
    st.title("The data set is not here yet")
    st.write("This app works on the real Fashion-MNIST pictures: 31 MB that this server lacks.")
    st.markdown(
        "1. **On Debian**, install its package: `sudo apt install dataset-fashion-mnist`\n"
        "2. **By hand**, put the four `.gz` files of Fashion-MNIST into a folder and start the app "
        "with `FMNIST_DATA` set to that folder\n"
        "3. **With a network**, run `python -m fmnist_app data`, or press the button"
    )
    if pressed("Fetch it now", "fetch_data_set", type="primary", icon=":material/download:"):
        _fetch()
    with st.expander("What was found"):
        st.text(without_folders(str(error)))


def _fetch() -> None:
    with st.status("Fetching the data set", expanded=True) as status:
        try:
            fetch(lambda words: st.write(without_folders(words)))
        except DatasetMissingError as error:
            status.update(label="It could not be fetched", state="error")
            st.text(without_folders(str(error)))
            return
    st.rerun()
