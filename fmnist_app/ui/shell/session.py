"""What one visitor has: the only module that reads or writes Streamlit's session state."""

import time
from collections.abc import Iterable, Mapping
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


MOST_RUNS = 12  # that a browser remembers, some 300 bytes sent with every request
RUNS = Slot[tuple[str, ...]]("runs", ())
# The same word in the address, so that a link or a second tab finds the run.
RUN = Slot[str | None]("run", None)
# The run that stood in the address before, and since when it does not: a request that was under way
# then still names it. So many seconds a slow browser may lag behind.
REPLACED = Slot[tuple[str | None, float]]("run_replaced", (None, 0.0))
LAG = 10.0
BEFORE = Slot[str | None]("run_before", None)
# The same word in the address here too.
SEARCH = Slot[str | None]("search", None)
FORGOTTEN = Slot[tuple[str, ...]]("runs_forgotten", ())
SINCE = Slot("visit_since", 0)
BEGUN = Slot("visit_begun", False)


def begin(since: int, remembered: tuple[str, ...]) -> None:
    """Take over, once in a session, what the browser remembers of a visit that began at `since`."""
    SINCE.set(since)
    RUNS.set((*remembered, *(run for run in RUNS.get() if run not in remembered)))
    BEGUN.set(True)


def current_run() -> str | None:
    """The run this visitor watches: as the address says, else of this session, else the latest."""
    named = st.query_params.get(RUN.name)
    run = (None if _lags(named) else named) or RUN.get() or next(reversed(RUNS.get()), None)
    if run:
        watch(run)
    else:
        st.query_params.pop(RUN.name, None)
    return run


def watch(run: str) -> None:
    """Make `run` the one this visitor watches, in the session and in the address."""
    keep(run)
    if (before := RUN.get()) not in (None, run):
        BEFORE.set(before)
    RUN.set(run)
    if (named := st.query_params.get(RUN.name)) != run:
        _replaced(named)
        st.query_params[RUN.name] = run


def run_before(run: str) -> str | None:
    """The run that was watched before this one, else the one before it in the list."""
    if (before := BEFORE.get()) not in (None, run):
        return before
    earlier = RUNS.get()[: RUNS.get().index(run)] if run in RUNS.get() else RUNS.get()
    return next(reversed(earlier), None)


def runs() -> tuple[str, ...]:
    """The latest runs this visitor has started or watched, the latest last."""
    if run := st.query_params.get(RUN.name):  # a run in the address counts as the visitor's own
        keep(run)
    return RUNS.get()


def forget_run() -> None:
    """Watch no run any more, and leave the one watched out of this visitor's runs."""
    if run := RUN.get():
        FORGOTTEN.set((*FORGOTTEN.get(), run)[-MOST_RUNS:])
        RUNS.set(tuple(one for one in RUNS.get() if one != run))
    RUN.clear()
    _replaced(st.query_params.pop(RUN.name, None))


def current_search() -> str | None:
    """The search this visitor watches: as the address says, else of this session."""
    return st.query_params.get(SEARCH.name) or SEARCH.get()


def watch_search(search: str | None) -> None:
    """Make `search` the one this visitor watches, in the session and in the address; or none."""
    SEARCH.set(search)
    if search:
        st.query_params[SEARCH.name] = search
    else:
        st.query_params.pop(SEARCH.name, None)


def start_afresh() -> None:
    """Clear all that this visitor has, here and in the address, for whoever comes next."""
    st.session_state.clear()
    st.query_params.clear()
    begin(int(time.time()), ())


def cookie(name: str) -> str:
    """What the browser sent under this name when the page was opened; nothing without."""
    return str(st.context.cookies.get(name, ""))


def _lags(named: str | None) -> bool:
    """Whether an address that names this run was asked for before the run was replaced."""
    replaced, since = REPLACED.get()
    return named == replaced and time.monotonic() < since + LAG


def _replaced(run: str | None) -> None:
    if run and not _lags(run):
        REPLACED.set((run, time.monotonic()))


def keep(run: str) -> None:
    """Count `run` among this visitor's."""
    if run not in RUNS.get():
        RUNS.set((*RUNS.get(), run)[-MOST_RUNS:])


def address() -> dict[str, list[str]]:
    """What the address says after its question mark, every value of every word."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def add_to_address(words: Mapping[str, list[str]]) -> None:
    """Put these words into the address, beside or in place of what is there."""
    st.query_params.update(words)


def take_from_address(words: Iterable[str]) -> None:
    """Leave these words out of the address."""
    for word in words:
        st.query_params.pop(word, None)
