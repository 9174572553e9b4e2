"""What to wear: outfits from what is there, and why each was chosen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.wardrobe.collection import FAILED, SAID, words
from fmnist_app.ui.widgets.pictures import as_url
from fmnist_app.ui.widgets.segments import segments
from fmnist_app.wardrobe.item import Item
from fmnist_app.wardrobe.outfits import WEATHERS, Outfit, Rules, missing, outfits
from fmnist_app.wardrobe.store import Wardrobe

SEEN = Slot[tuple[frozenset[str], ...]]("wardrobe_seen", ())
TILE = 120


def show_outfits(wardrobe: Wardrobe, items: Sequence[Item]) -> None:
    """Let the visitor set the rules, and draw outfits that keep them."""
    rules = _rules()
    today = date.today()
    found = outfits(items, rules, today, SEEN.get(), seed=len(SEEN.get()))
    if not found:
        st.info(missing(items, rules, today), icon=":material/info:")
        if SEEN.get():
            st.button("Begin again", on_click=SEEN.clear)
        return
    for number, one in enumerate(found):
        _show(wardrobe, one, number, today)
    st.button("Others", icon=":material/refresh:", on_click=_others, args=(found,))
    st.caption(
        "One piece of each kind, by your rules; chance decides among what keeps them, and those "
        "not worn for long come first. Black, grey, white, beige and brown go with all; two other "
        "colours if they are neighbours or opposites on the circle of hues. What is fine to wear, "
        "you know better."
    )


def _rules() -> Rules:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        weather = segments(
            "Weather",
            {one: one.capitalize() for one in WEATHERS},
            "wardrobe_weather",
            default="mild",
            persist_state="session",
        )
        rest = st.number_input(
            "Days of rest", 0, 60, 3, key="wardrobe_rest", width=140, persist_state="session"
        )
        colours = st.toggle(
            "Colours go together", value=True, key="wardrobe_colours", persist_state="session"
        )
    return Rules(weather, colours, int(rest))


def _show(wardrobe: Wardrobe, one: Outfit, number: int, today: date) -> None:
    with st.container(border=True, key=f"outfit_{number}"):
        with st.container(horizontal=True):
            for piece in one.pieces:
                with st.container(width=TILE, gap="small"):
                    st.image(as_url(piece.thumbnail), width=TILE, alt=words(piece))
                    st.caption(words(piece).capitalize())
        st.caption(f"Why: {'; '.join(one.reasons)}.")
        st.button(
            "Wear it today",
            key=f"wear_{number}",
            icon=":material/today:",
            on_click=_wear,
            args=(wardrobe, one, today),
        )


def _wear(wardrobe: Wardrobe, outfit: Outfit, today: date) -> None:
    try:
        wardrobe.change(*(replace(one, worn=(today, *one.worn)) for one in outfit.pieces))
    except LabError as error:
        FAILED.set(str(error))
    else:
        SAID.set("Noted as worn today.")


def _others(found: Sequence[Outfit]) -> None:
    SEEN.set((*SEEN.get(), *(one.key for one in found)))
