"""What one visitor has: the only module that reads or writes Streamlit's session state."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

RUNS = "runs"
PAIRS = "pairs"
RUN = "run"  # the same word in the address, so that a reload or a second tab finds the run


def current_run() -> str | None:
    """The run this visitor watches: as the address says, else the one of this session."""
    run = st.query_params.get(RUN) or st.session_state.get(RUN)
    if run:
        watch(run)
    return run


def watch(run: str) -> None:
    """Make `run` the one this visitor watches, in the session and in the address."""
    st.session_state[RUN] = run
    if run not in runs():
        st.session_state[RUNS] = (*runs(), run)
    if st.query_params.get(RUN) != run:
        st.query_params[RUN] = run


def runs() -> tuple[str, ...]:
    """All runs this visitor has started or watched, the first one first."""
    found: tuple[str, ...] = st.session_state.get(RUNS, ())
    return found


def forget_run() -> None:
    """Watch no run any more, and leave the one watched out of this visitor's runs."""
    gone = st.session_state.pop(RUN, None)
    st.session_state[RUNS] = tuple(run for run in runs() if run != gone)
    st.query_params.pop(RUN, None)


def address() -> dict[str, list[str]]:
    """What the address says after its question mark, every value of every word."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def add_to_address(words: Mapping[str, list[str]]) -> None:
    """Put these words into the address, beside or in place of what is there."""
    st.query_params.update(words)


def note_pair(first: str, second: str) -> int:
    """Remember that this visitor has compared these two; returns how many pairs by now."""
    pairs = st.session_state.get(PAIRS, frozenset()) | {frozenset((first, second))}
    st.session_state[PAIRS] = pairs
    return len(pairs)


def put(values: Mapping[str, Any]) -> None:
    """Set widgets by their keys; to be called before they are drawn, or in a callback."""
    for key, value in values.items():
        st.session_state[key] = value


def get(key: str, default: Any = None) -> Any:
    """The value of the widget or note with this key."""
    return st.session_state.get(key, default)


def has(key: str) -> bool:
    """Whether a widget with this key has been drawn before, or a note been put down."""
    return key in st.session_state
