"""What a network's card says of its training, kept when the network is only described anew."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path
from typing import Any

from fmnist_app.zoo.learn import FitSettings
from fmnist_app.zoo.pool import AUGMENTATION

KEPT = (
    "trained",
    "augmentation",
    "pools",
    "seed",
    "settings",
    "training_minutes",
    "note",
    "gone_on_from",
)


def made_by(settings: FitSettings, pools: int, minutes: float) -> dict[str, Any]:
    """How a network was just trained, for its card."""
    return {
        "trained": today(),
        "augmentation": AUGMENTATION,
        "pools": pools,
        "seed": settings.seed,
        "settings": dataclasses.asdict(settings),
        "training_minutes": round(minutes, 1),
    }


def made_before(card: Path) -> dict[str, Any]:
    """How a network was trained, as its card says that is about to be written anew."""
    if not card.is_file():
        return {}
    facts: dict[str, Any] = json.loads(card.read_text(encoding="utf-8"))
    facts.setdefault("trained", facts.get("date"))
    facts.setdefault("augmentation", 1)
    return {key: facts[key] for key in KEPT if facts.get(key) is not None}


def today() -> str:
    """Today's date in UTC, as in 2026-01-31."""
    return datetime.datetime.now(datetime.UTC).date().isoformat()
