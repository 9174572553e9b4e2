"""What each remedy did to each network, seed by seed against none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fmnist_app.experiments.remedies.pairs import Outcome, Paired
from fmnist_app.experiments.remedies.plans import EVERY, SEEDS, WITHOUT, Remedy
from fmnist_app.experiments.remedies.results import SHIPPED, RemedyResults, RemedyRun, read_results
from fmnist_app.experiments.spread import Spread

MODELS = WITHOUT.models


@dataclass(frozen=True)
class Effect:
    """What a remedy did to one network; `times` is the ratio of the shortest trainings."""

    remedy: Remedy
    model: str
    pairs: tuple[Paired, ...]
    times: float

    @property
    def gap(self) -> Spread:
        """By how many points the gap changed."""
        return Spread.of(one.gap for one in self.pairs)

    @property
    def accuracy(self) -> Spread:
        """By how many points the share of test pictures right changed."""
        return Spread.of(one.accuracy for one in self.pairs)


@dataclass(frozen=True)
class RemedyStudy:
    """All that was found, with the results of no remedy, against which the others stand."""

    without: RemedyResults
    effects: tuple[Effect, ...]

    def of(self, model: str) -> tuple[Effect, ...]:
        """What was found of one network, what helped most on new pictures first."""
        own = [one for one in self.effects if one.model == model]
        return tuple(sorted(own, key=lambda one: -one.accuracy.mean))

    def gaps(self, model: str) -> Spread:
        """The gaps in points without any remedy."""
        return Spread.of(_outcome(one).gap for one in self.without.runs if one.model == model)

    def accuracies(self, model: str) -> Spread:
        """The shares of test pictures right without any remedy."""
        return Spread.of(one.test_accuracy for one in self.without.runs if one.model == model)


def read_remedy_study(
    folder: Path = SHIPPED, seeds: Sequence[int] = SEEDS, every: Sequence[Remedy] = EVERY
) -> RemedyStudy | None:
    """What the remedies did that were trained from all of `seeds`; None without any.

    The first of `every` is no remedy, against which the others stand.

    Raises `RemedyResultsError` for a file that is broken, or was made with other settings.
    """
    found = [(one, read_results(one, folder)) for one in every]
    done = [(one, there) for one, there in found if there and set(seeds) <= set(there.seeds)]
    if len(done) < 2 or done[0][0] != every[0]:
        return None
    (none, without), *others = done
    return RemedyStudy(
        without,
        tuple(
            _effect(one, model, without, there)
            for one, there in others
            for model in none.settings.models
        ),
    )


def _effect(remedy: Remedy, model: str, without: RemedyResults, with_it: RemedyResults) -> Effect:
    before, after = (
        {one.seed: one for one in results.runs if one.model == model}
        for results in (without, with_it)
    )
    seeds = sorted(before.keys() & after.keys())
    pairs = tuple(Paired(seed, _outcome(before[seed]), _outcome(after[seed])) for seed in seeds)
    # Other work only ever lengthens a training, so that the shortest says most.
    shortest, without_it = (min(one.seconds for one in each.values()) for each in (after, before))
    return Effect(remedy, model, pairs, shortest / without_it)


def _outcome(run: RemedyRun) -> Outcome:
    return Outcome(100 * (run.seen_accuracy - run.val_accuracy), run.test_accuracy)
