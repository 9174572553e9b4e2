"""Whether an explanation is one: it has to follow the weights, and the network its pixels."""

from __future__ import annotations

import numpy as np
import streamlit as st

from fmnist_app import charts
from fmnist_app.catalog.inside import MOST_CORRELATION, MethodChecks, NetworkChecks
from fmnist_app.core.formatting import count
from fmnist_app.data import CLASS_NAMES
from fmnist_app.inference.inside.evidence import METHODS, Evidence, evidence, wanted
from fmnist_app.inference.inside.faithfulness import (
    Curves,
    brightest_first,
    by_evidence,
    curves,
    rank_correlation,
)
from fmnist_app.inference.inside.steps import Array
from fmnist_app.ui.inside.look import Look
from fmnist_app.ui.inside.pictures import on_picture
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets.preprocessing import show_tile

FORGOTTEN = Slot("inside_forgotten", 0)
WIDTH, SEED = 150, 0
OWN, BRIGHT, CHANCE = "by evidence", "brightest first", "at random"


def show_forgetting(look: Look, method: str, found: Evidence) -> None:
    """Let the visitor replace weights, last layer first, and see the map change."""
    layers = len(look.network.learnt)
    gone = min(FORGOTTEN.get(), layers)
    st.write(
        "**Replace the weights.** A map that stays the same when the network forgets what it "
        "learnt shows the picture, not the reasons."
    )
    with st.container(horizontal=True):
        words = "Forget the last layer" if not gone else "Forget one more layer"
        st.button(
            words,
            "inside_forget",
            on_click=FORGOTTEN.set,
            args=(gone + 1,),
            icon=":material/layers_clear:",
            disabled=gone == layers,
        )
        st.button("Learnt again", "inside_learnt", on_click=FORGOTTEN.clear, disabled=not gone)
    forgetful = (_forgetful(look.key, method, each, look) for each in range(1, gone + 1))
    maps = [found.pixels, *forgetful]
    with st.container(horizontal=True, gap="medium"):
        for number, one in enumerate(maps):
            with st.container(width=WIDTH, gap=None):
                said = "As learnt" if not number else f"{count(number, 'layer')} forgotten"
                show_tile(on_picture(one, look.picture), WIDTH, f"Evidence, {said.lower()}")
                alike = "" if not number else f", {_alike(maps[0], one, look.picture)}"
                st.caption(f"{said}{alike}")


def show_curves(look: Look, found: Evidence) -> None:
    """Draw how sure the network stays while pixels go black or come, in three orders."""
    orders = {
        OWN: by_evidence(found.pixels),
        BRIGHT: brightest_first(look.picture),
        CHANCE: np.random.default_rng(SEED).permutation(look.picture.size),
    }
    said = {
        name: curves(look.network, look.picture, look.label, order)
        for name, order in orders.items()
    }
    label = CLASS_NAMES[look.label]
    st.write(f"**Take the pixels away, or bring them.** How sure it is of {label}:")
    for place, part, words in zip(
        st.columns(2, gap="large"),
        ("deletion", "insertion"),
        ("Pixels gone black", "Pixels that came, the rest blurred"),
        strict=True,
    ):
        rows = charts.faithfulness_rows({name: getattr(one, part) for name, one in said.items()})
        spec = charts.faithfulness_spec(tuple(orders), words, label)
        place.vega_lite_chart(rows, spec, key=f"inside_{part}")
    st.markdown(in_one_sentence(said))


def in_one_sentence(said: dict[str, Curves]) -> str:
    """What the curves of this picture say of the evidence."""
    own = said[OWN].areas
    others = [one.areas for name, one in said.items() if name != OWN]
    falls = all(own[0] < other[0] for other in others)
    rises = all(own[1] > other[1] for other in others)
    if falls and rises:
        return (
            "**On this picture the network heeds these pixels:** without them it lets go sooner, "
            "with them it is sure sooner, than by brightness or chance."
        )
    if falls or rises:
        which = "gone" if falls else "brought"
        return (
            f"**On this picture only half of it holds:** with the pixels {which} the evidence "
            "beats brightness and chance, the other way round it does not."
        )
    return (
        "**On this picture the evidence is no better than brightness or chance:** do not believe "
        "it here."
    )


def show_checks(look: Look, checks: NetworkChecks | None) -> None:
    """Draw what was measured of every method on many pictures, in a fold."""
    with st.expander("How well do the methods do on many pictures?", icon=":material/fact_check:"):
        if checks is None:
            st.write("This kind of network was not measured; what its layers allow is offered.")
            return
        rows = [_row(METHODS[name], one) for name, one in checks.methods.items()]
        st.dataframe(rows, hide_index=True, width="stretch", height="content")
        whose = (
            "this network"
            if look.package.origin == "shipped"
            else "the shipped network of its kind, not this one"
        )
        st.caption(
            f"Measured on {whose}: {count(checks.pictures, 'test picture')}, seed {checks.seed}, "
            "by `python -m fmnist_app inside --check`. Areas: how much better the order of the "
            "evidence is than the better of brightness and chance, with the 95 % interval over "
            "pictures; above 0 is better. Replaced weights: the highest mean rank correlation "
            f"with the map as learnt, at most {MOST_CORRELATION:g}. What does not pass, or "
            "was not measured, is not offered."
        )


def _row(name: str, one: MethodChecks) -> dict[str, str]:
    def least(orders: dict[str, object]) -> str:
        worst = min(orders.values(), key=lambda each: each.low)  # type: ignore[attr-defined]
        return f"{worst.mean:+z.3f} ({worst.low:+z.3f} to {worst.high:+z.3f})"  # type: ignore[attr-defined]

    return {
        "Method": name,
        "Taken away": least(dict(one.deletion)),
        "Brought": least(dict(one.insertion)),
        "Replaced weights": f"{max(one.forgetting):.2f}",
        "Passed": "yes" if one.passed else "no, not offered",
    }


@st.cache_data(show_spinner=False, max_entries=400)
def _forgetful(key: str, method: str, gone: int, _look: Look) -> Array:  # noqa: ARG001
    """The evidence with the last `gone` layers as before any training."""
    network = _look.network.forgetting(gone, SEED)
    return evidence(method, network, _look.picture, wanted(_look.label)).pixels


def _alike(first: Array, other: Array, picture: Array) -> str:
    return f"rank correlation {rank_correlation(first, other, picture):.2f}"
