"""The live panel: a run as it goes on, its controls, and its curves.

It only ever reads the record, so that closing, reloading or opening the page twice changes nothing.
"""

from functools import partial

import streamlit as st

from fmnist_app import charts
from fmnist_app.core.formatting import count, duration, percent
from fmnist_app.lab.commands import Action
from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.service import Lab, RefusedError
from fmnist_app.models import network
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.train.figures import figures_of
from fmnist_app.ui.train.keep import download_button
from fmnist_app.ui.train.results import show_results
from fmnist_app.ui.train.start import start

TICK = 1.0  # seconds between two looks at the record
NOTE = Slot("train_note", "")
NOT_KEPT = (
    "The server's disk takes no more: what comes is shown here, and is lost when the server ends."
)
EXPORTING = "The networks are being made ready to answer drawings and photos."
STATE_WORDS = {
    "queued": "Waiting in line",
    "starting": "Warming up: TensorFlow is being loaded",
    "running": "Training",
    "paused": "Paused",
    "stopping": "Stopping",
    "finished": "Finished",
    "stopped": "Stopped; everything up to here is kept",
    "diverged": "Ended: the loss blew up",
    "failed": "Ended early",
}


def live_panel(lab: Lab, run: str) -> None:
    """Draw the run and, as long as it goes on, keep it up to date without touching the page."""
    now = lab.look(run)
    if now is None:
        st.info("This run is not on this server any more. Start a new one.", icon=":material/info:")
        session.forget_run()
        return
    lab.export(run)
    ticking = _changes(lab, now)
    st.fragment(run_every=TICK if ticking else None)(_panel)(lab, run, ticking)


def _changes(lab: Lab, now: Snapshot) -> bool:
    """Whether what is shown of the run changes by itself."""
    return not now.over or lab.is_exporting(now.run)


def _panel(lab: Lab, run: str, ticking: bool) -> None:
    now = lab.look(run)
    if now is None or _changes(lab, now) != ticking or session.current_run() != run:
        st.rerun()  # the whole page once, to start or end the ticking, or to show another run
    _headline(lab, now)
    _progress(now)
    _controls(lab, now)
    _curves(now)
    show_results(now)


def _headline(lab: Lab, now: Snapshot) -> None:
    words = STATE_WORDS[now.state]
    if place := lab.place(now.run):
        words += f": place {place}" + (", next to start" if place == 1 else "")
    st.subheader(words, anchor=False)
    if now.message:
        words = f"{now.message} {EXPORTING}" if lab.is_exporting(now.run) else now.message
        st.warning(words, icon=":material/info:")
    if not now.kept:
        st.warning(NOT_KEPT, icon=":material/hard_drive:")
    if note := NOTE.get():
        st.warning(note, icon=":material/info:")


def _progress(now: Snapshot) -> None:
    for name in now.settings.models:
        progress = now.progress.get(name)
        title = network(name).title
        if name in now.results and progress is None:
            continue
        if progress is None:
            if not now.over:
                st.progress(0.0, text=f"**{title}** · waiting for the first step")
            continue
        epochs = progress.step / now.settings.steps_per_epoch
        left = (progress.steps - progress.step) * now.settings.batch_size
        text = f"**{title}** · epoch {epochs:.1f} of {now.settings.epochs}"
        if left > 0 and not now.over:
            pace = progress.pictures_per_second
            text += f" · {count(round(pace))} pictures/s · {duration(left / max(pace, 1))} left"
        elif now.over or name in now.results:
            text += f" · {duration(progress.seconds)}"
        if latest := _latest_accuracy(now, name):
            text += f" · validation {percent(latest, 1)}"
        st.progress(min(progress.step / progress.steps, 1.0), text=text)


def _latest_accuracy(now: Snapshot, name: str) -> float | None:
    return next((p.val_accuracy for p in reversed(now.points) if p.model == name), None)


def _controls(lab: Lab, now: Snapshot) -> None:
    with st.container(horizontal=True, gap="small"):
        if now.state == "paused":
            _command(lab, now, "resume", "Resume", ":material/play_arrow:")
        elif not now.over and now.state != "queued":
            _command(lab, now, "pause", "Pause", ":material/pause:", off=now.state != "running")
        if not now.over:
            words = "Leave the line" if now.state == "queued" else "Stop and keep"
            _command(lab, now, "stop", words, ":material/stop:", off=now.state == "stopping")
        if now.state in ("stopped", "failed") and lab.can_go_on(now.run):
            _more(lab, now, 0, "Go on", ":material/play_arrow:")
        if now.state in ("running", "paused") or lab.can_go_on(now.run):
            for epochs in (1, 5):
                _more(lab, now, epochs, count(epochs, "more epoch"), ":material/add:")
        if now.over:
            _again(lab, now)
        if now.over and now.points:
            download_button(lab, now)


def _command(
    lab: Lab, now: Snapshot, command: Action, words: str, icon: str, *, off: bool = False
) -> None:
    act = partial(lab.steer, now.run, command)
    st.button(words, icon=icon, key=f"command_{command}", on_click=act, disabled=off)


def _more(lab: Lab, now: Snapshot, epochs: int, words: str, icon: str) -> None:
    st.button(words, icon=icon, key=f"more_{epochs}", on_click=partial(_go_on, lab, now, epochs))


def _go_on(lab: Lab, now: Snapshot, epochs: int) -> None:
    try:
        lab.more(now.run, epochs)
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


def _curves(now: Snapshot) -> None:
    figures, names = figures_of(now), now.settings.models
    columns = st.columns(2, gap="medium")
    for column, metric in zip(columns, charts.METRICS, strict=True):
        with column:
            st.markdown(f"**{metric.capitalize()}**")
            spec = charts.curves_spec(metric, now.settings.epochs, figures.domains[metric], names)
            st.vega_lite_chart(figures.curves, spec, key=f"curve_{metric}")
    _how_measured(now)


def _how_measured(now: Snapshot) -> None:
    checked = (
        "the 10,000 test pictures themselves, as in the report, so these are no fresh test"
        if now.settings.protocol == "report"
        else "6,000 pictures that no network trains on"
    )
    st.caption(
        "Dashed: pictures it trains on. Solid: validation. Dots: the end of an epoch, train values "
        "measured anew, with the network standing still, on up to 6,000 fixed training pictures, "
        f"validation on {checked}. Thin lines: quick looks within an epoch at up to 1,000 of each."
    )
