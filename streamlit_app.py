"""The app's entry point: it names the pages, in groups, nothing else."""

import streamlit as st

from fmnist_app.ui.shell import frame

frame.show(
    {
        "Start": [
            st.Page("pages/start/home.py", title="Home", icon=":material/home:", default=True),
            st.Page("pages/start/data.py", title="Data", icon=":material/grid_view:"),
        ],
        "Train": [st.Page("pages/train/train.py", title="Train", icon=":material/show_chart:")],
        "Judge": [st.Page("pages/judge/compare.py", title="Compare", icon=":material/balance:")],
        "Use": [
            st.Page("pages/use/draw.py", title="Draw", icon=":material/draw:"),
            st.Page("pages/use/upload.py", title="Upload", icon=":material/upload:"),
        ],
    }
)
