"""A training of no consequence, so that what is set up at first use is there for the first run."""

import numpy as np

from fmnist_app.data import Split
from fmnist_app.data.watched import watched_pictures
from fmnist_app.training.checkpoints import fresh
from fmnist_app.training.control import Control
from fmnist_app.training.feed import Feed
from fmnist_app.training.fit import Training
from fmnist_app.training.pictures import Pictures
from fmnist_app.training.points import ignore
from fmnist_app.training.settings import TrainingSettings

# Small, and through every function that a run goes through until its first points.
SETTINGS = TrainingSettings(models=("basic",), epochs=1, pictures=500, batch_size=256, filters=4)


def rehearse() -> None:
    """Train a small network on noise to its end, and forget it.

    TensorFlow and Keras set up much at first use, above all to turn Python into graphs.
    """
    count = SETTINGS.pictures
    noise = np.random.default_rng(0).integers(0, 256, (count, 28, 28), np.uint8)
    pictures = Pictures.of(noise, np.arange(count, dtype=np.uint8) % 10)
    every = np.arange(count, dtype=np.int32)
    split, labels = Split(every, every, "train", every), (every % 10).astype(np.uint8)
    watched = watched_pictures(split, labels, labels)
    feed = Feed(pictures, pictures, split, watched, SETTINGS.seed)
    model = fresh(SETTINGS.models[0], SETTINGS)
    control = Control(SETTINGS.epochs)
    Training(model, feed, SETTINGS, control, on_point=ignore, on_progress=ignore).run()
