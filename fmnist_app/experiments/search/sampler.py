"""What to try next, by Optuna: random values, or those that a tree of Parzen estimators expects.

The study is in memory and made anew from the record, which alone is kept. Source of the second:
Bergstra and others (2011), "Algorithms for hyper-parameter optimization".
"""

from typing import Any

import optuna

from fmnist_app.experiments.search.record import Trial
from fmnist_app.experiments.search.space import MOST_DIGITS, Dimension
from fmnist_app.experiments.search.task import SearchTask

# Optuna looks through all trials for each proposal, which takes it 9 ms with 1,000 of them, to tell
# the best 25 from the others. Of a long search it gets the best so many and the newest so many.
BEST, NEWEST = 60, 60
NAME = "search"
BEGIN = 10  # trials at random before the estimators have something to go by; Optuna's own number

optuna.logging.set_verbosity(optuna.logging.ERROR)


class Sampler:
    """Proposes the values of one trial after the other; told their results in order."""

    def __init__(self, task: SearchTask) -> None:
        """Know nothing yet."""
        self._task = task
        self._distributions = distributions(task)
        self._begin()
        self._told: list[optuna.trial.FrozenTrial] = []

    def propose(self, number: int) -> dict[str, Any]:
        """The values of trial `number`, which follow from the seed, it, and what was told."""
        sampler = self._sampler(self._seed(number))
        # A study keeps the trials that it has seen once; another one of the same sees the new ones.
        study = optuna.load_study(study_name=NAME, storage=self._storage)
        asking = self._asking
        by_name = dict(sorted(self._distributions.items()))  # as Optuna's own way of asking has it
        found = sampler.sample_relative(study, asking, by_name)
        for name, one in self._distributions.items():
            if name not in found:  # at random, or too few are known to go by
                found[name] = sampler.sample_independent(study, asking, name, one)
        return {one.name: _value(one, found[one.name]) for one in self._task.space}

    def tell(self, trial: Trial) -> None:
        """Learn from a trial that is over; one that failed, or that lies outside, says nothing."""
        if not tells(trial, self._task):
            return
        self._told.append(frozen(trial, self._task))
        if len(self._told) > 2 * (BEST + NEWEST):
            best = sorted(self._told[:-NEWEST], key=_rank)[-BEST:]
            self._told = [*best, *self._told[-NEWEST:]]
            self._begin()
            self._study.add_trials(self._told)
        else:
            self._study.add_trial(self._told[-1])

    def _sampler(self, seed: int) -> optuna.samplers.BaseSampler:
        if self._task.sampler == "random":
            return optuna.samplers.RandomSampler(seed)
        return optuna.samplers.TPESampler(seed=seed, n_startup_trials=BEGIN, multivariate=True)

    def _begin(self) -> None:
        """A study without results, and the one trial in it for which all values are asked."""
        self._storage = optuna.storages.InMemoryStorage()
        self._study = optuna.create_study(
            study_name=NAME, storage=self._storage, direction="maximize"
        )
        self._study.ask()
        (self._asking,) = self._study.get_trials(deepcopy=False)

    def _seed(self, number: int) -> int:
        return self._task.seed * 1_000_003 % 2**31 + number


def frozen(trial: Trial, task: SearchTask) -> optuna.trial.FrozenTrial:
    """A trial that is over as Optuna takes it."""
    params = {
        one.name: one.options.index(trial.values[one.name])
        if one.ordered and one.options
        else trial.values[one.name]
        for one in task.space
    }
    pruned = trial.state == "pruned"
    return optuna.trial.create_trial(
        state=optuna.trial.TrialState.PRUNED if pruned else optuna.trial.TrialState.COMPLETE,
        value=trial.value,
        params=params,
        distributions=distributions(task),
        intermediate_values={rung.epochs: rung.value for rung in trial.rungs},
    )


def tells(trial: Trial, task: SearchTask) -> bool:
    """Whether something can be learnt from a trial: it has a value, and lies in the space."""
    return (
        trial.state in ("complete", "pruned")
        and bool(trial.rungs)
        and all(one.holds(trial.values[one.name]) for one in task.space)
    )


def distributions(task: SearchTask) -> dict[str, optuna.distributions.BaseDistribution]:
    """The space as Optuna takes it."""
    return {one.name: _distribution(one) for one in task.space}


def _rank(trial: optuna.trial.FrozenTrial) -> tuple[int, float]:
    return max(trial.intermediate_values.items(), default=(0, 0.0))


def _distribution(one: Dimension) -> optuna.distributions.BaseDistribution:
    if not one.ordered:
        return optuna.distributions.CategoricalDistribution(one.options)
    if one.options:  # its place among them: batch sizes double
        return optuna.distributions.IntDistribution(0, len(one.options) - 1)
    return optuna.distributions.FloatDistribution(one.low, one.high, log=one.scale == "log")


def _value(one: Dimension, found: Any) -> Any:
    if one.ordered and one.options:
        return one.options[found]
    if not one.ordered:
        return found
    return min(max(float(f"{found:.{MOST_DIGITS}g}"), one.low), one.high)
