"""The settings of one run, and the table of them all.

Form, address, command line and archive are made from the table, so that a setting is added here and
where it acts.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self, get_type_hints

from pydantic import ConfigDict, Strict, TypeAdapter, ValidationError, model_validator
from pydantic.dataclasses import dataclass

from fmnist_app.models import MODELS, OWN, Choices, architecture, network
from fmnist_app.models.own import largest_batch
from fmnist_app.training.augmentation import Augmentation
from fmnist_app.training.fields import (
    About,
    Choice,
    Field,
    NumberBox,
    Searched,
    Several,
    Slider,
    Stops,
    Text,
)
from fmnist_app.training.ranges import Range, SettingsError
from fmnist_app.training.remedies import Remedies

Protocol = Literal["holdout", "report"]
HOLDOUT_PICTURES = 54_000
ALL_PICTURES = 60_000
MOST_NETWORKS = 4  # in one run: as many lines as a chart can tell apart


@dataclass(frozen=True, kw_only=True, config=ConfigDict(extra="forbid"))
class TrainingSettings(Augmentation, Remedies):
    """Everything that decides a run; equal settings give the same curves on the same machine.

    `pictures` counts training pictures; `protocol` is "holdout" (validate on 6,000 pictures kept
    out of training, test once at the end) or "report" (validate on the test pictures). With `own`,
    the network “own” is among the `models`, the last if it was not named.
    Raises `SettingsError`, `UnknownModelError` or `ArchitectureError` for what cannot be trained.
    """

    models: Annotated[
        tuple[Annotated[str, Strict()], ...],
        About(
            "Networks",
            "Those chosen train side by side on the same pictures in the same order.",
            Several({name: network.title for name, network in MODELS.items()}),
            word="networks",
        ),
    ] = ("basic", "standard")
    epochs: Annotated[
        int,
        Range(1, 50),
        About(
            "Times through all pictures (epochs)",
            "How many times the networks go through all training pictures.",
            Slider(),
            noun="epochs",
            unit="epoch",
        ),
    ] = 8
    protocol: Annotated[
        Protocol,
        About(
            "Where new pictures come from (validation)",
            "On a hold-out: 6,000 of the 60,000 pictures are kept for validation, and the test "
            "pictures are opened once, at the end. As in the report: validation on the 10,000 test "
            "pictures themselves, which makes them no fresh test any more.",
            Choice({"holdout": "On a hold-out", "report": "As in the report"}),
            noun="validation",
        ),
    ] = "holdout"
    pictures: Annotated[
        int,
        Range(500, ALL_PICTURES),
        About(
            "Pictures to learn from (training pictures)",
            "Fewer pictures are learnt by heart sooner. A hold-out leaves at most 54,000.",
            Slider(step=500, grouped=True),
            noun="training pictures",
            advanced=True,
            unit="picture",
        ),
    ] = HOLDOUT_PICTURES
    batch_size: Annotated[
        int,
        Range(8, 512),
        About(
            "Pictures for each correction (batch size)",
            "Pictures looked at before each small correction of the weights.",
            Stops((8, 16, 32, 64, 128, 256, 512)),
            noun="batch size",
            advanced=True,
            search=Searched("log", 16, 256),
        ),
    ] = 32
    learning_rate: Annotated[
        float,
        Range(0.00001, 1000.0, float),
        About(
            "Size of a correction (learning rate)",
            "The size of each correction. Too large, and nothing is learnt.",
            Stops((0.00001, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 1.0, 10.0, 1000.0)),
            noun="learning rate",
            advanced=True,
            search=Searched("log", 0.0003, 0.01),
        ),
    ] = 0.001
    filters: Annotated[
        int,
        Range(4, 64),
        About(
            "Patterns it can look for (filters)",
            "Patterns the first convolution looks for; Standard's second has twice as many.",
            Stops((4, 8, 16, 32, 64)),
            noun="filters",
            advanced=True,
            search=Searched("log", 8, 64, usual=False),
            unit="filter",
        ),
    ] = Choices.filters
    kernel: Annotated[
        int,
        Range(2, 7),
        About(
            "Width of a pattern (kernel size)",
            "Side of the window, in pixels, through which a convolution looks.",
            Slider(),
            noun="kernel size",
            advanced=True,
            search=Searched("linear", 2, 5, usual=False),
        ),
    ] = Choices.kernel
    pooling: Annotated[
        int,
        Range(2, 4),
        About(
            "How much it shrinks a picture (pooling)",
            "Side of the square of which only the strongest response is kept.",
            Slider(),
            noun="pooling",
            advanced=True,
            search=Searched("linear", 2, 4, usual=False),
        ),
    ] = Choices.pooling
    own: Annotated[
        str,
        Strict(),
        About(
            "Your own network",
            "Layers one after the other, with commas between them, as in the example; the last has "
            "to be dense10. It trains beside the networks chosen above; nothing here, none.",
            Text("conv32-3,pool2,res64,gap,dense10"),
            advanced=True,
        ),
    ] = Choices.own
    seed: Annotated[
        int,
        Range(0, 2**31 - 1),
        About(
            "Draw of chance (seed)",
            "Decides the first weights, the order of the pictures and the hold-out. "
            "The same seed repeats a run.",
            NumberBox(),
            noun="seed",
            advanced=True,
        ),
    ] = 0

    @model_validator(mode="wrap")
    @classmethod
    def _in_our_words(cls, values: Any, check: Callable[[Any], Self]) -> Self:
        try:
            return check(values)
        except ValidationError as error:
            raise _explained(error) from error

    def __post_init__(self) -> None:
        """Add the network of one's own; refuse what cannot be trained together."""
        if self.own and OWN not in self.models:
            object.__setattr__(self, "models", (*self.models, OWN))
        if not self.models or len(set(self.models)) != len(self.models):
            raise SettingsError("Choose at least one network, each once.")
        if len(self.models) > MOST_NETWORKS:
            raise SettingsError(
                f"{len(self.models)} networks were chosen; at most {MOST_NETWORKS} train in a run."
            )
        if self.protocol == "report" and self.chooses_by_validation:
            raise SettingsError(
                "As in the report, the test pictures serve as validation, and nothing may be "
                "chosen by them: validate on a hold-out, or leave out early stopping and a "
                "learning rate that falls on a plateau."
            )
        if self.pictures > most_pictures(self.protocol):
            raise SettingsError(
                f"Pictures is {self.pictures:,}; a hold-out keeps 6,000 for validation, "
                f"so at most {HOLDOUT_PICTURES:,} can train."
            )
        built = {model: architecture(model, self.choices) for model in self.models}
        for model, layers in built.items():
            if self.batch_size > (most := largest_batch(layers)):
                raise SettingsError(
                    f"Batch size is {self.batch_size}; {network(model).title} makes so many values "
                    f"of a picture that at most {most} at once fit into memory here."
                )

    @property
    def choices(self) -> Choices:
        """The part that shapes the networks."""
        return Choices(**{field.name: getattr(self, field.name) for field in fields(Choices)})

    @property
    def steps_per_epoch(self) -> int:
        """Batches in one epoch; the last may be smaller."""
        return math.ceil(self.pictures / self.batch_size)

    def as_dict(self) -> dict[str, Any]:
        """A plain dict for JSON."""
        plain: dict[str, Any] = _ADAPTER.dump_python(self, mode="json")
        return plain


