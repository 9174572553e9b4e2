"""What each step from Basic to the frontier's network of its size came to, seed by seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from fmnist_app.experiments.frontier.ablations import ABLATIONS, Ablation
from fmnist_app.experiments.frontier.recipes import Plan
from fmnist_app.experiments.frontier.results import SHIPPED, SeedResult, results_of
from fmnist_app.experiments.frontier.steps import STEPS, Step
from fmnist_app.experiments.spread import Spread, direction
from fmnist_app.models import count_multiply_adds


@dataclass(frozen=True)
class Standing:
    """A plan and the results of its seeds, at least one."""

    plan: Plan
    results: tuple[SeedResult, ...]

    @property
    def accuracy(self) -> Spread:
        """The shares of test pictures right, one for each seed."""
        return Spread.of(one.test_accuracy for one in self.results)

    @property
    def parameters(self) -> int:
        """As counted in the exported file."""
        return self.results[0].parameters

    @property
    def multiply_adds(self) -> int:
        """Of one picture."""
        return count_multiply_adds(self.plan.layers)

    @property
    def seconds(self) -> float:
        """The mean time of training from one seed."""
        return fmean(one.seconds for one in self.results)

    def gain_on(self, before: Standing) -> Spread:
        """By how much it is better, as shares, for each seed that both were trained from.

        Raises ValueError if there is none.
        """
        others = {one.seed: one.test_accuracy for one in before.results}
        return Spread.of(
            one.test_accuracy - others[one.seed] for one in self.results if one.seed in others
        )


def standing(plan: Plan, folder: Path = SHIPPED) -> Standing | None:
    """Where a plan stands; None if no seed of it was trained."""
    results = results_of(plan, folder)
    return Standing(plan, results) if results else None


def gains(
    folder: Path = SHIPPED, steps: Sequence[Step] = STEPS
) -> tuple[tuple[Standing, Spread | None], ...]:
    """Each step up to one not trained, with its gain on the one before; None for the first."""
    found: list[tuple[Standing, Spread | None]] = []
    for step in steps:
        one = standing(step, folder)
        if not one:
            break
        found.append((one, one.gain_on(found[-1][0]) if found else None))
    return tuple(found)


def worth_of_parts(
    folder: Path = SHIPPED, ablations: Sequence[Ablation] = ABLATIONS
) -> tuple[tuple[Ablation, Spread], ...]:
    """What each part gains where all others are there too, for those that were left out."""
    wholes = {one.whole.name: one.whole for one in ablations}
    all_in = {name: standing(whole, folder) for name, whole in wholes.items()}
    pairs = [(one, all_in[one.whole.name], standing(one, folder)) for one in ablations]
    return tuple(
        (one, whole.gain_on(without)) for one, whole, without in pairs if whole and without
    )


def proves(gain: Spread) -> bool:
    """Whether the interval of a gain leaves 0 out, so that chance alone would hardly make it."""
    return bool(direction(gain))
