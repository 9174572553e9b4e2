"""The colour of a search and the axis of its accuracies, the same in all of its charts."""

from fmnist_app import charts
from fmnist_app.experiments.search.record import SearchSnapshot
from fmnist_app.ui.search.rows import judged

MARGIN = 1.2  # of an axis, as a factor


def colour_of(now: SearchSnapshot) -> str:
    """The colour of the search's network."""
    return charts.colours([now.task.network])[now.task.network]


def domain_of(now: SearchSnapshot) -> tuple[float, float]:
    """Where the axis of its accuracies begins and ends."""
    return charts.value_domain([trial.value or 0.0 for trial in judged(now)])


def around(low: float, high: float, *, logarithmic: bool) -> tuple[float, float]:
    """The ends of an axis a little beyond these, so that no dot is cut."""
    if logarithmic:
        return low / MARGIN, high * MARGIN
    room = (MARGIN - 1) * (high - low) / 4 or 1.0
    return low - room, high + room


def below(now: SearchSnapshot) -> bool:
    """Whether trials lie below that axis."""
    low = domain_of(now)[0]
    return any((trial.value or 0.0) < low for trial in judged(now))
