"""The few new pictures whose answers are watched while a network trains."""

import numpy as np

from fmnist_app.data.split import Indices, Labels, Split

# Tops, which networks confuse for long, and two others: shirt, coat, pullover, T-shirt, dress,
# sneaker.
WATCHED_CLASSES = (6, 4, 2, 0, 3, 7)


def watched_pictures(split: Split, train_labels: Labels, test_labels: Labels) -> Indices:
    """The first validation picture of each of six classes, chosen by no network's answers.

    Int32 of shape (6,), pointing into the set that the validation indices point into; the split's
    seed decides.
    """
    labels = train_labels if split.validation_set == "train" else test_labels
    found = labels[split.validation]
    first = [int(np.flatnonzero(found == label)[0]) for label in WATCHED_CLASSES]
    return split.validation[first]
