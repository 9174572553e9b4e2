"""What a search is asked: which network, which settings, by which rules, for how long."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from fmnist_app.core.errors import LabError
from fmnist_app.experiments.search.space import Space, space_as_dict, space_from
from fmnist_app.training.ranges import Range
from fmnist_app.training.settings import RANGES, TrainingSettings, settings_from

Sampler = Literal["tpe", "random"]
Pruning = Literal["asha", "none"]
FACTOR = 3  # a trial that goes on at a rung gets so many times the epochs
TRIALS, MINUTES, SEEDS = Range(2, 100_000), Range(0.1, 100_000, float), Range(0, 50)
MOST_WINDOW = 10_000
# A trial is proposed once all but the newest so many are known: enough for some workers to have
# work at all times, few enough for a search of some twenty trials to learn from its own.
WINDOW = 8


class TaskError(LabError):
    """A search that cannot be carried out."""


@dataclass(frozen=True)
class Budget:
    """When a search has tried enough: after so many trials, or so many minutes of searching."""

    trials: int
    minutes: float

    def __post_init__(self) -> None:
        """Refuse what is no budget."""
        TRIALS.check("trials", self.trials)
        MINUTES.check("minutes", self.minutes)


@dataclass(frozen=True)
class SearchTask:
    """Everything that decides a search; equal tasks give the same trials on the same machine.

    `default` are the settings that the winner is compared with, those of one network; a trial has
    them too, except for what is searched and for its `epochs`. `seeds` are the fresh seeds on which
    winner and default are trained anew at the end. Trial n is proposed from the results of all
    trials up to n - `window`, whatever else is known by then: so that neither the number of workers
    nor their pace decides.
    """

    default: TrainingSettings
    space: Space
    epochs: int
    sampler: Sampler
    pruning: Pruning
    seeds: int
    seed: int
    window: int
    data_sha256: str

    def __post_init__(self) -> None:
        """Raise `TaskError` or `SettingsError` for what cannot be carried out."""
        if len(self.default.models) != 1:
            raise TaskError(
                f"A search is for one network; found {len(self.default.models)} of them."
            )
        if self.default.protocol != "holdout":
            raise TaskError("A search chooses by validation pictures; validate on a hold-out.")
        if self.sampler not in get_args(Sampler) or self.pruning not in get_args(Pruning):
            raise TaskError(f"No search goes by {self.sampler!r:.20} and {self.pruning!r:.20}.")
        RANGES["epochs"].check("epochs", self.epochs)
        SEEDS.check("seeds", self.seeds)
        RANGES["seed"].check("seed", self.seed)
        Range(1, MOST_WINDOW).check("window", self.window)
        self.settings({one.name: _any_value(one) for one in self.space})

    @property
    def network(self) -> str:
        """The name of the network that is searched for."""
        return self.default.models[0]

    @property
    def rungs(self) -> tuple[int, ...]:
        """After how many epochs each trial is judged; the last are all of them."""
        if self.pruning == "none":
            return (self.epochs,)
        most = math.floor(math.log(self.epochs, FACTOR) + 1e-9)
        climbed = [FACTOR**power for power in range(most + 1)]
        return (*climbed[:-1], self.epochs)

    def settings(self, values: Mapping[str, Any]) -> TrainingSettings:
        """The settings of a trial with these values."""
        return replace(self.default, epochs=self.epochs, seed=self.seed, **values)

    def settings_if_sound(self, values: Mapping[str, Any]) -> TrainingSettings | None:
        """The settings of a trial with these values; None where they do not go together."""
        try:
            return self.settings(values)
        except LabError:
            return None

    @property
    def default_values(self) -> dict[str, Any]:
        """What the default has where settings are searched."""
        return {one.name: getattr(self.default, one.name) for one in self.space}

    def as_dict(self) -> dict[str, Any]:
        """A plain dict for JSON."""
        return {
            **{name: getattr(self, name) for name in PLAIN},
            "default": self.default.as_dict(),
            "space": space_as_dict(self.space),
        }


PLAIN = ("epochs", "sampler", "pruning", "seeds", "seed", "window", "data_sha256")


def task_from(read: Any) -> SearchTask:
    """The task that `as_dict` wrote; raises `LabError` for anything else."""
    try:
        return SearchTask(
            settings_from(read["default"]),
            space_from(read["space"]),
            **{name: read[name] for name in PLAIN},
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise TaskError("This is no search; expected what the search command writes.") from error


def _any_value(one: Any) -> Any:
    return one.options[0] if one.options else one.low
