"""The networks that can answer a visitor: those shipped, and those trained in this visit."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from fmnist_app.catalog import available, default_name
from fmnist_app.catalog.shipped import NoSuchNetwork, card, title
from fmnist_app.inference import Answering
from fmnist_app.lab.records import Snapshot
from fmnist_app.models import network
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.resources import classifier, lab, trained_classifier


@dataclass(frozen=True)
class Trained:
    """A network of one of this visit's runs: its word on the page, its LiteRT file, its version."""

    title: str
    path: Path
    version: int


@st.cache_data(show_spinner=False)
def shipped_titles() -> dict[str, str]:
    """The shipped networks: the word shown for each, by name.

    The default one comes first, then the other robust ones: those that only know the catalogue
    fail on what visitors bring.
    """
    found = {}
    for name in sorted(available(), key=_standing):
        try:
            found[name] = title(name, card(name))
        except (NoSuchNetwork, ValueError):
            continue  # its weights are here, what makes sense of them is not, or is damaged
    return found


def titles() -> dict[str, str]:
    """All networks that can answer this visitor: the word shown for each, by name."""
    return {**shipped_titles(), **{name: each.title for name, each in trained().items()}}


def trained() -> dict[str, Trained]:
    """The networks of this visitor's runs that can answer, by a name of their own."""
    found = {}
    for place, run in enumerate(session.runs(), start=1):
        now = lab().look(run)
        if now is not None:
            found.update(_of_run(now, place))
    return found


def answering(name: str) -> Answering:
    """The network of this name, ready to answer."""
    own = trained().get(name)
    return trained_classifier(name, own.path, own.version) if own else classifier(name)


def _of_run(now: Snapshot, place: int) -> dict[str, Trained]:
    found = {}
    for model in now.settings.models:
        path = lab().folder(now.run) / f"{model}.tflite"
        try:
            version = path.stat().st_mtime_ns
        except OSError:
            continue  # not yet, or never: its loss blew up
        title = f"{network(model).title}, your run {place}"
        found[f"{now.run}/{model}"] = Trained(title, path, version)
    return found


def _standing(name: str) -> tuple[bool, bool, str]:
    return name != default_name(), not name.endswith("robust"), name
