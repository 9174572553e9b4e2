import streamlit as st

from fmnist_app.errors import LabError
from fmnist_app.ui import frame, session
from fmnist_app.ui.form import settings_form
from fmnist_app.ui.live import live_panel
from fmnist_app.ui.networks import network_tables
from fmnist_app.ui.resources import lab

frame.require()

st.title("Train")
controls, view = st.columns([1, 2.6], gap="large")

with controls:
    settings = None
    try:
        # Whoever moves a control is about to train: TensorFlow loads while they choose.
        settings = settings_form(on_change=lab().warm_up)
    except LabError as error:
        st.error(str(error), icon=":material/error:")
    if (
        st.button(
            "Train",
            type="primary",
            icon=":material/play_arrow:",
            width="stretch",
            disabled=settings is None,
        )
        and settings
    ):
        try:
            session.watch(lab().submit(settings))
        except LabError as error:
            st.error(str(error), icon=":material/error:")
    if settings:
        network_tables(settings)

with view:
    run = session.current_run()
    if run:
        live_panel(lab(), run)
    else:
        st.info(
            "Press Train. Accuracy and loss of both networks will move here while they learn.",
            icon=":material/show_chart:",
        )
