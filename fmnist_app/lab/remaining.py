"""How long a run will go on, from how long it took so far."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from fmnist_app.data import TEST_PICTURES, evaluation_sizes
from fmnist_app.lab.records import Snapshot
from fmnist_app.training.points import Point, Progress

# How much faster the last network trains once the other has ended: the cores are its own then, and
# its batches are computed in halves. The runs recorded for the tests, on 2 cores, show 1.1 where
# measuring takes most of the time, and up to 1.8 where training does.
ALONE = 1.5
RECENT = 5  # epochs: enough to even out a hiccup, few enough to notice another pace


@dataclass(frozen=True)
class _Epoch:
    """An epoch with its measurement: when it ended, and how long it took, in seconds."""

    ended: float
    seconds: float


def seconds_left(now: Snapshot) -> float | None:
    """Seconds of training until the last network has been tried on the test pictures.

    None before every network has ended an epoch since it began or went on: a guess would be
    off by what the start takes.
    """
    lefts = []
    for model in now.settings.models:
        left = _left(now, model)
        if left is None:
            return None
        lefts.append(left)
    first, last = (sorted(lefts) if len(lefts) > 1 else [0.0, *lefts])[-2:]
    return first + (last - first) / (ALONE if first > 0 else 1.0)


def _left(now: Snapshot, model: str) -> float | None:
    """What one network has before it at its present pace."""
    begun, latest = now.begun.get(model), now.progress.get(model)
    if begun is None or latest is None:
        return None
    if model in now.results and latest.step >= latest.steps:
        return 0.0
    epochs = list(_epochs(now, model, begun))
    if not epochs:
        return None
    per_epoch = now.settings.steps_per_epoch
    pace = median(_as_now(now, model, epoch) for epoch in epochs[-RECENT:])
    return (latest.steps - latest.step) / per_epoch * pace + _test(now, latest, pace)


def _epochs(now: Snapshot, model: str, begun: Progress) -> Iterator[_Epoch]:
    """The whole epochs since the network's first steps; the first one made whole."""
    per_epoch = now.settings.steps_per_epoch
    ends = [p for p in now.points if _is_end(p, model) and p.seconds > begun.seconds]
    if ends:
        done = round(ends[0].epoch * per_epoch) - begun.step
        took = ends[0].seconds - begun.seconds
        # The pace is still that of the first steps, which are slow, when an epoch is very short.
        training = now.settings.batch_size / max(now.progress[model].pictures_per_second, 1.0)
        missing = max(per_epoch - done, 0) * min(training, took / max(done, 1))
        yield _Epoch(ends[0].seconds, took + missing)
    yield from (_Epoch(b.seconds, b.seconds - a.seconds) for a, b in pairwise(ends))


def _is_end(point: Point, model: str) -> bool:
    return point.model == model and point.kind == "epoch"


def _as_now(now: Snapshot, model: str, epoch: _Epoch) -> float:
    """What the epoch would take now, if it was trained beside a network that has ended since."""
    others = [result for name, result in now.results.items() if name != model]
    beside = others and epoch.ended - epoch.seconds / 2 < max(o.seconds for o in others)
    return epoch.seconds / ALONE if beside else epoch.seconds


def _test(now: Snapshot, latest: Progress, pace: float) -> float:
    """The test at the end, which takes as long for each picture as what is measured each epoch."""
    if now.settings.protocol == "report":
        return 0.0
    training = now.settings.pictures / max(latest.pictures_per_second, 1.0)
    measured = sum(evaluation_sizes(now.settings.protocol, now.settings.pictures))
    return max(pace - training, 0.0) * TEST_PICTURES / measured
