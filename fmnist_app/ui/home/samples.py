"""Sample pictures of each class, the same for a visitor until others are asked for."""

import numpy as np
import numpy.typing as npt

from fmnist_app.data import CLASSES
from fmnist_app.ui.shell.resources import dataset
from fmnist_app.ui.shell.session import Slot

DRAW = Slot("samples_draw", 0)
PER_CLASS = 5


def drawn() -> npt.NDArray[np.uint8]:
    """Training pictures of every class, (10, 5, 28, 28)."""
    chance = np.random.default_rng(DRAW.get())
    data = dataset()
    chosen = [
        chance.choice(np.flatnonzero(data.train_labels == label), PER_CLASS, replace=False)
        for label in range(CLASSES)
    ]
    pictures: npt.NDArray[np.uint8] = data.train_images[np.stack(chosen)]
    data.let_go()
    return pictures


def draw_others() -> None:
    """Draw other samples from now on."""
    DRAW.set(DRAW.get() + 1)
