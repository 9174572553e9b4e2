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
    "starting": "Setting up the network",
    "running": "Training",
    "paused": "Paused",
    "stopping": "Stopping",
    "finished": "Finished",
    "stopped": "Stopped; everything up to here is kept",
    "diverged": "Ended: the loss blew up",
    "failed": "Ended early",
}


def head(
    lab: Lab, now: Snapshot | None, settings: TrainingSettings | None, *, titled: bool = True
) -> None:
    """Title, if wanted, and buttons in one row: Train becomes Stop where it was pressed."""
    with st.container(horizontal=True, vertical_alignment="center", key="train_head"):
        if titled:
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
    if now.state == "starting" and (seconds := lab.loading) is not None:
        words = f"Loading TensorFlow: {duration(seconds)}"
    if place := lab.place(now.run):
        words += f": place {place}" + (", next to start" if place == 1 else "")
    with st.container(horizontal=True, vertical_alignment="center", key="train_status"):
        st.subheader(words, anchor=False, width="content")
        if facts := progress_words(now):
            st.markdown(facts, width="content")


def progress_words(now: Snapshot) -> str:
    """How far the networks are, in whole epochs, and what is left: "epoch 7 of 40 · about 20 s"."""
    names = now.settings.models
    parts = []
    if now.over:
        took = [
            (n, f"{whole_epochs(now, n)} in {duration(r.seconds)}") for n, r in now.results.items()
        ]
        parts = [_of_each(took)] if took else []
    elif all(name in now.progress for name in names):
        epochs = now.settings.epochs
        under_way = [(n, str(min(_ended(now, n) + 1, epochs))) for n in names]
        parts = [f"epoch {_of_each(under_way)} of {epochs}"]
        if (left := seconds_left(now)) is not None:
            parts.append(_left_words(left))
    return " · ".join(parts)


def whole_epochs(now: Snapshot, name: str) -> str:
    """How many whole epochs a network was trained for, in words."""
    return count(int(now.results[name].epochs), "epoch")


def _ended(now: Snapshot, name: str) -> int:
    return now.progress[name].step // now.settings.steps_per_epoch


def _of_each(told: list[tuple[str, str]]) -> str:
    """What there is to say of every network, once if it is the same."""
    if len({words for _, words in told}) == 1:
        return told[0][1]
    return ", ".join(f"{words} ({network(name).title})" for name, words in told)


def _left_words(seconds: float) -> str:
    if seconds < ROUND:
        return "a few seconds left"
    return f"about {duration(ROUND * round(seconds / ROUND))} left"
