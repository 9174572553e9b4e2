"""The pictures that need a look, one by one: why, and one press says what it is."""

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from fmnist_app.core.formatting import count
from fmnist_app.data import CLASS_NAMES
from fmnist_app.inference.label import NO_CLOTHING, Doubt, Label
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.upload.labelling import Labelled

# What the visitor said, by the pictures' keys, in the order in which it was said.
CORRECTED = Slot[Mapping[str, str]]("upload_corrected", {})
LATER = Slot[tuple[str, ...]]("upload_later", ())
YOURS = "Your label"
PICTURE = 220  # pixels wide


def shown_label(label: Label) -> str:
    """The network's label in the table; where it sees no clothing, that."""
    return "No clothing?" if label.doubt is Doubt.NO_CLOTHING else label.name


def reason(label: Label) -> str:
    """Why a person should look at it, in a few words; nothing where nobody needs to."""
    if label.doubt is Doubt.NOTHING:
        return "Nothing stands out"
    if label.doubt is Doubt.NO_CLOTHING:
        return f"If clothing: {label.name}"
    if label.doubt is Doubt.DISAGREE:
        return f"Another network: {label.likeliest[1]}"
    return f"Unsure, or {label.likeliest[1]}" if label.doubt is Doubt.UNSURE else ""


def show_review(rows: Sequence[Labelled], corrected: Mapping[str, str]) -> None:
    """Draw how many pictures still need a look, and the next of them to be named."""
    doubtful = [row for row in rows if row.label.needs_a_look]
    left = [row for row in doubtful if row.key not in corrected]
    st.markdown(summary(rows, corrected))
    if not doubtful:
        return
    with st.container(border=True, key="review"):
        if left:
            later = LATER.get()
            _ask(min(left, key=lambda row: later.index(row.key) if row.key in later else -1), left)
        else:
            st.markdown(":material/check: **All of them are looked at.**")
        by_key = {row.key: row for row in rows}
        if latest := next((key for key in reversed(list(corrected)) if key in by_key), None):
            _undo(by_key[latest], corrected)


def summary(rows: Sequence[Labelled], corrected: Mapping[str, str]) -> str:
    """How many pictures there are, how many still need a look and why, as Markdown."""
    left = [row.label.doubt for row in rows if row.label.doubt and row.key not in corrected]
    named = sum(row.key in corrected for row in rows)
    you = f" You named {named}." if named else ""
    if not left:
        return f"{count(len(rows), 'picture')}, **none needs a look**.{you}"
    reasons = ", ".join(f"{doubt} ({number})" for doubt, number in sorted(Counter(left).items()))
    need = "needs a look" if len(left) == 1 else "need a look"
    return f"{count(len(rows), 'picture')}, **{len(left)} {need}**: {reasons}.{you}"


def _ask(row: Labelled, left: Sequence[Labelled]) -> None:
    picture, words = st.columns([PICTURE, 640], gap="medium")
    picture.image(row.large, width=PICTURE, alt="The picture that is asked about")
    with words:
        st.markdown(f"**What is this?** {reason(row.label)}.")
        st.text(row.name)  # as it is: a name may hold anything
        with st.container(horizontal=True, gap="small"):
            for name in (*row.label.likeliest, NO_CLOTHING):
                st.button(name, key=f"say_{name}", on_click=_say, args=(row.key, name))
            with st.popover("Another"):
                for name in CLASS_NAMES:
                    if name not in row.label.likeliest:
                        st.button(name, key=f"say_{name}", on_click=_say, args=(row.key, name))
            if len(left) > 1:
                st.button("Later", on_click=_later, args=(row.key,), type="tertiary")


def _undo(row: Labelled, corrected: Mapping[str, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"{row.name}: {corrected[row.key]}", width="content")
        st.button("Undo", on_click=_take_back, args=(row.key,), icon=":material/undo:")


def _say(key: str, name: str) -> None:
    CORRECTED.set({**{k: v for k, v in CORRECTED.get().items() if k != key}, key: name})


def _take_back(key: str) -> None:
    CORRECTED.set({k: v for k, v in CORRECTED.get().items() if k != key})


def _later(key: str) -> None:
    LATER.set((*(other for other in LATER.get() if other != key), key))
