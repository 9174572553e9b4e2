"""Training: settings and points as plain values here; `training.pair` and below load TensorFlow."""

from fmnist_app.training.points import Point, Progress, Result
from fmnist_app.training.ranges import SettingsError
from fmnist_app.training.settings import (
    ALL_PICTURES,
    FIELDS,
    HOLDOUT_PICTURES,
    TrainingSettings,
    settings_from,
)

__all__ = [
    "ALL_PICTURES",
    "FIELDS",
    "HOLDOUT_PICTURES",
    "Point",
    "Progress",
    "Result",
    "SettingsError",
    "TrainingSettings",
    "settings_from",
]
