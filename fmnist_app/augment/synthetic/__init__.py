"""Figures that code draws from nothing, with random measures: the ten classes, and other things."""

from fmnist_app.augment.synthetic.making import drawn_figure, figure_of, photo_figure

__all__ = ["drawn_figure", "figure_of", "photo_figure"]
