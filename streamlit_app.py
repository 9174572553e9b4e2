"""The app's entry point: it names the pages, and what is served around them."""

import streamlit as st
from starlette.middleware import Middleware

from fmnist_app.ui.shell.first_paint import FirstPaint
from fmnist_app.ui.shell.left_alone import RestWhenAlone


def pages() -> list[st.Page]:
    """All pages, in one row: as headings of menus the groups would hide eight behind four more."""
    return [
        st.Page("pages/start/home.py", title="Home", icon=":material/home:", default=True),
        st.Page("pages/start/data.py", title="Data", icon=":material/grid_view:"),
        st.Page("pages/train/train.py", title="Train", icon=":material/show_chart:"),
        st.Page("pages/train/altered.py", title="Altered pictures", icon=":material/transform:"),
        st.Page("pages/train/search.py", title="Search", icon=":material/search:"),
        st.Page("pages/judge/compare.py", title="Compare", icon=":material/balance:"),
        st.Page("pages/judge/inside.py", title="Inside", icon=":material/account_tree:"),
        st.Page("pages/use/draw.py", title="Draw", icon=":material/draw:"),
        st.Page("pages/use/upload.py", title="Upload", icon=":material/upload:"),
        st.Page("pages/use/label.py", title="Label", icon=":material/sell:"),
        st.Page("pages/use/wardrobe.py", title="Wardrobe", icon=":material/checkroom:"),
        st.Page("pages/use/defects.py", title="Defects", icon=":material/troubleshoot:"),
    ]


if st.runtime.exists():  # Streamlit runs this file for a visitor
    from fmnist_app.ui.shell import frame

    frame.show(pages())
else:  # the server starts
    app = st.App(__file__, middleware=[Middleware(FirstPaint), Middleware(RestWhenAlone)])
