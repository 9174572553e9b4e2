"""What to try next, by Optuna: random values, or those that a tree of Parzen estimators expects.

The study is in memory and made anew from the record, which alone is kept. Source of the second:
Bergstra and others (2011), "Algorithms for hyper-parameter optimization".
"""

from typing import Any

import optuna

from fmnist_app.experiments.search.record import Trial
from fmnist_app.experiments.search.space import MOST_DIGITS, Dimension
from fmnist_app.experiments.search.task import SearchTask

# Optuna looks through all trials for each proposal, which takes it 9 ms with 1,000 of them. It gets
# the best and the newest of a long search.
REMEMBERED = 400
BEGIN = 10  # trials at random before the estimators have something to go by; Optuna's own number

optuna.logging.set_verbosity(optuna.logging.ERROR)


class Sampler:
    """Proposes the values of one trial after the other; told their results in order."""

    def __init__(self, task: SearchTask) -> None:
        """Know nothing yet."""
        self._task = task
        self._distributions = {one.name: _distribution(one) for one in task.space}
        self._study = self._new_study()
        self._told: list[optuna.trial.FrozenTrial] = []

    def propose(self, number: int) -> dict[str, Any]:
        """The values of trial `number`, which follow from the seed, it, and what was told."""
        if self._task.sampler == "random":
            self._study.sampler = optuna.samplers.RandomSampler(self._seed(number))
        else:
            self._study.sampler = optuna.samplers.TPESampler(
                seed=self._seed(number), n_startup_trials=BEGIN, multivariate=True
            )
        asked = self._study.ask(self._distributions)
        self._study.tell(asked, state=optuna.trial.TrialState.FAIL)  # its result comes by `tell`
        return {one.name: _value(one, asked.params[one.name]) for one in self._task.space}

    def tell(self, trial: Trial) -> None:
        """Learn from a trial that is over; one that failed, or that lies outside, says nothing."""
        if trial.state not in ("complete", "pruned") or not trial.rungs:
            return
        if not all(one.holds(trial.values[one.name]) for one in self._task.space):
            return
        self._told.append(self._frozen(trial))
        if len(self._told) > 2 * REMEMBERED:
            best = sorted(self._told[:-REMEMBERED], key=_rank)[-REMEMBERED // 2 :]
            self._told = [*best, *self._told[-REMEMBERED // 2 :]]
            self._study = self._new_study()
            self._study.add_trials(self._told)
        else:
            self._study.add_trial(self._told[-1])

    def importances(self) -> dict[str, float]:
        """How much each setting explains of what was told, as shares of 1; empty for too few."""
        if len(self._told) < 2 * BEGIN:
            return {}
        evaluator = optuna.importance.PedAnovaImportanceEvaluator()
        every = optuna.create_study(direction="maximize")
        every.add_trials([_as_complete(one) for one in self._told])
        try:
            found = optuna.importance.get_param_importances(every, evaluator=evaluator)
        except (ValueError, RuntimeError):  # all values equal
            return {}
        return {name: round(float(share), MOST_DIGITS) for name, share in found.items()}

    def _new_study(self) -> optuna.Study:
        return optuna.create_study(direction="maximize")

    def _seed(self, number: int) -> int:
        return self._task.seed * 1_000_003 % 2**31 + number

    def _frozen(self, trial: Trial) -> optuna.trial.FrozenTrial:
        params = {
            one.name: one.options.index(trial.values[one.name])
            if one.ordered and one.options
            else trial.values[one.name]
            for one in self._task.space
        }
        pruned = trial.state == "pruned"
        return optuna.trial.create_trial(
            state=optuna.trial.TrialState.PRUNED if pruned else optuna.trial.TrialState.COMPLETE,
            value=trial.value,
            params=params,
            distributions=self._distributions,
            intermediate_values={rung.epochs: rung.value for rung in trial.rungs},
        )


def _rank(trial: optuna.trial.FrozenTrial) -> tuple[int, float]:
    return max(trial.intermediate_values.items(), default=(0, 0.0))


def _as_complete(trial: optuna.trial.FrozenTrial) -> optuna.trial.FrozenTrial:
    """The trial by its first rung, the one on which all were judged alike."""
    first = min(trial.intermediate_values.items())[1]
    return optuna.trial.create_trial(
        value=first, params=trial.params, distributions=trial.distributions
    )


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
