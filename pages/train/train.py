import streamlit as st

from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.presence import when_present
from fmnist_app.ui.shell.resources import lab
from fmnist_app.ui.train import sharing
from fmnist_app.ui.train.bring_back import bring_back
from fmnist_app.ui.train.form import chosen_settings
from fmnist_app.ui.train.networks import network_tables
from fmnist_app.ui.train.runs import run_choice
from fmnist_app.ui.train.start import train_button
from fmnist_app.ui.train.starters import starters

link = sharing.opened_link()

if link.controls:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title("Train", width="stretch")
        corner = st.container(width="content")
    controls, view = st.columns([1, 2.6], gap="large")
    with controls:
        # Whoever moves a control is about to train: TensorFlow loads while they choose.
        settings = chosen_settings(on_change=sharing.on_move(lab().warm_up))
        sharing.show_ignored()
        train_button(lab(), settings)
        if settings:
            network_tables(settings)
    with corner:
        sharing.share(settings)
else:
    view = st.container()
    with view:
        settings = sharing.linked_settings(link)
        sharing.show_ignored()
        train_button(lab(), settings)

with view:
    if link.controls:
        run_choice()
    if run := session.current_run():
        # Charts take 30 MB that a server nobody trains on can do without.
        from fmnist_app.ui.train.live import live_panel

        live_panel(lab(), run)
    else:
        st.info(
            "Press Train. Accuracy and loss of both networks will move here while they learn.",
            icon=":material/show_chart:",
        )
    if link.controls:
        starters(lab())

if link.controls:
    bring_back(lab())
# TensorFlow loads while someone looks: the run that is asked for next begins at once.
when_present(lab().warm_up)
