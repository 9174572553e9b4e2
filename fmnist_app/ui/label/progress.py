"""How far the labelling of a delivery is, while it goes on behind the page."""

import streamlit as st

from fmnist_app.core.formatting import count, duration
from fmnist_app.delivery.store import Delivery, Picture
from fmnist_app.ui.shell.resources import labeller
from fmnist_app.ui.shell.session import Slot

EVERY = 1.0  # seconds
NAMED = 20  # files that are named on the page
DRAWN = Slot("delivery_drawn", 0)  # pictures that were read when the page was last drawn whole
ENOUGH = 25  # more of them, after which the page is drawn anew


def show_progress(delivery: Delivery, pictures: list[Picture]) -> None:
    """Draw how many are done and the time left, what was lost, and what could not be read."""
    waiting = labeller().waiting(delivery)
    DRAWN.set(sum(bool(one.label or one.why) for one in pictures))
    if why := labeller().failure(delivery):
        st.error(f"The labelling broke off. {why}", icon=":material/error:")
    if waiting:
        st.fragment(_bar, run_every=EVERY)(delivery, len(pictures))
    elif left := delivery.left():
        _lost(delivery, left)
    _unread([one for one in pictures if one.why])


def _bar(delivery: Delivery, total: int) -> None:
    left = labeller().waiting(delivery)
    done = total - delivery.left()
    # Whoever looks through what is there is not to be disturbed at every picture.
    if not left or done >= DRAWN.get() + ENOUGH:
        st.rerun()
    seconds = labeller().seconds_left(delivery)
    words = f"{count(done)} of {count(total, 'picture')} labelled"
    words += f", about {duration(max(1.0, seconds))} left" if seconds is not None else ""
    st.progress(done / max(total, 1), text=words)


def _lost(delivery: Delivery, left: int) -> None:
    with st.container(border=True):
        st.markdown(
            f"**{count(left, 'picture')} still to be read** when the server stopped. Bring the "
            "files again: what is labelled already is not read twice."
        )
        st.button("Leave them out", on_click=delivery.leave_out, icon=":material/close:")


def _unread(bad: list[Picture]) -> None:
    if not bad:
        return
    with st.expander(
        f"{count(len(bad), 'file')} could not be read", icon=":material/broken_image:"
    ):
        lines = [f"{one.name}: {one.why}" for one in bad[:NAMED]]
        if len(bad) > NAMED:
            lines.append(f"and {len(bad) - NAMED} more")
        st.text("\n".join(lines))  # as it is: a name may hold anything
