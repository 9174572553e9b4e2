"""The live panel: a run as it goes on, its controls, and what it tells.

It only ever reads the record, so that closing, reloading or opening the page twice changes nothing.
"""

from functools import partial

import streamlit as st

from fmnist_app.core.formatting import count
from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.service import Lab, RefusedError
from fmnist_app.training import TrainingSettings
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.train import lesson
from fmnist_app.ui.train.afterwards import afterwards
from fmnist_app.ui.train.beside import beside, pale_names
from fmnist_app.ui.train.cure import follow, say_what_follows, what_they_did
from fmnist_app.ui.train.figures import figures_of
from fmnist_app.ui.train.head import head, status
from fmnist_app.ui.train.keep import download_button, worksheet_button
from fmnist_app.ui.train.results import show_results
from fmnist_app.ui.train.runs import run_choice
from fmnist_app.ui.train.sharing import seen_as_class_at, seen_from_far_at
from fmnist_app.ui.train.start import start
from fmnist_app.ui.train.story import picture, sentences

TICK = 1.0  # seconds between two looks at the record
SOON = 0.25  # until there is a first point, which someone is waiting for
NOTE = Slot("train_note", "")
NOT_KEPT = (
    "The server's disk takes no more: what comes is shown here, and is lost when the server ends."
)
EXPORTING = "The networks are being made ready to answer drawings and photos."


def live_panel(
    lab: Lab, run: str, settings: TrainingSettings | None, *, titled: bool = True
) -> None:
    """Draw the run and, as long as it goes on, keep it up to date without touching the page.

    `settings` are what another run would be started with; `titled` says whether the page has its
    title.
    """
    now = lab.look(run)
    if now is None:
        head(lab, None, settings, titled=titled)
        st.info("This run is not on this server any more. Start a new one.", icon=":material/info:")
        session.forget_run()
        return
    follow(now)
    lab.export(run)
    tick = _tick(lab, now)
    st.fragment(_panel, run_every=tick)(lab, run, tick, settings, titled)


def _tick(lab: Lab, now: Snapshot) -> float | None:
    """Seconds until the next look; none once nothing more will come."""
    if now.over:
        return TICK if lab.is_exporting(now.run) else None
    return TICK if now.points or now.state == "queued" else SOON


def _panel(
    lab: Lab, run: str, tick: float | None, settings: TrainingSettings | None, titled: bool
) -> None:
    now = lab.look(run)
    if now is None or _tick(lab, now) != tick or session.current_run() != run:
        st.rerun()  # the whole page once, for another pace or its end, or to show another run
    figures = beside(now, figures_of(now))
    head(lab, now, settings, titled=titled)
    status(lab, now)
    sentences(now, figures)
    st.empty()  # where the settings stood before the run: what is left of them goes at once
    picture(now, figures)
    if titled:
        run_choice()
    pale_names(now)
    _notes(lab, now)
    say_what_follows(now)
    _more_of_it(lab, now)
    what_they_did(lab, now)
    if now.over:
        afterwards(lab, now, figures.gaps)
    show_results(now, figures)


def _notes(lab: Lab, now: Snapshot) -> None:
    with st.container():
        if now.message:
            words = f"{now.message} {EXPORTING}" if lab.is_exporting(now.run) else now.message
            st.warning(words, icon=":material/info:")
        if not now.kept:
            st.warning(NOT_KEPT, icon=":material/hard_drive:")
        if note := NOTE.get():
            st.warning(note, icon=":material/info:")


def _more_of_it(lab: Lab, now: Snapshot) -> None:
    """What can be done with the run besides ending it."""
    with st.container(horizontal=True, gap="small", key="train_more"):
        if now.state in ("stopped", "failed") and lab.can_go_on(now.run):
            _more(lab, now, 0, "Go on", ":material/play_arrow:")
        if now.state in ("running", "paused") or lab.can_go_on(now.run):
            for epochs in (1, 5):
                _more(lab, now, epochs, count(epochs, "more epoch"), ":material/add:")
        if now.over:
            _again(lab, now)
        if now.over and now.points:
            download_button(lab, now)
        st.link_button(
            "Projector",
            seen_from_far_at(now.run),
            icon=":material/cast_for_education:",
        )
        if taken := lesson.TAKEN.get():
            st.link_button("The class", seen_as_class_at(taken), icon=":material/groups:")
            if now.over and figures_of(now).gaps:
                worksheet_button(now)


def _more(lab: Lab, now: Snapshot, epochs: int, words: str, icon: str) -> None:
    st.button(words, icon=icon, key=f"more_{epochs}", on_click=partial(_go_on, lab, now, epochs))


def _go_on(lab: Lab, now: Snapshot, epochs: int) -> None:
    try:
        session.watch(lab.more(now.run, epochs))
        NOTE.clear()
    except RefusedError as error:
        NOTE.set(str(error))


def _again(lab: Lab, now: Snapshot) -> None:
    st.button(
        "Start again",
        icon=":material/replay:",
        key="start_again",
        on_click=partial(start, lab, now.settings, NOTE),
        help="A new run from the beginning, with the same settings. This one is kept.",
    )
