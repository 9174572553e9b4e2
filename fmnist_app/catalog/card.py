"""The model card: what a trained network is, how it was trained and what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from fmnist_app.core.errors import LabError
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.evaluation.calibration import Scaling

if TYPE_CHECKING:
    import pandas as pd

DIGITS = 4  # of shares and losses on a card


class CardError(LabError):
    """A model card that is missing, or is not what the app writes."""


class _Facts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class EpochRow(_Facts):
    """What one epoch ended with: accuracies as shares, losses in nats."""

    epoch: int
    accuracy: float
    loss: float
    val_accuracy: float
    val_loss: float


class TrainingFacts(_Facts):
    """How a network was trained.

    `validated_on` is "holdout" for 6,000 training pictures kept out, "test" for the test pictures.
    `settings` are the trainer's own, enough to train it again. `learnt_from` says in words which
    pictures it saw.
    """

    epochs: float
    pictures: int
    seed: int
    seconds: float | None
    validated_on: Literal["holdout", "test"]
    learnt_from: str
    settings: dict[str, Any]


class TestScore(_Facts):
    """Accuracy (share) and mean loss (nats) on the test pictures, each seen once as it is."""

    __test__ = False  # no class of tests, whatever pytest thinks of its name

    pictures: int
    accuracy: float
    loss: float | None


class Calibration(_Facts):
    """Accuracy and expected calibration error on `pictures` pictures, before and after scaling.

    `error_after` is None where no temperature was fitted.
    """

    pictures: int
    accuracy: float
    error_before: float
    error_after: float | None


class TopLabel(_Facts):
    """What the logit of the likeliest class is multiplied by, and what is added to it."""

    slope: float = 1.0
    offset: float = 0.0

    def scaling(self, temperature: float) -> Scaling:
        """How probabilities are calibrated: at the temperature first, then by this."""
        return Scaling(temperature, self.slope, self.offset)


class ModelCard(_Facts):
    """Everything that is known of a trained network besides its weights.

    `temperatures` are by kind of picture ("drawing", "photo"); a network without any is calibrated
    by the temperature kept with its test predictions. `top_labels`, by kind as well, come
    after the temperatures, where they were fitted. `clothing_offsets`, by kind too, are the logits
    that 95 % of validation clothing reaches, or 97 % of photos that people took; none for a network
    that knows the ten classes only.
    `every_mask` says that it learnt from photos cut out in several ways, and looks at all of them.
    `made` is a date, as in 2026-01-31.
    """

    version: Literal[1] = 1
    name: str
    title: str
    parameters: int
    training: TrainingFacts
    history: tuple[EpochRow, ...] = ()
    test: TestScore | None = None
    temperatures: dict[str, float] = {}
    top_labels: dict[str, TopLabel] = {}
    clothing_offsets: dict[str, float] = {}
    every_mask: bool = False
    calibration: dict[str, Calibration] = {}
    data_sha256: str | None = None
    made: str | None = None
    versions: dict[str, str] = {}

    @property
    def knows_clothing(self) -> bool:
        """Whether it also says if a picture shows clothing at all."""
        return bool(self.clothing_offsets)

    @property
    def best_epoch(self) -> int | None:
        """The epoch after which the validation loss was lowest."""
        return min(self.history, key=lambda row: row.val_loss).epoch if self.history else None

    @property
    def seconds_per_epoch(self) -> float | None:
        """Seconds that one epoch took where it was trained."""
        seconds, epochs = self.training.seconds, self.training.epochs
        return seconds / epochs if seconds is not None and epochs else None

    def history_table(self) -> pd.DataFrame:
        """One row for each epoch, with the columns of `EpochRow`."""
        import pandas as pd  # noqa: PLC0415 - a page without a table paints sooner

        rows = [row.model_dump() for row in self.history]
        return pd.DataFrame(rows, columns=list(EpochRow.model_fields))


def history_of(rows: Iterable[Mapping[str, Any]]) -> tuple[EpochRow, ...]:
    """Rows for a card, rounded, from rows that have at least the columns of `EpochRow`."""
    values = [name for name in EpochRow.model_fields if name != "epoch"]
    return tuple(
        EpochRow(epoch=round(row["epoch"]), **{key: round(row[key], DIGITS) for key in values})
        for row in rows
    )


def read_card(files: NetworkFiles) -> ModelCard:
    """The card of a network; raises `CardError` if it is missing or broken."""
    try:
        return ModelCard.model_validate_json(files.card.read_bytes())
    except OSError as error:
        raise CardError(f"The network {files.name} has no card.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise CardError(f"{files.card.name} is no model card: {place} {first['msg']}.") from error


def write_card(card: ModelCard, files: NetworkFiles) -> None:
    """Write the card beside the network's other files."""
    files.card.write_text(card.model_dump_json(indent=2) + "\n", encoding="utf-8")
