"""The same picture, or all but the same, in folders of two labels: one of them is wrong."""

from collections.abc import Iterator, Mapping

import streamlit as st

from fmnist_app.core.formatting import count
from fmnist_app.delivery.alike import groups
from fmnist_app.delivery.store import Delivery
from fmnist_app.inference.given import given_label

MOST = 20  # that are named


def show_conflicts(delivery: Delivery, names: Mapping[str, str]) -> None:
    """Name the files that are alike and came with two labels; nothing if there are none.

    `names` are those of the pictures that came with a label, by their keys.
    """
    found = [*_copies(delivery, names), *_alike(delivery, names)]
    if not found:
        return
    st.markdown(f"**{count(len(found), 'picture')}** came twice, with two labels:")
    st.text("\n".join(" and ".join(one) for one in found[:MOST]))  # as it is
    if len(found) > MOST:
        st.caption(f"and {count(len(found) - MOST, 'picture')} more.")


def _copies(delivery: Delivery, names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for key, name in delivery.copies():
        if key in names and given_label(name) not in {None, given_label(names[key])}:
            yield names[key], name


def _alike(delivery: Delivery, names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    keys, looks = delivery.looks()
    for group in groups(looks):
        found = tuple(names[keys[place]] for place in group if keys[place] in names)
        if len({given_label(name) for name in found}) > 1:
            yield found
