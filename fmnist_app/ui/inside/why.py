"""Why this class: the evidence in the picture for it, and for it rather than another."""

from __future__ import annotations

import streamlit as st

from fmnist_app.catalog.inside import NetworkChecks, checks_for
from fmnist_app.data import CLASS_NAMES
from fmnist_app.inference.inside.evidence import (
    EXACT,
    METHODS,
    OCCLUSION,
    Evidence,
    evidence,
    methods_of,
    wanted,
)
from fmnist_app.ui.inside.is_it_one import show_checks, show_curves, show_forgetting
from fmnist_app.ui.inside.look import Look
from fmnist_app.ui.inside.pictures import on_picture, strongest
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets.preprocessing import show_tile
from fmnist_app.ui.widgets.segments import segments

METHOD, RATHER = "inside_method", "inside_rather"
WIDTH = 300
HOW = {
    EXACT: "The last layer adds up what each place of the last maps says; this is that sum, place "
    "by place, beyond what the network says of a black picture.",
    "integrated gradients": "The picture grows out of black; on the way, each pixel's share in "
    "the rise of the score is added up. Smoothed by one pixel.",
    OCCLUSION: "A black square of 7 x 7 pixels moves over the picture; where the score falls most, "
    "there was most evidence.",
}
KEPT = 400  # maps of all visitors, 3 kB each


def show_why(look: Look) -> None:
    """Draw the evidence for the class and for it rather than another, and whether it is any."""
    checks = checks_for(look.package)
    offered = _offered(look, checks)
    if not offered:
        st.info(
            "No method passed the checks for this network, so none is offered: an explanation "
            "that the network does not follow would only look like one.",
            icon=":material/block:",
        )
        show_checks(look, checks)
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        method = segments(
            "How", {one: METHODS[one] for one in offered}, METHOD, bind="query-params"
        )
        other = _rather(look)
    alone, than = (
        evidence_of(look, method, look.label),
        evidence_of(look, method, look.label, other),
    )
    name, beside = CLASS_NAMES[look.label], CLASS_NAMES[other]
    most = max(strongest(alone.pixels), strongest(than.pixels))
    with st.container(horizontal=True, gap="large"):
        for found, words in ((alone, f"For {name}"), (than, f"For {name} rather than {beside}")):
            with st.container(width=WIDTH, gap="small"):
                st.markdown(f"**{words}**")
                alt = f"{words}: blue parts of the picture speak for it, orange ones against"
                show_tile(on_picture(found.pixels, look.picture, most), WIDTH, alt)
                st.caption(_adds_up(found))
    st.caption(f"Blue speaks for it, orange against. {HOW[method]}")
    st.subheader("Is this an explanation?", anchor=False)
    show_forgetting(look, method, alone)
    show_curves(look, alone)
    show_checks(look, checks)


def evidence_of(look: Look, method: str, label: int, against: int | None = None) -> Evidence:
    """The evidence, kept for a while: each press on the page asks for it again."""
    return _kept(look.key, method, label, against, look)


@st.cache_data(show_spinner="Looking for evidence", max_entries=KEPT)
def _kept(key: str, method: str, label: int, against: int | None, _look: Look) -> Evidence:  # noqa: ARG001
    return evidence(method, _look.network, _look.picture, wanted(label, against))


def _offered(look: Look, checks: NetworkChecks | None) -> list[str]:
    """The methods that passed; those that the layers allow where nothing was measured."""
    able = methods_of(look.network)
    if checks is None:
        return list(able)
    return [one for one in able if one in checks.methods and checks.methods[one].passed]


def _rather(look: Look) -> int:
    """Let the visitor choose what the class is held against, at first the runner-up."""
    others = [name for name in CLASS_NAMES if name != CLASS_NAMES[look.label]]
    runner_up = CLASS_NAMES[look.runner_up]
    slot = Slot[str](f"{RATHER}_{look.key}", runner_up)
    chosen = st.selectbox(
        "Rather than", others, index=others.index(runner_up), key=slot.name, width=170
    )
    return CLASS_NAMES.index(chosen)


def _adds_up(found: Evidence) -> str:
    """What the map sums to, and to what that belongs."""
    if found.total is None:
        return f"A black picture alone: {found.beside:+z.2f}."
    score = found.total + found.beside
    return (
        f"All of it adds up to {found.total:+z.2f}. With {found.beside:+z.2f}, which it says of a "
        f"black picture, that is its score: {score:.2f}."
    )
