"""What makes a step of the tour done: by what the app knows, never by a press on Next.

Modules of pages are imported when they are asked: a visitor who takes no tour does without.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from fmnist_app.core.tour import Tour
from fmnist_app.evaluation import GapReport
from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.results import gaps_of
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.resources import lab
from fmnist_app.ui.tour.questions import QUESTIONS, TWO

Gaps = dict[str, GapReport]
BOTH = set(TWO)


def is_done(tour: Tour) -> bool:
    """Whether the step that is shown is done, or was before."""
    return tour.step.id in tour.done or CONDITIONS[tour.step.condition](tour)


def latest_of_both() -> Gaps:
    """The gaps of both networks in this visitor's latest run with both; empty without one."""
    return next((gaps for _, gaps in _measured() if set(gaps) >= BOTH), {})


def _guessed(tour: Tour) -> bool:
    question = QUESTIONS[tour.step.asks]
    return len([one for one in tour.guess if one in question.options]) == question.how_many


def _watched(_: Tour) -> bool:
    """A run has come to its end, or so far that it does better on pictures it has seen."""
    return any(now.over or any(gap.opens_at for gap in gaps.values()) for now, gaps in _measured())


def _both_seen(_: Tour) -> bool:
    """A run of both is over, or one of the two memorises."""
    return any(
        set(gaps) >= BOTH
        and (now.over or any(gap.standing.stage == "memorising" for gap in gaps.values()))
        for now, gaps in _measured()
    )


def _more_pictures(_: Tour) -> bool:
    """A run is over that had more pictures than another."""
    over = [now.settings.pictures for now, _ in _measured() if now.over]
    return len(set(over)) > 1


def _drawing_answered(_: Tour) -> bool:
    from fmnist_app.ui.draw.answer import GUESSES  # noqa: PLC0415 - see above

    return bool(GUESSES.get())


def _compared(_: Tour) -> bool:
    from fmnist_app.ui.compare.choice import PAIRS  # noqa: PLC0415 - see above

    return bool(PAIRS.get())


def _measured() -> Iterator[tuple[Snapshot, Gaps]]:
    """The visitor's runs in which an epoch has ended, the latest first."""
    for run in reversed(session.runs()):
        if (now := lab().look(run)) and (gaps := gaps_of(now)):
            yield now, gaps


CONDITIONS: Mapping[str, Callable[[Tour], bool]] = MappingProxyType(
    {
        "guessed": _guessed,
        "watched": _watched,
        "both_seen": _both_seen,
        "drawing_answered": _drawing_answered,
        "more_pictures": _more_pictures,
        "compared": _compared,
    }
)
