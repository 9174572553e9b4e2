"""What is said of a guess once it can be told: from the shipped answers, and the visitor's run."""

from fmnist_app.catalog import shipped
from fmnist_app.core.formatting import count
from fmnist_app.core.tour import Tour
from fmnist_app.data import CLASS_NAMES
from fmnist_app.evaluation import GapReport
from fmnist_app.evaluation.mistakes import Mixed, mixed_up
from fmnist_app.models import network
from fmnist_app.ui.tour.conditions import latest_of_both
from fmnist_app.ui.tour.questions import ALIKE, QUESTIONS

JUDGE = "standard"  # the larger of the two networks that the tour is about


def reply(tour: Tour) -> str:
    """What came, beside what was guessed, for a step that is done; nothing for most."""
    match tour.step.id:
        case "clothes":
            return _mixed_up(tour)
        case "predict":
            return f"You said: {_said(tour)}. The next step shows it."
        case "outcome":
            return _first_by_heart(tour)
    return ""


def _mixed_up(tour: Tour) -> str:
    from fmnist_app.ui.compare.networks import scores  # noqa: PLC0415 - once there is a guess

    pairs = mixed_up(scores(shipped(JUDGE)).matrix)
    guess = frozenset(CLASS_NAMES.index(name) for name in tour.guess)
    place, own = next(
        (place, pair) for place, pair in enumerate(pairs, start=1) if pair.classes == guess
    )
    if place == 1:
        return f"Right: {network(JUDGE).title} mixes up {_pair(own)} most, {_times(own)}."
    return (
        f"{network(JUDGE).title} mixes up {_pair(pairs[0])} most, {_times(pairs[0])}. Yours, "
        f"{_pair(own)}, is place {place} of {len(pairs)}, with {count(own.times)}."
    )


def _pair(mixed: Mixed) -> str:
    return " and ".join(CLASS_NAMES[label] for label in sorted(mixed.classes))


def _times(mixed: Mixed) -> str:
    return f"on {count(mixed.times)} of their {count(mixed.pictures, 'test picture')}"


def _first_by_heart(tour: Tour) -> str:
    gaps = latest_of_both()
    if not gaps:
        return ""
    since = {name: gap.standing.since for name, gap in gaps.items() if _memorises(gap)}
    epochs = sorted(epoch for epoch in since.values() if epoch)
    tied = not epochs or epochs[:1] == epochs[1:2]
    first = ALIKE if tied else min(since, key=lambda name: since[name] or 0)
    said = tour.guesses.get("predict", ())
    options = QUESTIONS["networks"].options
    guessed = next((one for one in said if one in options), "")
    verdict = "You were right: " if guessed == first else "It came otherwise: " if guessed else ""
    return f"{verdict}{_in_words(since)}."


def _memorises(gap: GapReport) -> bool:
    return gap.standing.stage == "memorising"


def _in_words(since: dict[str, int | None]) -> str:
    if not since:
        return "neither learns its pictures by heart so far"
    parts = [f"{network(name).title} since epoch {epoch}" for name, epoch in since.items()]
    return f"by heart: {', '.join(parts)}" + (", the other not yet" if len(parts) == 1 else "")


def _said(tour: Tour) -> str:
    options = QUESTIONS[tour.step.asks].options
    return " and ".join(options[one] for one in tour.guess if one in options)
