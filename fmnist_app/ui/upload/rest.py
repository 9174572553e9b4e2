"""How many must be checked: what a random check says of the labels that nobody looked at."""

import streamlit as st

from fmnist_app.core.formatting import count, percent
from fmnist_app.evaluation.audit import Audit
from fmnist_app.evaluation.intervals import CONFIDENCE
from fmnist_app.ui.shell.session import Slot

FEWEST = 5  # checked, before anything is said: fewer say next to nothing
WANTED = (0.01, 0.02, 0.05, 0.1)  # shares of wrong labels that may be left, to choose from
USUAL = 0.05


def show_rest(audit: Audit, checking: Slot[bool]) -> None:
    """Draw what is known of the labels that need no look, and the way to know more."""
    if not audit.total:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="upload_rest"):
        st.markdown(in_words(audit), width="content")
        if not checking.get():
            st.button(
                "Check some at random",
                icon=":material/casino:",
                on_click=checking.set,
                args=(True,),
            )
        elif audit.checked >= FEWEST and audit.rest:
            share = st.selectbox(
                "Wrong ones that may be left",
                WANTED,
                index=WANTED.index(USUAL),
                key="upload_wanted",
                format_func=lambda share: f"At most {percent(share)} of the rest",
                label_visibility="collapsed",
                width=230,
            )
            st.markdown(how_many_more(audit, share), width="content")


def in_words(audit: Audit) -> str:
    """What was checked at random, and how many of the rest are wrong, as Markdown."""
    if not audit.checked:
        return f"Nothing stands out in the other {count(audit.total)}; nobody has checked them yet."
    said = f"Of {audit.checked} checked at random, {audit.wrong} {_were(audit.wrong)} wrong"
    if not audit.rest:
        return f"{said}; all are checked."
    if audit.checked < FEWEST:
        return f"{said}; check {FEWEST - audit.checked} more to hear of the rest."
    low, high = audit.wrong_in_rest()
    return (
        f"{said}: of the **{count(audit.rest)}** that nobody checked, **{low} to {high}** are "
        f"wrong ({percent(CONFIDENCE)} interval)."
    )


def how_many_more(audit: Audit, share: float) -> str:
    """How many more checks it takes until surely at most this share of the rest is wrong."""
    more = audit.more_for(share)
    if more == 0:
        return "That is sure already."
    if more is None:
        return "At this rate all of them would have to be checked."
    return f"About **{count(more)}** more to check."


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
