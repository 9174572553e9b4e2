"""Where the garment is on a photo, by a network that learnt to cut clothes out."""

from fmnist_app.images.garment.segmenter import garment_probability

__all__ = ["garment_probability"]
