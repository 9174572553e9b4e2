"""The visitor's runs with their names, the same on every page."""

from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.results import as_trained
from fmnist_app.training.naming import names_of
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.resources import lab


def own_runs() -> dict[str, tuple[Snapshot, str]]:
    """Each run of the visitor that is on this server, and its name, by id; the latest last."""
    found = [now for run in session.runs() if (now := lab().look(run))]
    names = names_of([as_trained(now) for now in found])
    return {now.run: (now, name) for now, name in zip(found, names, strict=True)}
