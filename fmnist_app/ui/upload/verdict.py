"""One picture and what is said of it: its cut-out, one verdict, and what it really is."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from fmnist_app.core.formatting import cautious_percent
from fmnist_app.data import CLASS_NAMES
from fmnist_app.images import PreparedPicture
from fmnist_app.inference import Answer
from fmnist_app.inference.label import NO_CLOTHING, label_of
from fmnist_app.ui.altered import opening as altered
from fmnist_app.ui.inside import opening as inside
from fmnist_app.ui.shell.presses import pressed
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets.answers import show_bars
from fmnist_app.ui.widgets.limits import measured
from fmnist_app.ui.widgets.networks import colours, titles
from fmnist_app.ui.widgets.pictures import show_picture
from fmnist_app.ui.widgets.preprocessing import cut_out, tile

PICTURE = 260  # pixels wide
TAPPED = 3
ONE_IN_TEN = 10
WORN = (
    "Someone seems to wear it, so it is neither a shoe nor a bag, and head and skin are left out. "
    "Expect more mistakes than with clothes alone: no network here learnt from clothes on people."
)


def show_verdict(
    sight: PreparedPicture, quarter_turns: int, name: str, answer: Answer, key: str
) -> None:
    """Draw what the network `name` says of the picture, and below it the picture's cut-out."""
    st.markdown(verdict(answer))  # above the picture, so that a phone shows it first
    picture, words = st.columns([PICTURE, 700], gap="medium")
    with picture:
        shown = cut_out(sight, quarter_turns)
        show_picture(tile(shown), PICTURE, "The picture, with what was not cut out gone pale")
    with words:
        known = WORN if sight.worn else how_often_right(name, sight.kind)
        st.caption(f"{titles().get(name, name)}. {known}")
        show_bars(answer, colours()[name])
        _asked(answer, key)
        _ways_on(sight, name, key)


def _ways_on(sight: PreparedPicture, name: str, key: str) -> None:
    """Presses that take the picture, as a network sees it, to other pages."""
    with st.container(horizontal=True, gap="small"):
        look = pressed("Look inside", f"inside_{key}", icon=inside.ICON)
        alter = pressed("See it altered", f"altered_{key}", icon=altered.ICON)
    if look or alter:
        inside.PHOTO_PIXELS.set(np.asarray(sight.pixels))
    if look:
        inside.open_with(name, inside.PHOTO)
    if alter:
        altered.open_with_photo()


def verdict(answer: Answer) -> str:
    """The answer as a heading and a sentence, as Markdown; doubtful ones end in a question mark."""
    label = label_of(answer)
    first, second = label.likeliest[:2]
    share = cautious_percent(answer.probability).replace(">", "more than ")
    if label.is_unlike_clothing:
        return (
            "## No clothing?\nThis does not look like clothing. If it is, then most likely: "
            f"**{first}**."
        )
    if label.needs_a_look:
        return f"## {first}?\nUnsure, {share}. It could also be: **{second}**."
    return f"## {first}\n{share[0].upper()}{share[1:]} sure."


def how_often_right(name: str, kind: str) -> str:
    """What was measured on such pictures, in a sentence; nothing where nothing was."""
    domain, words = ("quickdraw", "quick drawings") if kind == "drawing" else ("phone", "photos")
    found = measured().get(name, {}).get("domains", {}).get(domain)
    if not found:
        return ""
    times = round(ONE_IN_TEN * found["top1"])
    return f"Of {found['n']} {words} that it did not know it named {times} in 10 right."


def _asked(answer: Answer, key: str) -> None:
    """Let the visitor say what it is, and say what the network thought of that."""
    offered: Sequence[str] = [*label_of(answer).likeliest[:TAPPED], NO_CLOTHING]
    slot = Slot[str | None](f"really_{key}", None)
    # What was said before stands, also when a control has changed the likeliest.
    said = slot.get()
    if said and said not in offered:
        offered = [*offered, said]
    st.pills("What is it really?", offered, key=slot.name, wrap=True)
    if said:
        st.caption(_of_what_was_said(answer, said))


def _of_what_was_said(answer: Answer, said: str) -> str:
    if said == NO_CLOTHING:
        unlike = not answer.looks_like_clothing
        return "It sees no clothing either." if unlike else "It takes it for clothing all the same."
    share = cautious_percent(float(answer.probabilities[CLASS_NAMES.index(said)]))
    right = CLASS_NAMES[answer.label] == said
    return f"It {'says so too' if right else 'thought of that'}: {share}."
