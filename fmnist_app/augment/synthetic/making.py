"""Figures made into pictures: class by class, as drawings or as grey garments for photos."""

from __future__ import annotations

import numpy as np

from fmnist_app.augment.drawings import read
from fmnist_app.augment.synthetic import goods, other, shoes, tops
from fmnist_app.augment.synthetic.render import modelled, placed, sketched
from fmnist_app.augment.synthetic.shape import Figure, Maker, chance

MAKERS: dict[int, Maker] = {
    0: tops.t_shirt,
    1: goods.trousers,
    2: tops.pullover,
    3: tops.dress,
    4: tops.coat,
    5: shoes.sandal,
    6: tops.shirt,
    7: shoes.sneaker,
    8: goods.bag,
    9: shoes.boot,
}
TURNS = {5: 35.0, 7: 12.0, 8: 9.0, 9: 9.0}
NO_CLOTHING = -1


def figure_of(label: int, rng: np.random.Generator) -> Figure:
    """A figure of class `label`; of no class of the ten for -1."""
    if label != NO_CLOTHING:
        return MAKERS[label](rng)
    return other.other_garment(rng) if chance(rng, 0.4) else other.other_thing(rng)


def drawn_figure(label: int, rng: np.random.Generator) -> np.ndarray:
    """A drawing of class `label` (or -1), read as the app reads drawings: (28, 28) uint8."""
    if label == NO_CLOTHING and chance(rng, 0.15):
        return read(other.lettering(rng))
    return read(sketched(placed(figure_of(label, rng), rng, TURNS.get(label, 6.0)), rng))


def photo_figure(label: int, rng: np.random.Generator) -> np.ndarray:
    """A grey garment (h, w) uint8 on black of class `label` (or -1), to be photographed."""
    figure = figure_of(label, rng)
    if label in (7, 9) and chance(rng, 0.8):
        figure = shoes.shoes_above(rng, boots=label == 9)
    elif label == NO_CLOTHING and chance(rng, 0.7):
        figure = other.other_garment(rng)
    return modelled(placed(figure, rng, TURNS.get(label, 8.0)), rng)
