"""How strongly training pictures are altered, as rows of the table of settings."""

from dataclasses import dataclass
from typing import Annotated

from fmnist_app.training.fields import About, Searched, Slider
from fmnist_app.training.ranges import Range

STRENGTH = Range(0.0, 1.0, float)
# What a strength of 1 stands for; each draw lies between nothing and so much, either way.
FACTOR = 0.5  # wider or narrower, higher or lower by up to half
CORNER_PIXELS = 6.0  # by which each corner moves; from 6.75 on, a picture could fold over itself
CHANCE = 0.5  # that a picture is flipped, or mirrored
DEGREES = 45.0
SHIFT_PIXELS = 8
ERASED_PIXELS = 16


def _about(label: str, what: str) -> About:
    return About(
        label,
        what,
        Slider(step=0.05),
        advanced=True,
        group="augmentation",
        search=Searched("linear", 0.0, 1.0, usual=False),
    )


@dataclass(frozen=True)
class Strengths:
    """The largest alterations in units of their own; one transform is drawn for every picture.

    `stretch` is the factor by which width and height grow at most, or shrink; `perspective` the
    pixels that each corner moves at most, either way; `flip` and `mirror` are probabilities; `turn`
    is in degrees; `shift` in whole pixels; `erase` the longest side of the black rectangle.
    """

    stretch: float = 1.0
    perspective: float = 0.0
    flip: float = 0.0
    mirror: float = 0.0
    turn: float = 0.0
    shift: int = 0
    erase: int = 0

    @property
    def none(self) -> bool:
        """Whether every picture stays as it is."""
        return self == Strengths()


@dataclass(frozen=True, kw_only=True)
class Augmentation:
    """The settings that alter the training pictures, anew for each epoch: 0 is off, 1 strong."""

    stretch: Annotated[
        float, STRENGTH, _about("Stretch", "Makes pictures wider or narrower, higher or lower.")
    ] = 0.0
    perspective: Annotated[
        float, STRENGTH, _about("Perspective", "Shows pictures as seen at a slant.")
    ] = 0.0
    flip: Annotated[
        float, STRENGTH, _about("Flip", "Turns up to half of the pictures upside down.")
    ] = 0.0
    mirror: Annotated[
        float,
        STRENGTH,
        _about("Mirror", "Swaps left and right of up to half of the pictures."),
    ] = 0.0
    turn: Annotated[
        float, STRENGTH, _about("Turn", f"Turns pictures by up to {DEGREES:.0f} degrees.")
    ] = 0.0
    shift: Annotated[
        float, STRENGTH, _about("Shift", f"Moves pictures by up to {SHIFT_PIXELS} pixels.")
    ] = 0.0
    erase: Annotated[
        float,
        STRENGTH,
        _about("Erase", f"Blacks out a rectangle of up to {ERASED_PIXELS} pixels a side."),
    ] = 0.0

    @property
    def strengths(self) -> Strengths:
        """The same in units of their own."""
        return Strengths(
            stretch=1.0 + FACTOR * self.stretch,
            perspective=CORNER_PIXELS * self.perspective,
            flip=CHANCE * self.flip,
            mirror=CHANCE * self.mirror,
            turn=DEGREES * self.turn,
            shift=round(SHIFT_PIXELS * self.shift),
            erase=round(ERASED_PIXELS * self.erase),
        )
