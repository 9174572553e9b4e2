"""One part of the small network's training left out at a time: what each part is worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from fmnist_app.experiments.frontier.recipes import Plan
from fmnist_app.experiments.frontier.steps import STEPS

# All parts together, on the short schedule of the steps.
WHOLE = next(step for step in STEPS if step.name == "step-altered")
PARTS: Mapping[str, tuple[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "mirror": ("Mirrored pictures", {"mirror": 0.0}),
        "shift": ("Shifted pictures", {"shift": 0.0}),
        "smoothing": ("Softened labels", {"label_smoothing": 0.0}),
        "decay": ("Weight decay", {"weight_decay": 0.0}),
        "cosine": ("A learning rate that sinks", {"schedule": "constant"}),
        "rate": ("Large steps", {"learning_rate": 0.001}),
    }
)


@dataclass(frozen=True, kw_only=True)
class Ablation(Plan):
    """The training without one part; `part` names it."""

    part: str


def _without(name: str, part: str, instead: Mapping[str, Any]) -> Ablation:
    return Ablation(
        name=f"without-{name}",
        title=f"Without {part[:1].lower()}{part[1:]}",
        layers=WHOLE.layers,
        epochs=WHOLE.epochs,
        asked={**WHOLE.asked, **instead},
        seeds=WHOLE.seeds,
        part=part,
    )


ABLATIONS = tuple(_without(name, *about) for name, about in PARTS.items())
