"""How long an epoch takes on this server, measured on a short run of the same training."""

from dataclasses import replace

from fmnist_app.data import evaluation_sizes
from fmnist_app.lab.records import Snapshot
from fmnist_app.models import OWN, architecture, count_multiply_adds
from fmnist_app.training.looks import looked_at_in_an_epoch
from fmnist_app.training.settings import FIELDS, TrainingSettings

EPOCHS = 2  # the first compiles what trains, which says nothing of those to come
WORK = 40e9  # multiply-adds of an epoch's pictures: some two seconds of training
FEWEST, STEP = 1_000, 500  # pictures; of so few, what an epoch takes to begin hides the rest


def trial_of(settings: TrainingSettings) -> TrainingSettings:
    """A short run of the visitor's own network that trains as `settings` say, by itself.

    What changes nothing of how long it takes is at rest, so that equal networks have equal trials.
    """
    products = count_multiply_adds(architecture(OWN, settings.choices))
    pictures = min(settings.pictures, max(FEWEST, WORK / max(products, 1)))
    at_rest = {name: FIELDS[name].default for name in ("seed", "learning_rate", "patience")}
    return replace(
        settings,
        models=(OWN,),
        epochs=EPOCHS,
        pictures=max(STEP, int(pictures // STEP) * STEP),
        **at_rest,
    )


def seconds_per_epoch(now: Snapshot, settings: TrainingSettings) -> float | None:
    """What an epoch of the visitor's own network takes with `settings`, from its trial `now`.

    That is its training, the looks within it and the measurement after it. None before the trial
    has ended its last epoch.
    """
    trial = now.settings
    ends = [one.seconds for one in now.points if one.model == OWN and one.kind == "epoch"]
    latest = now.progress.get(OWN)
    if len(ends) < trial.epochs or latest is None or latest.step < latest.steps:
        return None
    begin, end = ends[-2:]
    measuring = (end - latest.seconds) / sum(evaluation_sizes(trial.protocol, trial.pictures))
    looking = looked_at_in_an_epoch(trial.pictures) * measuring
    training = max(latest.seconds - begin - looking, 0.0) / trial.pictures
    measured = sum(evaluation_sizes(settings.protocol, settings.pictures))
    looks = looked_at_in_an_epoch(settings.pictures)
    return settings.pictures * training + (measured + looks) * measuring
