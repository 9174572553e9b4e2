"""The same run without remedies against overfitting, and with them."""

from dataclasses import replace

from fmnist_app.training.remedies import SETS
from fmnist_app.training.settings import FIELDS, TrainingSettings

SMALL = frozenset({"basic", "standard"})
REMEDIES = tuple(name for name, field in FIELDS.items() if field.about.group)


def without_remedies(settings: TrainingSettings) -> TrainingSettings:
    """These settings with every remedy at rest, and all else as it is."""
    return replace(settings, **{name: FIELDS[name].default for name in REMEDIES})


def with_recommended(settings: TrainingSettings) -> TrainingSettings:
    """These settings with the remedies recommended for their networks, and all else as it is."""
    return with_set(settings, "small" if SMALL.issuperset(settings.models) else "recommended")


def with_set(settings: TrainingSettings, name: str) -> TrainingSettings:
    """These settings with the remedies of this set, no others, and all else as it is."""
    chosen = {one: value for one, value in SETS[name].items() if one in REMEDIES}
    return replace(without_remedies(settings), **chosen)


def cured(settings: TrainingSettings) -> TrainingSettings:
    """These settings if a remedy is at work in them, else with those that are recommended."""
    return settings if settings != without_remedies(settings) else with_recommended(settings)