def settings_from(values: Any) -> TrainingSettings:
    """Settings read back from a plain dict; raises `SettingsError` for unknown names or kinds."""
    return _ADAPTER.validate_python(values)


def most_pictures(protocol: Protocol) -> int:
    """How many pictures can train: all of them, or those that a hold-out leaves."""
    return ALL_PICTURES if protocol == "report" else HOLDOUT_PICTURES


def _table() -> Mapping[str, Field]:
    hints = get_type_hints(TrainingSettings, include_extras=True)
    rows = {}
    own = TrainingSettings.__annotations__
    for field in sorted(fields(TrainingSettings), key=lambda field: field.name not in own):
        known = {type(one): one for one in hints[field.name].__metadata__}
        rows[field.name] = Field(field.name, field.default, known[About], known.get(Range))
    return MappingProxyType(rows)


def _explained(error: ValidationError) -> SettingsError:
    """What pydantic found wrong, as one sentence about one setting; an unknown name goes first."""
    found = [one for one in error.errors(include_url=False) if one["loc"]]
    names = [str(one["loc"][0]) for one in found]
    if unknown := sorted(set(names) - set(FIELDS)):
        expected = ", ".join(sorted(FIELDS))
        return SettingsError(f"Unknown setting “{unknown[0]}”; expected {expected}.")
    if not found:
        return SettingsError("These are no settings; expected names, each with its value.")
    return FIELDS[names[0]].refusal(found[0]["input"], found[0]["type"])


_ADAPTER = TypeAdapter(TrainingSettings)
FIELDS = _table()
RANGES: Mapping[str, Range] = {
    name: field.range for name, field in FIELDS.items() if field.range is not None
}
