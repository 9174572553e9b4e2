"""The choice among the visitor's runs."""

import streamlit as st

from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets.runs import own_runs

CHOICE = Slot[str | None]("run_choice", None)


def run_choice() -> None:
    """Let a visitor with several runs choose which one is watched; the latest is, at first."""
    names = {run: name for run, (_, name) in own_runs().items()}
    if len(names) < 2:
        return
    # A run that was started or brought back since is watched already, whatever was chosen before.
    CHOICE.set(session.current_run())
    st.pills(
        "Your runs",
        list(names),
        format_func=lambda run: names.get(run, ""),
        key=CHOICE.name,
        required=True,
        wrap=True,
        on_change=_watch,
    )


def _watch() -> None:
    if run := CHOICE.get():
        session.watch(run)
