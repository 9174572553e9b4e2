"""The choice among the runs of one visit."""

import streamlit as st

from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.session import Slot

CHOICE = Slot[str | None]("run_choice", None)


def run_choice() -> None:
    """Let a visitor with several runs choose which one is watched; the latest is, at first."""
    runs = session.runs()
    if len(runs) < 2:
        return
    # A run that was started or brought back since is watched already, whatever was chosen before.
    CHOICE.set(session.current_run())
    st.pills(
        "Your runs",
        runs,
        format_func=lambda run: f"Run {runs.index(run) + 1}" if run in runs else "",
        key=CHOICE.name,
        required=True,
        wrap=True,
        on_change=_watch,
    )


def _watch() -> None:
    if run := CHOICE.get():
        session.watch(run)
