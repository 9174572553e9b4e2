"""Events and commands as lines of JSON, and back."""

import pytest

from fmnist_app.lab.codec import MessageError
from fmnist_app.lab.commands import COMMANDS, Export, Extend, Pause, Resume, Stop, Train
from fmnist_app.lab.events import (
    EVENTS,
    Extended,
    File,
    Message,
    Ready,
    StateChanged,
    Submitted,
    decode_message,
    encode_message,
)
from fmnist_app.training import Point, Progress, Result, TrainingSettings
from fmnist_app.training.points import Answers, Started

SETTINGS = TrainingSettings(models=("standard",), epochs=3, learning_rate=0.01)
SAID = [
    Submitted("r" * 22, SETTINGS),
    Started("basic", 2.0),
    Progress("basic", 16, 48, 7_355.0, 1.5),
    Point("basic", "probe", 0.2, 0.24, 1.89, 0.4, 1.82, 3.2),
    Answers("basic", 0.2, (6, 4, 2, 0, 3, 7), (0.3, 0.9, 0.5, 0.5, 0.4, 1.0)),
    Result("basic", "diverged", 0.1875, 3.0, 6_810, explanation="The loss grew to “∞”."),
    StateChanged("failed", "Said in one sentence."),
    Extended(7),
    Ready(),
    File("basic.keras", 70_123, "0" * 64),
]
ASKED = [
    Train("r" * 22, SETTINGS, ("standard.safetensors",)),
    Export("r" * 22, SETTINGS, ("standard.safetensors",)),
    Extend("r" * 22, 7),
    Pause("r" * 22),
    Resume("r" * 22),
    Stop("r" * 22),
]


def kind(value):
    return type(value).__name__


@pytest.mark.parametrize("event", SAID, ids=kind)
def test_an_event_is_the_same_after_its_way(event):
    line = EVENTS.encode(event)
    assert "\n" not in line
    assert EVENTS.decode(line) == event
    assert decode_message(encode_message(Message("r" * 22, event))) == Message("r" * 22, event)


@pytest.mark.parametrize("command", ASKED, ids=kind)
def test_a_command_is_the_same_after_its_way(command):
    assert COMMANDS.decode(COMMANDS.encode(command)) == command


@pytest.mark.parametrize(
    "line",
    [
        "",
        '{"type": "poi',
        "[]",
        "null",
        '{"model": "basic"}',
        '{"type": "rumour"}',
        '{"type": ["point"]}',
        '{"type": "started", "model": "basic"}',
        '{"type": "started", "model": "basic", "epoch": 0.0, "more": 1}',
        '{"type": "state", "state": "asleep"}',
        '{"type": "run", "run": "r", "settings": {"epochs": -1}}',
        '{"type": "run", "run": "r", "settings": 2}',
    ],
)
def test_a_line_that_says_nothing_known_is_refused(line):
    with pytest.raises(MessageError):
        EVENTS.decode(line)
    with pytest.raises(MessageError):
        decode_message(line)
    with pytest.raises(MessageError):
        COMMANDS.decode(line)
