"""What is left of a run, against what was left of real ones, recorded by `record_timings`."""

from pathlib import Path

import pytest

from fmnist_app.lab.events import EVENTS
from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.remaining import seconds_left
from fmnist_app.training import TrainingSettings
from fmnist_app.training.points import Point, Progress, Result
from fmnist_app.ui.train.head import ROUND

RECORDED = sorted(Path(__file__).with_name("data").glob("timings_*.jsonl"))


def looks(file):
    """The run after each of its events, with the seconds that it had taken by then."""
    first, *events = map(EVENTS.decode, file.read_text(encoding="utf-8").splitlines())
    now = Snapshot(first.run, first.settings, "running", "", (), {}, {}, 0)
    for event in events:
        now = now.after(event)
        if isinstance(event, Point | Progress | Result):
            yield event.seconds, now


@pytest.mark.parametrize("file", RECORDED, ids=lambda file: file.stem)
def test_nothing_is_said_until_each_network_has_ended_an_epoch(file):
    for _, now in looks(file):
        ended = {point.model for point in now.points if point.kind == "epoch"}
        assert (seconds_left(now) is None) == (ended != set(now.settings.models))


@pytest.mark.parametrize("file", RECORDED, ids=lambda file: file.stem)
def test_what_is_left_is_within_a_third_of_what_was_left(file):
    """Within 30 %, or what the page rounds by; of less than five seconds it gives no number."""
    said = [(seconds, seconds_left(now)) for seconds, now in looks(file)]
    end = max(seconds for seconds, _ in said)
    left = [(end - at, guess) for at, guess in said if guess is not None]
    numbers = [(truth, guess) for truth, guess in left if guess >= ROUND]
    assert len(numbers) > 20
    assert all(abs(guess - truth) <= max(0.3 * truth, ROUND / 2) for truth, guess in numbers)
    assert all(truth < 2 * ROUND for truth, guess in left if guess < ROUND)


def test_the_network_that_is_left_alone_is_not_thought_as_slow_as_before():
    settings = TrainingSettings(pictures=1_000, epochs=10)
    steps = settings.steps_per_epoch
    now = Snapshot("r", settings, "running", "", (), {}, {}, 0)
    for model, pace in (("basic", 1.0), ("standard", 2.0)):
        now = now.after(Progress(model, 1, 10 * steps, 1_000.0, 0.0))
        for epoch in range(1, 4):
            now = now.after(Point(model, "epoch", epoch, 0.9, 0.3, 0.8, 0.4, pace * epoch))
        now = now.after(Progress(model, 3 * steps, 10 * steps, 1_000.0, 3 * pace))
    assert 9 < seconds_left(now) < 13
