"""The searches that come with the app: real ones, made by the command, for who has none yet."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.experiments import SHIPPED
from fmnist_app.experiments.search.record import SearchSnapshot, read_search
from fmnist_app.models import MODELS
from fmnist_app.ui.widgets.segments import segments

FOLDER = SHIPPED.parent


def choose_example() -> SearchSnapshot | None:
    """Let the visitor choose among the shipped searches; nothing where there is none."""
    found = examples()
    if not found:
        return None
    titles = {name: MODELS[name].title for name in found}
    name = (
        segments("Network of the example", titles, "search_example", label_visibility="collapsed")
        if len(found) > 1
        else next(iter(found))
    )
    return found[name]


@st.cache_resource(show_spinner=False)
def examples() -> Mapping[str, SearchSnapshot]:
    """The same, read once."""
    return read_examples()


def read_examples() -> Mapping[str, SearchSnapshot]:
    """The shipped searches by the name of their network; those that are over and can be read."""
    found = {}
    for name in MODELS:
        path = Path(FOLDER, f"search-{name}.jsonl")
        try:
            found[name] = read_search(path)
        except LabError:
            continue
    return {name: now for name, now in found.items() if now.over}
