"""Pictures of a delivery that came twice, or look nearly the same."""

from collections.abc import Sequence

import streamlit as st

from fmnist_app.core.formatting import count
from fmnist_app.delivery.alike import groups
from fmnist_app.delivery.store import Delivery
from fmnist_app.ui.upload.labelling import Labelled
from fmnist_app.ui.widgets.pictures import as_url

TILE = 96  # pixels wide
GROUPS = 40  # that are drawn


def show_duplicates(delivery: Delivery, rows: Sequence[Labelled]) -> None:
    """Draw each group of pictures that look nearly the same, and name the files that came twice."""
    names = {row.key: row.name for row in rows}
    keys, looks = delivery.looks()
    found = [[keys[place] for place in group] for group in groups(looks)]
    st.markdown(_in_words(found))
    small = delivery.thumbnails()
    for group in found[:GROUPS]:
        with st.container(horizontal=True, border=True):
            for key in group:
                with st.container(width=TILE, gap="xsmall"):
                    st.image(as_url(small[key]), width=TILE, alt="One of the group")
                    st.text(names.get(key, ""))  # as it is: a name may hold anything
    if len(found) > GROUPS:
        st.caption(f"and {count(len(found) - GROUPS, 'group')} more.")
    _copies(delivery.copies(), names)
    st.caption(
        "Compared are pictures of 16 x 16 pixels in colour; two photos of the same piece from "
        "different sides are not alike."
    )


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
