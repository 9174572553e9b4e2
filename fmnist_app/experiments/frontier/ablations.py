"""One part of the small network's training left out at a time: what each part is worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from fmnist_app.experiments.frontier.recipes import Plan
from fmnist_app.experiments.frontier.steps import LAST, STEPS

# All parts together, on the short schedule of the steps; and as the shipped network learns.
WHOLE = next(step for step in STEPS if step.name == "step-altered")
PARTS: Mapping[str, tuple[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "without-mirror": ("Mirrored pictures", {"mirror": 0.0}),
        "without-shift": ("Shifted pictures", {"shift": 0.0}),
        "without-smoothing": ("Softened labels", {"label_smoothing": 0.0}),
        "without-decay": ("Weight decay", {"weight_decay": 0.0}),
        "without-cosine": ("A learning rate that sinks", {"schedule": "constant"}),
        "without-rate": ("Large steps", {"learning_rate": 0.001}),
    }
)
# What shows nothing in few epochs, two parts at a time: each training takes twenty minutes.
LONG_PARTS: Mapping[str, tuple[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "long-without-altered": ("Mirrored and shifted pictures", {"mirror": 0.0, "shift": 0.0}),
        "long-without-softened": (
            "Softened labels and weight decay",
            {"label_smoothing": 0.0, "weight_decay": 0.0},
        ),
    }
)


@dataclass(frozen=True, kw_only=True)
class Ablation(Plan):
    """The training of `whole` without the part that `part` names."""

    part: str
    whole: Plan


def _without(whole: Plan, name: str, part: str, instead: Mapping[str, Any]) -> Ablation:
    return Ablation(
        name=name,
        title=f"Without {part[:1].lower()}{part[1:]}",
        layers=whole.layers,
        epochs=whole.epochs,
        asked={**whole.asked, **instead},
        seeds=whole.seeds,
        part=part,
        whole=whole,
    )


ABLATIONS = tuple(_without(WHOLE, name, *about) for name, about in PARTS.items())
LONG_ABLATIONS = tuple(_without(LAST, name, *about) for name, about in LONG_PARTS.items())
