"""The networks that a visitor can choose: those shipped, and those of the visit's runs."""

from collections.abc import Iterator

from fmnist_app.catalog import NetworkPackage, default_name, network_of_run, shipped_networks
from fmnist_app.inference import Answering
from fmnist_app.lab.records import Snapshot
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.resources import lab, ready


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


def classifier(name: str) -> Answering:
    """The network of this id, ready to answer."""
    return ready(answering()[name])


def _of_runs() -> Iterator[NetworkPackage]:
    session.current_run()  # a run in the address counts as the visitor's own
    for number, run in enumerate(session.runs(), start=1):
        if now := lab().look(run):
            yield from (_of_run(now, name, f"your run {number}") for name in now.settings.models)


def _of_run(now: Snapshot, name: str, words: str) -> NetworkPackage:
    return network_of_run(
        name,
        now.run,
        lab().folder(now.run),
        words=words,
        settings=now.settings,
        points=now.points,
        result=now.results.get(name),
        over=now.over,
    )


def _standing(one: NetworkPackage) -> tuple[bool, bool, bool]:
    return one.origin == "run", one.id != default_name(), not one.card.knows_clothing
