"""What remedies against overfitting did over several seeds: the mean, and how sure it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fmnist_app.core.formatting import count
from fmnist_app.experiments.spread import Spread


@dataclass(frozen=True)
class Outcome:
    """What one run came to: its gap in points, and its share of test pictures right."""

    gap: float
    test_accuracy: float


@dataclass(frozen=True)
class Paired:
    """One seed, trained without remedies and with them."""

    seed: int
    without: Outcome
    with_them: Outcome

    @property
    def gap(self) -> float:
        """By how many points the gap changed."""
        return self.with_them.gap - self.without.gap

    @property
    def accuracy(self) -> float:
        """By how many points the share of test pictures right changed."""
        return 100 * (self.with_them.test_accuracy - self.without.test_accuracy)


def over_seeds(pairs: Sequence[Paired]) -> list[str]:
    """Sentences on the gap and on the test pictures, with intervals over the seeds of `pairs`.

    Takes two seeds at least, for which alone there is an interval.
    """
    seeds = count(len(pairs), "seed")
    return [
        f"Over {seeds} the gap changed by {_in_words(one.gap for one in pairs)}",
        f"The accuracy on the test pictures changed by {_in_words(one.accuracy for one in pairs)}",
    ]


def _in_words(points: Iterable[float]) -> str:
    spread = Spread.of(points)
    said = f"{spread.mean:+z.1f} points on average"
    if spread.interval is None:
        return f"{said}."
    low, high = spread.interval.low, spread.interval.high
    said += f" (95 % interval {low:+z.1f} to {high:+z.1f})"
    return f"{said}, which shows no difference." if 0 in spread.interval else f"{said}."
