"""Which remedies are studied, and how strong.

Strengths are those in common use, or a quarter or half of a slider; they were not searched for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from fmnist_app.training.cure import with_recommended, with_set
from fmnist_app.training.settings import FIELDS, TrainingSettings

SEEDS = tuple(range(5))
# Few enough pictures that both networks learn them by heart, and about as long as that takes.
WITHOUT = TrainingSettings(epochs=15, pictures=5_000)
NONE, ALL, DEEP = "none", "recommended", "for-deep"
CHANGES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "dropout": {"dropout": 0.5},
        "weight-decay": {"weight_decay": 0.1},
        "label-smoothing": {"label_smoothing": 0.1},
        "early-stopping": {"patience": 3},
        "cosine": {"schedule": "cosine"},
        "plateau": {"schedule": "plateau"},
        # The step that suits this optimiser is about ten times that of Adam.
        "sgd": {"optimizer": "sgd", "learning_rate": 0.01},
        "rmsprop": {"optimizer": "rmsprop"},
        "gelu": {"activation": "gelu"},
        "silu": {"activation": "silu"},
        "tanh": {"activation": "tanh"},
        "filters": {"filters": WITHOUT.filters // 2},
        "pictures": {"pictures": 2 * WITHOUT.pictures},
        "stretch": {"stretch": 0.25},
        "perspective": {"perspective": 0.25},
        "turn": {"turn": 0.25},
        "shift": {"shift": 0.25},
        "erase": {"erase": 0.5},
        "mirror": {"mirror": 1.0},
        "flip": {"flip": 1.0},
    }
)
# What their settings' values do not say by themselves.
SAID: Mapping[str, str] = MappingProxyType(
    {
        NONE: "None",
        ALL: "Both that are recommended",
        DEEP: "All recommended for Deep",
        "cosine": "Learning rate along a cosine",
        "plateau": "Learning rate halved on plateaus",
    }
)


@dataclass(frozen=True)
class Remedy:
    """One remedy, or none: its name in files, and the settings of its first seed."""

    name: str
    settings: TrainingSettings

    @property
    def title(self) -> str:
        """What it changes, in words that begin a sentence."""
        if said := SAID.get(self.name):
            return said
        changed = CHANGES[self.name].items()
        said = ", ".join(FIELDS[name].phrase(value) for name, value in changed)
        return said[:1].upper() + said[1:]


REMEDIES = (
    *(Remedy(name, replace(WITHOUT, **change)) for name, change in CHANGES.items()),
    Remedy(ALL, with_recommended(WITHOUT)),
    Remedy(DEEP, with_set(WITHOUT, "recommended")),
)
EVERY = (Remedy(NONE, WITHOUT), *REMEDIES)
