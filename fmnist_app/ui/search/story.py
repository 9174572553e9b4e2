"""What a search has found, in a sentence that does not take luck for gain."""

from fmnist_app.core.formatting import count, percent
from fmnist_app.experiments.search.comparison import compare
from fmnist_app.experiments.search.record import SearchSnapshot


def sentence(now: SearchSnapshot) -> str:
    """Where the search stands: the check on fresh pictures, once there is one, before all else."""
    if compare(now.tested) is not None and now.over:
        return gained(now)
    return so_far(now)


def so_far(now: SearchSnapshot) -> str:
    """The best of the trials up to now, beside the default."""
    best, default = now.best, now.trials.get(0)
    if best is None:
        return "The first trial is the default itself: what it does is what others have to beat."
    said = f"Best so far: **trial {best.number}, {percent(best.value or 0, 2)}** of the "
    said += "validation pictures right"
    if default and default.value is not None and best.number != 0:
        said += f"; the default stands at {percent(default.value, 2)}"
    return f"{said}. The best of many is partly luck: what it is worth is checked at the end."


def gained(now: SearchSnapshot) -> str:
    """What winner and default did on fresh seeds and test pictures, and how sure that is."""
    found = compare(now.tested)
    assert found is not None  # noqa: S101 - asked for only where there is one
    seeds, epochs = count(len(found.seeds), "fresh seed"), now.task.epochs
    winner, default = percent(found.winner.mean, 2), percent(found.default.mean, 2)
    won = f"the winning settings name {winner}"
    if now.winner and now.winner.number == 0:
        won = f"the default settings, which none beat, name {winner} after {epochs} epochs"
    said = (
        f"**Trained anew on {seeds}, {won} of the test pictures right, the default ones "
        f"{default}: {100 * found.difference.mean:+z.2f}"
    )
    if (interval := found.interval) is None:
        return f"{said}.** One seed says nothing of chance."
    low, high = (f"{100 * end:+z.2f}" for end in (interval.low, interval.high))
    said += f" points ({low} to {high}).**"
    if interval.low > 0:
        return f"{said} Chance does not explain that."
    if interval.high < 0:
        return f"{said} The winner is worse: its lead was luck."
    return f"{said} Chance explains as much: no gain is shown."


def optimistic(now: SearchSnapshot) -> str:
    """The figure that the search itself ends with, and why it is not the one to quote."""
    winner = now.winner
    if winner is None or winner.value is None:
        return ""
    return (
        f"On the 6,000 validation pictures by which it was chosen, the winner had "
        f"{percent(winner.value, 2)}: the best of {count(len(now.trials), 'trial')}, and flattered "
        f"by having been chosen. The test set was opened {count(now.test_openings, 'time')}, once "
        "for each training anew."
    )
