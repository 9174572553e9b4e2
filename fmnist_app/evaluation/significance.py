"""Whether a difference between two networks is real, said in words."""

from dataclasses import dataclass
from typing import Literal

from fmnist_app.evaluation.intervals import Interval
from fmnist_app.evaluation.paired import (
    SIGNIFICANCE,
    McNemar,
    Paired,
    difference_interval,
    mcnemar,
    pictures_needed,
)

Strength = Literal["not distinguishable", "probably better", "clearly better"]
# Where chance alone would do as much in less than one of a hundred tries, "probably" is too little.
CLEAR = 0.01


@dataclass(frozen=True)
class Difference:
    """Second minus first on the same pictures, as a proportion, and what to think of it.

    `needed` is the number of test pictures that would tell such networks apart, None for equals.
    """

    counts: Paired
    interval: Interval
    test: McNemar
    strength: Strength
    needed: int | None

    @property
    def points(self) -> float:
        """The difference in percentage points."""
        return 100 * self.counts.difference

    def stands(self, comparisons: int) -> bool:
        """Whether the difference would still count as real among so many comparisons.

        Source: Bonferroni's correction, by way of Dunn (1961), "Multiple comparisons among means".
        """
        return self.test.p_value < strict_level(comparisons)


def difference(counts: Paired) -> Difference:
    """Judge the difference that these counts show."""
    test = mcnemar(counts)
    return Difference(
        counts, difference_interval(counts), test, _strength(test), pictures_needed(counts)
    )


def strict_level(comparisons: int) -> float:
    """The level at which one of so many comparisons still counts as real: 5 % shared among all."""
    return SIGNIFICANCE / max(1, comparisons)


def chance_of_a_fluke(comparisons: int) -> float:
    """How likely at least one of so many comparisons of equals looks real; 5 % for one.

    Taken as if the comparisons had nothing to do with each other.
    """
    return 1 - (1 - SIGNIFICANCE) ** comparisons


def _strength(test: McNemar) -> Strength:
    if test.p_value >= SIGNIFICANCE:
        return "not distinguishable"
    return "clearly better" if test.p_value < CLEAR else "probably better"


def in_words(found: Difference, first: str, second: str) -> str:
    """The verdict as one sentence, as Markdown; `first` and `second` are the networks' titles."""
    if found.strength == "not distinguishable":
        return f"**{first} and {second} are not distinguishable** on these pictures."
    better, worse = (second, first) if found.points > 0 else (first, second)
    return f"**{better} is {found.strength}** than {worse} on these pictures."


def chance_in_words(p_value: float) -> str:
    """How often chance alone would do as much, in words that need no statistics."""
    if p_value >= SIGNIFICANCE:
        return f"in {round(100 * p_value)} of 100 tries"
    for tries in (100, 1_000, 10_000, 100_000, 1_000_000):
        if p_value * tries >= 1:
            return f"in about {round(p_value * tries)} of {tries:,} tries"
    return "less than once in a million tries"
