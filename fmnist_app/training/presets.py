"""Runs worth making, ready to choose."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fmnist_app.training.settings import ALL_PICTURES, TrainingSettings


@dataclass(frozen=True)
class Preset:
    """A named run and what one can see in it."""

    title: str
    summary: str
    settings: TrainingSettings


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "report": Preset(
            "The report's run",
            "8 epochs, both networks, all 60,000 pictures; validated on the test pictures, "
            "as the report did.",
            TrainingSettings(protocol="report", pictures=ALL_PICTURES),
        ),
        "three": Preset(
            "Three epochs",
            "The same, stopped after 3 epochs, where the report saw Basic ahead.",
            TrainingSettings(protocol="report", pictures=ALL_PICTURES, epochs=3),
        ),
        "overfit": Preset(
            "Overfit on purpose",
            "1,000 pictures, 40 epochs: the networks learn the pictures by heart.",
            TrainingSettings(pictures=1_000, epochs=40),
        ),
    }
)
