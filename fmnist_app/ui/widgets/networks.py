"""The networks that a visitor can choose: those shipped, and those of the visit's runs."""

from collections.abc import Iterable, Iterator

import streamlit as st

from fmnist_app.catalog import NetworkPackage, default_name, network_of_run, shipped_networks
from fmnist_app.inference import Answering
from fmnist_app.lab.records import Snapshot
from fmnist_app.models import MODELS
from fmnist_app.ui.shell.resources import lab, ready
from fmnist_app.ui.widgets.runs import own_runs

KEPT_PACKAGES = 64  # of all visitors' runs; a card without the network's weights is small


def networks() -> list[NetworkPackage]:
    """All networks of this visitor: the shipped ones by name, then those of their runs."""
    return [*shipped_networks(), *_of_runs()]


def answering() -> dict[str, NetworkPackage]:
    """Those that can answer pictures, by id: the default one first, then the other robust ones.

    The others only know the catalogue, and fail on what visitors bring.
    """
    able = [one for one in networks() if one.version is not None]
    return {one.id: one for one in sorted(able, key=_standing)}


def titles() -> dict[str, str]:
    """The word shown for each network that can answer, by id."""
    return {name: one.title for name, one in answering().items()}


def colours() -> dict[str, str]:
    """The colour of each network of this visitor, by id: the same on every page."""
    from fmnist_app import charts  # noqa: PLC0415 - a page without a chart paints sooner without

    return charts.colours(one.id for one in by_kind(networks()))


def by_kind(found: Iterable[NetworkPackage]) -> list[NetworkPackage]:
    """Basic and Standard first, then the other shipped networks, then the visitor's own."""
    places = {name: place for place, name in enumerate(MODELS)}
    return sorted(found, key=lambda one: places.get(one.id, len(places)))


def classifier(name: str) -> Answering:
    """The network of this id, ready to answer."""
    return ready(answering()[name])


def purposes(names: Iterable[str]) -> str:
    """What the networks of these ids are for, in a sentence for each purpose."""
    found = {one.id: one for one in networks()}
    of_purpose: dict[str, list[str]] = {}
    for name in names:
        if one := found.get(name):
            of_purpose.setdefault(one.purpose, []).append(one.title)
    said = [f"{' and '.join(titles)}: for {purpose}." for purpose, titles in of_purpose.items()]
    judge = found.get(default_name())
    if judge and any(name in found and not found[name].card.knows_clothing for name in names):
        said.append(f"Whether it is clothing at all is judged by {judge.title}.")
    return " ".join(said)


def _of_runs() -> Iterator[NetworkPackage]:
    for now, words in own_runs().values():
        yield from (_of_run(now, name, words) for name in now.settings.models)


def _of_run(now: Snapshot, name: str, words: str) -> NetworkPackage:
    """The package as the run stands, made once for every change: each stroke asks for it."""
    state = len(now.points), now.settings.epochs, hash(now.results.get(name)), now.over
    return _package(now.run, name, words, state, now)


@st.cache_resource(max_entries=KEPT_PACKAGES, show_spinner=False)
def _package(
    run: str,
    name: str,
    words: str,
    state: tuple[int, int, int, bool],  # noqa: ARG001 - part of the key
    _now: Snapshot,
) -> NetworkPackage:
    return network_of_run(
        name,
        run,
        lab().folder(run),
        words=words,
        settings=_now.settings,
        points=_now.points,
        result=_now.results.get(name),
        over=_now.over,
    )


def _standing(one: NetworkPackage) -> tuple[bool, bool, bool]:
    return one.origin == "run", one.id != default_name(), not one.card.knows_clothing
