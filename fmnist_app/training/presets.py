"""Runs worth making, ready to start."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from fmnist_app.training.cure import with_recommended
from fmnist_app.training.settings import ALL_PICTURES, TrainingSettings


@dataclass(frozen=True)
class Preset:
    """A named run, what one can see in it in a sentence, and an icon for it.

    `twice` has it run without its remedies first, and then with them.
    """

    title: str
    summary: str
    icon: str
    settings: TrainingSettings
    twice: bool = False


# Small batches: as many corrections as in 50 epochs, with half of the time spent on measuring.
FEW: Mapping[str, Any] = MappingProxyType({"pictures": 1_000, "epochs": 25, "batch_size": 16})

PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "memorise": Preset(
            "Memorise on purpose",
            "One network sees the same 1,000 pictures 25 times, and learns them by heart.",
            ":material/menu_book:",
            TrainingSettings(models=("basic",), **FEW),
        ),
        "both": Preset(
            "Both on few pictures",
            "Two networks see the same 1,000 pictures 25 times. Which learns them by heart first?",
            ":material/compare_arrows:",
            TrainingSettings(**FEW),
        ),
        "cure": Preset(
            "Overfit, then cure it",
            "One network learns 1,000 pictures by heart; then again, with remedies against that.",
            ":material/healing:",
            with_recommended(TrainingSettings(models=("basic",), **FEW)),
            twice=True,
        ),
        "report": Preset(
            "The report's run",
            "Both networks, all 60,000 pictures, 8 epochs, checked on the test pictures.",
            ":material/description:",
            TrainingSettings(protocol="report", pictures=ALL_PICTURES),
        ),
        "three": Preset(
            "Three epochs",
            "The report's run stopped early, where the report saw the smaller network ahead.",
            ":material/timer_3_select:",
            TrainingSettings(protocol="report", pictures=ALL_PICTURES, epochs=3),
        ),
        "blows_up": Preset(
            "Steps too large",
            "A learning rate of 1,000: each correction overshoots, and it learns nothing.",
            ":material/bomb:",
            TrainingSettings(models=("basic",), pictures=1_000, epochs=3, learning_rate=1000.0),
        ),
    }
)
DEMO = "memorise"  # the one that Home starts and shows recorded
