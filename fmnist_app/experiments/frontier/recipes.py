"""How each network of the frontier is trained, and what it has to reach.

Everything here was chosen on validation pictures, before the test pictures were opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from fmnist_app.core.errors import LabError
from fmnist_app.models.frontier import FRONTIER
from fmnist_app.models.own import as_text
from fmnist_app.training.settings import TrainingSettings

USUAL: Mapping[str, Any] = MappingProxyType(
    {
        "optimizer": "adamw",
        "schedule": "cosine",
        "batch_size": 64,
        "learning_rate": 0.004,
        "weight_decay": 0.02,
        "label_smoothing": 0.05,
        "mirror": 1.0,
        "shift": 0.125,
    }
)


class UnknownRecipeError(LabError):
    """No network of the frontier has that name."""


@dataclass(frozen=True)
class Recipe:
    """One network of the frontier: at most `limit` parameters, trained from each of `seeds`.

    `floor` is the mean share of test pictures right that its seeds have to reach. The network of
    the first seed is the one that is shipped, whichever is best. `epochs` and `others` are its
    settings, beside `USUAL`.
    """

    name: str
    title: str
    limit: int
    floor: float
    epochs: int
    others: Mapping[str, Any]
    seeds: tuple[int, ...] = (0, 1, 2)

    def settings(self, seed: int) -> TrainingSettings:
        """The settings of the training from one seed."""
        layers = as_text(FRONTIER[self.name])
        asked = {**USUAL, **self.others}
        return TrainingSettings(models=("own",), own=layers, epochs=self.epochs, seed=seed, **asked)


RECIPES: Mapping[str, Recipe] = MappingProxyType(
    {one.name: one for one in (Recipe("resnet-54k", "ResNet, 54 k", 54_410, 0.923, 30, {}),)}
)


def recipe(name: str) -> Recipe:
    """The recipe of the network called `name`; raises `UnknownRecipeError` naming all there are."""
    if name not in RECIPES:
        raise UnknownRecipeError(
            f"The frontier has no network “{name}”; expected one of {', '.join(RECIPES)}."
        )
    return RECIPES[name]
