"""Synthetic figures as pictures, class by class: drawings, and grey garments to photograph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from fmnist_app.augment.labels import CLOSED_SHOES, Label
from fmnist_app.augment.preprocessing import from_drawing
from fmnist_app.augment.sampling import chance
from fmnist_app.augment.synthetic.bags import Bag
from fmnist_app.augment.synthetic.dress import Dress
from fmnist_app.augment.synthetic.figure import Figure, FigureMaker
from fmnist_app.augment.synthetic.lettering import Lettering
from fmnist_app.augment.synthetic.other_garments import other_garment
from fmnist_app.augment.synthetic.other_things import other_thing
from fmnist_app.augment.synthetic.render import LineDrawing, Placement, Shading
from fmnist_app.augment.synthetic.shoes import AnkleBoot, Sneaker
from fmnist_app.augment.synthetic.soles import Sandal, ShoesFromAbove
from fmnist_app.augment.synthetic.tops import Coat, Pullover, Shirt, TShirt
from fmnist_app.augment.synthetic.trousers import Trousers

GARMENTS: Mapping[int, FigureMaker] = {
    Label.T_SHIRT: TShirt(),
    Label.TROUSER: Trousers(),
    Label.PULLOVER: Pullover(),
    Label.DRESS: Dress(),
    Label.COAT: Coat(),
    Label.SANDAL: Sandal(),
    Label.SHIRT: Shirt(),
    Label.SNEAKER: Sneaker(),
    Label.BAG: Bag(),
    Label.ANKLE_BOOT: AnkleBoot(),
}
# How far garments lie turned, as a standard deviation in degrees, where it is not as any other.
ROTATIONS: Mapping[int, float] = {
    Label.SANDAL: 35.0,
    Label.SNEAKER: 12.0,
    Label.BAG: 9.0,
    Label.ANKLE_BOOT: 9.0,
}
OTHER_GARMENT = 0.4


def figure_of(label: int, rng: np.random.Generator) -> Figure:
    """A random figure of this label; for no clothing, another garment or a thing."""
    if label != Label.NO_CLOTHING:
        return GARMENTS[label](rng)
    return other_garment(rng) if chance(rng, OTHER_GARMENT) else other_thing(rng)


@dataclass(frozen=True)
class SyntheticDrawing:
    """A drawing from nothing, read as the app reads drawings.

    `lettered` is the probability of letters where no clothing is asked for, `rotation` that of
    `Placement` for labels without one of their own.
    """

    lettered: float = 0.15
    lettering: Lettering = Lettering()
    rotation: float = 6.0
    drawing: LineDrawing = LineDrawing()

    def __call__(self, label: int, rng: np.random.Generator) -> np.ndarray:
        """A drawing (28, 28) uint8 of a label 0-9, or -1 for no clothing."""
        if label == Label.NO_CLOTHING and chance(rng, self.lettered):
            return from_drawing(self.lettering(rng))
        place = Placement(ROTATIONS.get(label, self.rotation))
        return from_drawing(self.drawing(place(figure_of(label, rng), rng), rng))


@dataclass(frozen=True)
class SyntheticPhoto:
    """A grey garment from nothing, for `Photo` to photograph.

    `from_above` is the probability that closed shoes are seen so, `garment` that what is no
    clothing of the ten labels is worn all the same; `rotation` is that of `Placement` for labels
    without one of their own.
    """

    from_above: float = 0.8
    garment: float = 0.7
    rotation: float = 8.0
    shading: Shading = Shading()

    def __call__(self, label: int, rng: np.random.Generator) -> np.ndarray:
        """A garment (h, w) uint8 on black of a label 0-9, or something else for -1."""
        figure = figure_of(label, rng)
        if label in CLOSED_SHOES and chance(rng, self.from_above):
            figure = ShoesFromAbove(boots=label == Label.ANKLE_BOOT)(rng)
        elif label == Label.NO_CLOTHING and chance(rng, self.garment):
            figure = other_garment(rng)
        place = Placement(ROTATIONS.get(label, self.rotation))
        return self.shading(place(figure, rng), rng)
