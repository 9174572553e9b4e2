from functools import partial

import streamlit as st

from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.presence import when_present
from fmnist_app.ui.shell.resources import lab
from fmnist_app.ui.train import lesson, sharing
from fmnist_app.ui.train.before import before
from fmnist_app.ui.train.bring_back import bring_back
from fmnist_app.ui.train.cure import remedy_presses
from fmnist_app.ui.train.form import chosen_settings, standing_settings
from fmnist_app.ui.train.networks import network_tables
from fmnist_app.ui.train.starters import starters

link = sharing.opened_link()
settings = standing_settings(link) if link.controls else sharing.linked_settings(link)
# A class is watched by those who have no run, or whose run is one of many there.
run = None if sharing.seen_as_class(link) else session.current_run()

lesson.show_task()
if sharing.seen_as_class(link):
    from fmnist_app.ui.train.class_view import show_class

    show_class(lab(), link.lesson)
elif run is None:
    form = before(lab(), settings, titled=link.controls)
elif sharing.seen_from_far():
    from fmnist_app.ui.train.projector import show_from_far

    show_from_far(lab(), run)
else:
    # Charts take 30 MB that a server nobody trains on can do without.
    from fmnist_app.ui.train.live import live_panel

    live_panel(lab(), run, settings, titled=link.controls)
sharing.show_ignored()

if link.controls and not (sharing.seen_from_far() or sharing.seen_as_class(link)):
    with form if run is None else st.container():
        starters(lab())
    with form if run is None else st.expander("Settings of the next run", icon=":material/tune:"):
        # Whoever moves a control is about to train: TensorFlow loads while they choose.
        settings = chosen_settings(
            on_change=sharing.on_move(lab().warm_up), at_once=partial(remedy_presses, lab())
        )
        if settings:
            network_tables(settings)
    sharing.share(settings)
    bring_back(lab())
# TensorFlow loads while someone looks: the run that is asked for next begins at once.
when_present(lab().warm_up)
