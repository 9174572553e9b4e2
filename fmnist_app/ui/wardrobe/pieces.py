"""The pieces of a wardrobe: found by class, colour and words, and one of them opened."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import cautious_percent, count
from fmnist_app.data import CLASS_NAMES
from fmnist_app.inference.label import NO_CLOTHING
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.wardrobe.collection import FAILED, SAID, most_like, words
from fmnist_app.ui.widgets.pictures import as_url
from fmnist_app.wardrobe.item import LONGEST_NOTES, LONGEST_WORD, Item
from fmnist_app.wardrobe.store import Wardrobe

OPEN = Slot("wardrobe_open", "")  # the id of the piece that is looked at
BELOW = Slot("wardrobe_below", "")  # the id of the piece below whose tile it is drawn
SHOWN = Slot("wardrobe_shown", 24)  # pieces
MORE, TILE, LARGE, ALIKE = 24, 120, 320, 4


def show_pieces(wardrobe: Wardrobe, items: Sequence[Item]) -> None:
    """Draw those that were asked for, and the one that is open below the tile that was pressed."""
    found = _asked_for(items)
    st.caption(f"{count(len(found), 'piece')}. {record(items)}")
    drawn = found[: SHOWN.get()]
    chosen = next((one for one in items if one.id == OPEN.get()), None)
    if chosen and BELOW.get() not in {one.id for one in drawn}:  # not asked for any more
        _draw_open(wardrobe, chosen, items)
    with st.container(horizontal=True, key="wardrobe_pieces"):
        for one in drawn:
            _tile(one, "piece")
            if chosen and one.id == BELOW.get():
                _draw_open(wardrobe, chosen, items)
    if len(found) > SHOWN.get():
        st.button("More", on_click=SHOWN.set, args=(SHOWN.get() + MORE,))


def record(items: Sequence[Item]) -> str:
    """How often the network was right in this wardrobe, by what the visitor says."""
    right = sum(one.guessed == one.label for one in items)
    return f"The network named {right} of {len(items)} right."


def _tile(one: Item, of: str) -> None:
    """Draw a piece, to be opened by what it is called; `of` tells alike buttons apart."""
    with st.container(width=TILE, gap="small"):
        st.image(as_url(one.thumbnail), width=TILE, alt=words(one))
        st.button(
            words(one),
            key=f"{of}_{one.id}",
            on_click=_open,
            args=(one.id, of),
            type="tertiary",
            wrap=True,
        )


def _open(item: str, of: str) -> None:
    """Open a piece; one that is like another takes that one's place."""
    OPEN.set(item)
    if of == "piece":
        BELOW.set(item)


def _asked_for(items: Sequence[Item]) -> list[Item]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        labels = st.multiselect("Kinds", sorted({one.label for one in items}), width=260)
        colours = st.multiselect(
            "Colours", sorted({colour for one in items for colour in one.colours}), width=260
        )
        text = st.text_input("Find by words", max_chars=60, width=200).strip().lower()
    return [
        one
        for one in items
        if (not labels or one.label in labels)
        and (not colours or set(colours) & set(one.colours))
        and text in " ".join([one.name, one.label, one.notes, *one.colours, *one.tags]).lower()
    ]


def _draw_open(wardrobe: Wardrobe, one: Item, items: Sequence[Item]) -> None:
    with st.container(border=True, key="wardrobe_piece"):
        _show(wardrobe, one, items)


def _show(wardrobe: Wardrobe, one: Item, items: Sequence[Item]) -> None:
    picture, right = st.columns([LARGE, 640], gap="medium")
    if photo := wardrobe.photo(one.id):
        picture.image(as_url(photo), width=LARGE, alt=words(one))
    with right:
        _fields(wardrobe, one)
        others = [other for other in items if other.id != one.id]
        if others:
            st.markdown("**Most like it**")
            (alike,) = most_like([one], others, ALIKE)
            with st.container(horizontal=True):
                for other in alike:
                    _tile(other, "alike")


def _fields(wardrobe: Wardrobe, one: Item) -> None:
    """What can be said of a piece; each version has fields of its own, which hold what it says."""
    label, tags, notes = _slots(one)
    kinds = list(dict.fromkeys([*CLASS_NAMES, NO_CLOTHING, one.label]))
    st.selectbox("It is", kinds, index=kinds.index(one.label), key=label.name, width=240)
    st.text_input("Labels of your own, with commas", ", ".join(one.tags), key=tags.name)
    st.text_area("Notes", one.notes, max_chars=LONGEST_NOTES, key=notes.name, height=68)
    st.caption(
        f"{', '.join(one.colours).capitalize()}. The network: {one.guessed}, "
        f"{cautious_percent(one.probability)}. {_worn(one)}"
    )
    today = date.today()
    with st.container(horizontal=True):
        _button("Keep changes", ":material/check:", wardrobe, one, one.worn)
        if one.last_worn != today:
            _button("Worn today", ":material/today:", wardrobe, one, (today, *one.worn))
        with st.popover("Remove", icon=":material/delete:"):
            st.write("It is gone then, with its photo.")
            st.button("Remove it", on_click=_remove, args=(wardrobe, one.id))
        st.button("Close", on_click=OPEN.clear, type="tertiary")


def _slots(one: Item) -> tuple[Slot[str], Slot[str], Slot[str]]:
    """Where a piece's fields are: label, labels of one's own, notes."""
    own = f"{one.id}_{one.version}"
    return (
        Slot(f"wardrobe_is_{own}", one.label),
        Slot(f"wardrobe_tags_{own}", ", ".join(one.tags)),
        Slot(f"wardrobe_notes_{own}", one.notes),
    )


def _worn(one: Item) -> str:
    if not one.worn:
        return "Not worn yet."
    return f"Worn {count(len(one.worn), 'time')}, last on {one.worn[0].isoformat()}."


def _button(what: str, icon: str, wardrobe: Wardrobe, one: Item, worn: tuple[date, ...]) -> None:
    st.button(what, icon=icon, on_click=_change, args=(wardrobe, one, worn))


def _change(wardrobe: Wardrobe, one: Item, worn: tuple[date, ...]) -> None:
    # Read now: the press may come together with what was typed just before it.
    label, tags, notes = (slot.get() for slot in _slots(one))
    named = tuple(word[:LONGEST_WORD] for tag in tags.split(",") if (word := " ".join(tag.split())))
    try:
        wardrobe.change(replace(one, label=label, tags=named, notes=notes, worn=worn))
    except LabError as error:
        FAILED.set(str(error))
    else:
        SAID.set("Kept.")


def _remove(wardrobe: Wardrobe, item: str) -> None:
    try:
        wardrobe.remove(item)
    except LabError as error:
        FAILED.set(str(error))
        return
    OPEN.clear()
