"""How each network of the frontier is trained, and what it has to reach.

Everything here was chosen on validation pictures, before the test pictures were opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from fmnist_app.models.frontier import FRONTIER
from fmnist_app.models.layers import Architecture
from fmnist_app.models.own import as_text
from fmnist_app.training.settings import TrainingSettings

SMOOTHED: Mapping[str, Any] = MappingProxyType(
    {
        "optimizer": "adamw",
        "schedule": "cosine",
        "batch_size": 64,
        "learning_rate": 0.004,
        "weight_decay": 0.02,
        "label_smoothing": 0.05,
    }
)
ALTERED: Mapping[str, Any] = MappingProxyType({"mirror": 1.0, "shift": 0.125})
USUAL: Mapping[str, Any] = MappingProxyType({**SMOOTHED, **ALTERED})


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One network, trained from each of `seeds`; `asked` are the settings that are not usual."""

    name: str
    title: str
    layers: Architecture
    epochs: int
    asked: Mapping[str, Any]
    seeds: tuple[int, ...] = (0, 1, 2)

    def settings(self, seed: int) -> TrainingSettings:
        """The settings of the training from one seed."""
        return TrainingSettings(
            models=("own",), own=as_text(self.layers), epochs=self.epochs, seed=seed, **self.asked
        )


@dataclass(frozen=True, kw_only=True)
class Recipe(Plan):
    """One network of the frontier: at most `limit` parameters.

    `floor` is the mean share of test pictures right that its seeds have to reach. The network of
    the first seed is the one that is shipped, whichever is best.
    """

    limit: int
    floor: float


def _recipe(
    name: str,
    title: str,
    limit: int,
    floor: float,
    *,
    epochs: int = 30,
    asked: Mapping[str, Any] = USUAL,
    seeds: tuple[int, ...] = Plan.seeds,
) -> Recipe:
    return Recipe(
        name=name,
        title=title,
        layers=FRONTIER[name],
        epochs=epochs,
        asked=asked,
        limit=limit,
        floor=floor,
        seeds=seeds,
    )


RECIPES: Mapping[str, Recipe] = MappingProxyType(
    {
        one.name: one
        for one in (
            # As many parameters as Basic, and as Standard.
            _recipe("resnet-54k", "ResNet, 54 k", 54_410, 0.923),
            _recipe("resnet-122k", "ResNet, 122 k", 121_930, 0.933),
            # As many as a visitor's own may have at most; two hours a seed. Large enough to learn
            # the training pictures by heart, so patches are erased, and it takes longer.
            _recipe(
                "resnet-500k",
                "ResNet, 500 k",
                500_000,
                0.943,
                epochs=50,
                asked={**USUAL, "erase": 0.5},
                seeds=(0,),
            ),
        )
    }
)
