"""A network that stands for comparison, and why two of them may not be compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from fmnist_app.evaluation.predictions import Outcome
from fmnist_app.models import LayerRow

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["shipped", "run"]


@dataclass(frozen=True, eq=False)
class Contender:
    """What is known of one network; None where a thing is not known.

    `key` is its own among all, `title` and `about` are the words shown. `accuracy` (share) and
    `loss` (nats) are on the test pictures. `validated_on` names the validation pictures: "test"
    where these were the test pictures themselves. `answers` is the file with its answers to the
    test pictures; where there is none, `lacking` says why in a sentence. `light` is its LiteRT
    file; `history` has one row for each epoch with epoch, accuracy, loss, val_accuracy, val_loss.
    """

    key: str
    title: str
    kind: Kind
    model: str
    about: str
    layers: tuple[LayerRow, ...]
    accuracy: float | None
    loss: float | None
    epochs: float | None
    seconds: float | None
    seconds_per_epoch: float | None
    best_epoch: int | None
    validated_on: str
    answers: Path | None
    lacking: str
    light: Path | None
    history: pd.DataFrame | None

    @property
    def parameters(self) -> int:
        """Number of trainable weights and biases."""
        return sum(row.parameters for row in self.layers)

    @property
    def multiply_adds(self) -> int:
        """Multiply-adds for one picture."""
        return sum(row.multiply_adds for row in self.layers)

    def without(self, lacking: str) -> Contender:
        """The same network, left out of comparisons for a reason."""
        return replace(self, lacking=lacking)


def own_obstacle(one: Contender, outcome: Outcome, data_sha256: str, pictures: int) -> str | None:
    """Say why the answers of one network cannot be marked with the labels at hand, if so."""
    if outcome.data_sha256 != data_sha256:
        return f"{one.title} answered the test pictures of another data set than the one here."
    if len(outcome.log_probabilities) != pictures:
        return (
            f"{one.title} answered {len(outcome.log_probabilities):,} test pictures; "
            f"there are {pictures:,}."
        )
    return None


def obstacle(first: Contender, second: Contender) -> str | None:
    """Say in one sentence why two networks may not be compared; None if they may.

    One that was validated on the test pictures has seen them on the way; one that held pictures
    back has not, so that the same pictures are no fresh test for both.
    """
    if first.key == second.key:
        return "These are one and the same network; choose two."
    if first.lacking or second.lacking:
        return first.lacking or second.lacking
    seen = [one for one in (first, second) if one.validated_on == "test"]
    if len(seen) == 1:
        other = second if seen[0] is first else first
        return (
            f"They have different validation pictures: {seen[0].title} was validated on the test "
            f"pictures themselves, as in the report, {other.title} on pictures held back. The test "
            "pictures are a fresh test for the second alone. Choose two with the same way of "
            "validating."
        )
    return None


def validation_obstacle(first: Contender, second: Contender) -> str | None:
    """Say why the validation figures of two networks may not be compared, if so."""
    if first.validated_on == second.validated_on:
        return None
    return (
        f"{first.title} and {second.title} were validated on different pictures, so their "
        "validation figures are not compared; the test pictures are the same."
    )
