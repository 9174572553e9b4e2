"""Synthetic figures, drawn by code from random measures: the ten classes, and other things."""

from fmnist_app.augment.synthetic.pictures import SyntheticDrawing, SyntheticPhoto, figure_of

__all__ = ["SyntheticDrawing", "SyntheticPhoto", "figure_of"]
