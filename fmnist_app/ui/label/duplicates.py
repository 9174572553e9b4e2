"""Pictures of a delivery that came twice, or look nearly the same: one label names them all."""

from collections.abc import Mapping, Sequence

import streamlit as st

from fmnist_app.core.formatting import count
from fmnist_app.data import CLASS_NAMES
from fmnist_app.delivery.alike import groups
from fmnist_app.delivery.store import Delivery
from fmnist_app.inference.label import NO_CLOTHING
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.upload.labelling import Labelled
from fmnist_app.ui.upload.review import own_labels, say_of_all, shown_label
from fmnist_app.ui.widgets.pictures import as_url

TILE = 96  # pixels wide
GROUPS = 40  # that are drawn


def show_duplicates(delivery: Delivery, rows: Sequence[Labelled], said: Mapping[str, str]) -> None:
    """Draw each group of pictures that look nearly the same, and name the files that came twice."""
    by_key = {row.key: row for row in rows}
    keys, looks = delivery.looks()
    # A picture may have been labelled since the rows were read: it is here at the next look.
    named = [[keys[place] for place in group if keys[place] in by_key] for group in groups(looks)]
    found = [group for group in named if len(group) > 1]
    st.markdown(_in_words(found))
    small = delivery.thumbnails()
    for group in found[:GROUPS]:
        with st.container(border=True):
            with st.container(horizontal=True):
                for key in group:
                    _tile(by_key[key], small[key], said.get(key))
            _one_label([by_key[key] for key in group])
    if len(found) > GROUPS:
        st.caption(f"and {count(len(found) - GROUPS, 'group')} more.")
    _copies(delivery.copies(), {row.key: row.name for row in rows})
    st.caption(
        "Compared are pictures of 16 x 16 pixels in colour; two photos of the same piece from "
        "different sides are not alike."
    )


def _tile(row: Labelled, thumbnail: bytes, said: str | None) -> None:
    with st.container(width=TILE, gap="xsmall"):
        st.image(as_url(thumbnail), width=TILE, alt="One of the group")
        st.text(row.name)  # as it is: a name may hold anything
        st.caption(f"You: {said}" if said else shown_label(row.label))


def _one_label(group: Sequence[Labelled]) -> None:
    """A field whose answer holds for all pictures of a group."""
    likely = [row.label.name for row in group]
    names = dict.fromkeys((*likely, *CLASS_NAMES, *own_labels(), NO_CLOTHING))
    key = f"alike_{group[0].key}"
    st.selectbox(
        "One label for all of them",
        list(names),
        index=None,
        placeholder="One label for all of them",
        label_visibility="collapsed",
        key=key,
        on_change=_say_of_all,
        args=(key, tuple(row.key for row in group)),
        width=280,
    )


def _say_of_all(key: str, pictures: Sequence[str]) -> None:
    chosen = Slot[str | None](key, None)
    if name := chosen.get():
        say_of_all(pictures, name)
    chosen.set(None)  # the pictures say what holds


def _in_words(found: Sequence[Sequence[str]]) -> str:
    if not found:
        return "No two pictures look nearly the same."
    pictures = sum(map(len, found))
    many = count(len(found), "group")
    return f"**{many}** of pictures that look nearly the same, {pictures} in all."


def _copies(copies: Sequence[tuple[str, str]], names: dict[str, str]) -> None:
    if not copies:
        return
    st.markdown(f"**{count(len(copies), 'file')}** came again under another name, and count once:")
    st.text("\n".join(f"{name} is {names.get(key, 'a picture')}" for key, name in copies))
