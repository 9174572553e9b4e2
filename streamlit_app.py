"""The app's entry point: it names the pages, nothing else."""

import streamlit as st

from fmnist_app.ui import frame

frame.show(
    [
        st.Page("pages/home.py", title="Home", icon=":material/home:", default=True),
        st.Page("pages/data.py", title="Data", icon=":material/grid_view:"),
        st.Page("pages/train.py", title="Train", icon=":material/show_chart:"),
        st.Page("pages/compare.py", title="Compare", icon=":material/balance:"),
        st.Page("pages/draw.py", title="Draw", icon=":material/draw:"),
        st.Page("pages/upload.py", title="Upload", icon=":material/upload:"),
    ]
)
