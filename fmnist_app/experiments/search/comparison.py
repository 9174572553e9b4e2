"""A fair winner: winner and default trained anew on the same fresh seeds, and their difference.

The figure that a search ends with is the best of many, and partly so by luck; this one is not.
"""

from dataclasses import dataclass, replace

from fmnist_app.evaluation.intervals import Interval
from fmnist_app.experiments.search.events import Role, Tested
from fmnist_app.experiments.search.record import SearchSnapshot
from fmnist_app.experiments.search.task import SearchTask
from fmnist_app.experiments.search.unit import Unit
from fmnist_app.experiments.spread import Spread

ROLES: tuple[Role, Role] = ("winner", "default")


@dataclass(frozen=True)
class Comparison:
    """Test accuracies of winner and default on the seeds that both have, and what they differ by.

    `difference` is winner minus default, seed by seed; its interval is Student's t for pairs.
    """

    seeds: tuple[int, ...]
    winner: Spread
    default: Spread
    difference: Spread
    test_openings: int

    @property
    def interval(self) -> Interval | None:
        """The 95 % interval of the mean difference; None for a single seed."""
        return self.difference.interval


def fresh_seeds(task: SearchTask) -> range:
    """The seeds after the one that the search itself was made with."""
    return range(task.seed + 1, task.seed + 1 + task.seeds)


def unit_of(now: SearchSnapshot, role: Role, seed: int) -> Unit:
    """What has to be trained anew: all epochs, the test set opened at the end."""
    task = now.task
    if role == "winner":
        assert now.winner is not None  # noqa: S101 - nothing is compared before there is one
        settings = task.settings(now.winner.values)
    else:
        settings = task.default
    settings = replace(settings, seed=seed)
    return Unit(settings, settings.epochs, 0, opens_test=True, data_sha256=task.data_sha256)


def missing(now: SearchSnapshot) -> list[tuple[Role, int]]:
    """Which trainings are still to be done."""
    if now.winner is None:
        return []
    known = {(one.role, one.seed) for one in now.tested}
    return [
        (role, seed)
        for seed in fresh_seeds(now.task)
        for role in ROLES
        if (role, seed) not in known
    ]


def compare(tested: tuple[Tested, ...]) -> Comparison | None:
    """What the trainings done so far say; None before the first pair."""
    found = {(one.role, one.seed): one.accuracy for one in tested}
    seeds = tuple(sorted(seed for role, seed in found if role == "winner"))
    seeds = tuple(seed for seed in seeds if ("default", seed) in found)
    if not seeds:
        return None
    winner, default = ([found[role, seed] for seed in seeds] for role in ROLES)
    pairs = zip(winner, default, strict=True)
    return Comparison(
        seeds,
        Spread.of(winner),
        Spread.of(default),
        Spread.of(one - other for one, other in pairs),
        test_openings=len(tested),
    )
