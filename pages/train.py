import streamlit as st

from fmnist_app.ui import frame, session
from fmnist_app.ui.form import chosen_settings
from fmnist_app.ui.networks import network_tables
from fmnist_app.ui.resources import lab
from fmnist_app.ui.start import train_button

frame.require()

st.title("Train")
controls, view = st.columns([1, 2.6], gap="large")

with controls:
    # Whoever moves a control is about to train: TensorFlow loads while they choose.
    settings = chosen_settings(on_change=lab().warm_up)
    train_button(lab(), settings)
    if settings:
        network_tables(settings)

with view:
    if run := session.current_run():
        # Charts take 30 MB that a server nobody trains on can do without.
        from fmnist_app.ui.live import live_panel

        live_panel(lab(), run)
    else:
        st.info(
            "Press Train. Accuracy and loss of both networks will move here while they learn.",
            icon=":material/show_chart:",
        )
