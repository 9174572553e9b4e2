"""What one visitor has: the only module that reads or writes Streamlit's session state."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

import streamlit as st

T = TypeVar("T")


@dataclass(frozen=True)
class Slot(Generic[T]):
    """A named place in a visitor's session: the value of the widget with this key, or a note.

    `default` is what an empty slot gives; slots of one name are one place, so each name has a
    single owner.
    """

    name: str
    default: T

    def get(self) -> T:
        """What is in the slot."""
        return cast("T", st.session_state.get(self.name, self.default))

    def set(self, value: T) -> None:
        """Fill the slot; if it is a widget's, before that is drawn, or in a callback."""
        st.session_state[self.name] = value

    def clear(self) -> None:
        """Empty the slot."""
        st.session_state.pop(self.name, None)

    @property
    def empty(self) -> bool:
        """Whether nothing was put here, and the widget, if it is one, has not been drawn."""
        return self.name not in st.session_state


RUNS = Slot[tuple[str, ...]]("runs", ())
# The same word in the address, so that a reload or a second tab finds the run.
RUN = Slot[str | None]("run", None)


def current_run() -> str | None:
    """The run this visitor watches: as the address says, else the one of this session."""
    run = st.query_params.get(RUN.name) or RUN.get()
    if run:
        watch(run)
    return run


def watch(run: str) -> None:
    """Make `run` the one this visitor watches, in the session and in the address."""
    RUN.set(run)
    if run not in runs():
        RUNS.set((*runs(), run))
    if st.query_params.get(RUN.name) != run:
        st.query_params[RUN.name] = run


def runs() -> tuple[str, ...]:
    """All runs this visitor has started or watched, the first one first."""
    return RUNS.get()


def forget_run() -> None:
    """Watch no run any more, and leave the one watched out of this visitor's runs."""
    RUNS.set(tuple(run for run in runs() if run != RUN.get()))
    RUN.clear()
    st.query_params.pop(RUN.name, None)


def address() -> dict[str, list[str]]:
    """What the address says after its question mark, every value of every word."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def add_to_address(words: Mapping[str, list[str]]) -> None:
    """Put these words into the address, beside or in place of what is there."""
    st.query_params.update(words)
