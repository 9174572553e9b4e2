"""Drawings as strokes: read from the canvas, filled, and rendered; knows no page."""

from fmnist_app.sketch.bucket import poured
from fmnist_app.sketch.movements import Movement, read_movement
from fmnist_app.sketch.samples import sample
from fmnist_app.sketch.strokes import INK, PAPER, SIDE, Stroke, as_object, read, rendered

__all__ = [
    "INK",
    "PAPER",
    "SIDE",
    "Movement",
    "Stroke",
    "as_object",
    "poured",
    "read",
    "read_movement",
    "rendered",
    "sample",
]
