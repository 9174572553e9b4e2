"""The top of the Train page: what can be pressed, how the run stands, and how long it goes on."""

from functools import partial

import streamlit as st

from fmnist_app.core.formatting import count, duration
from fmnist_app.lab.commands import Action
from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.remaining import seconds_left
from fmnist_app.lab.service import Lab
from fmnist_app.models import network
from fmnist_app.training import TrainingSettings
from fmnist_app.ui.train.start import show_refusal, train_button

ROUND = 5  # seconds; what is left is known no better
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


def head(lab: Lab, now: Snapshot | None, settings: TrainingSettings | None) -> None:
    """Title and buttons in one row: Train becomes Stop where it was pressed."""
    with st.container(horizontal=True, vertical_alignment="center", key="train_head"):
        st.title("Train", width="stretch", anchor=False)
        if now is None or now.over:
            train_button(lab, settings)
        elif now.state == "queued":
            _command(lab, now, "stop", "Leave the line", ":material/logout:", first=True)
        else:
            if now.state == "paused":
                _command(lab, now, "resume", "Resume", ":material/play_arrow:")
            else:
                able = now.state == "running"
                _command(lab, now, "pause", "Pause", ":material/pause:", off=not able)
            off = now.state == "stopping"
            _command(lab, now, "stop", "Stop", ":material/stop:", off=off, first=True)
    with st.container():
        show_refusal()


def _command(
    lab: Lab,
    now: Snapshot,
    command: Action,
    words: str,
    icon: str,
    *,
    off: bool = False,
    first: bool = False,
) -> None:
    st.button(
        words,
        icon=icon,
        key=f"command_{command}",
        type="primary" if first else "secondary",
        on_click=partial(lab.steer, now.run, command),
        disabled=off,
        help="Everything up to here is kept." if command == "stop" else None,
    )


def status(lab: Lab, now: Snapshot) -> None:
    """How the run stands, in one row."""
    words = STATE_WORDS[now.state]
    if place := lab.place(now.run):
        words += f": place {place}" + (", next to start" if place == 1 else "")
    with st.container(horizontal=True, vertical_alignment="center", key="train_status"):
        st.subheader(words, anchor=False, width="content")
        if facts := progress_words(now):
            st.markdown(facts, width="content")


def progress_words(now: Snapshot) -> str:
    """How far each network is, in whole epochs, and what is left: "epoch 7 of 40 · about 20 s"."""
    told = [words for name in now.settings.models if (words := _epoch_words(now, name))]
    if len(told) > 1 and len({words for _, words in told}) == 1:
        told = [("", told[0][1])]
    parts = [f"{title}: {words}" if title and len(told) > 1 else words for title, words in told]
    if not now.over and now.state != "queued" and (left := seconds_left(now)) is not None:
        parts.append(_left_words(left))
    return " · ".join(parts)


def _epoch_words(now: Snapshot, name: str) -> tuple[str, str] | None:
    title, epochs = network(name).title, now.settings.epochs
    result, progress = now.results.get(name), now.progress.get(name)
    whole = int(progress.step / now.settings.steps_per_epoch) if progress else 0
    if result is not None and (now.over or whole >= epochs):
        return title, f"{count(int(result.epochs), 'epoch')} in {duration(result.seconds)}"
    if progress is None:
        return None
    return title, f"epoch {min(whole + 1, epochs)} of {epochs}"


def _left_words(seconds: float) -> str:
    if seconds < ROUND:
        return "a few seconds left"
    return f"about {duration(ROUND * round(seconds / ROUND))} left"
