"""What is said of a run: one vocabulary for the record on disk and for an executor's messages.

Training itself reports `Started`, `Progress`, `Point`, `Answers`, `Kernels` and `Result`.
"""

import json
from dataclasses import dataclass
from typing import Literal, get_args

from fmnist_app.lab.codec import Codec, MessageError, read_json
from fmnist_app.training.points import Answers, Kernels, Point, Progress, Result, Started
from fmnist_app.training.settings import TrainingSettings

State = Literal[
    "queued",
    "starting",
    "running",
    "paused",
    "stopping",
    "finished",
    "stopped",
    "diverged",
    "failed",
]
OVER: frozenset[State] = frozenset({"finished", "stopped", "diverged", "failed"})


@dataclass(frozen=True)
class Submitted:
    """A run was asked for: the first line of its record."""

    run: str
    settings: TrainingSettings


@dataclass(frozen=True)
class StateChanged:
    """The run is in another state; `message` is a sentence for whoever watches it."""

    state: State
    message: str = ""

    def __post_init__(self) -> None:
        """Refuse a state that there is not."""
        if self.state not in get_args(State):
            raise ValueError(f"unknown state {self.state!r}")


@dataclass(frozen=True)
class Extended:
    """The run was made longer, to `epochs` in all."""

    epochs: int


@dataclass(frozen=True)
class Ready:
    """An executor can train at once."""


@dataclass(frozen=True)
class File:
    """A file of the run is whole: its name, its size in bytes and the SHA-256 of its content."""

    name: str
    size: int
    sha256: str


Event = (
    Submitted
    | Started
    | Progress
    | Point
    | Answers
    | Kernels
    | Result
    | StateChanged
    | Extended
    | Ready
    | File
)


@dataclass(frozen=True)
class Message:
    """An event on its way from an executor; `run` is empty where it tells of no run."""

    run: str
    event: Event


EVENTS: Codec[Event] = Codec(
    "type",
    {
        "run": Submitted,
        "started": Started,
        "progress": Progress,
        "point": Point,
        "answers": Answers,
        "kernels": Kernels,
        "result": Result,
        "state": StateChanged,
        "epochs": Extended,
        "ready": Ready,
        "file": File,
    },
)


def encode_message(message: Message) -> str:
    """The message as a line, without its end."""
    return json.dumps({"run": message.run, "event": EVENTS.to_dict(message.event)})


def decode_message(line: str) -> Message:
    """The message in a line; raises `MessageError` where there is none."""
    match read_json(line):
        case {"run": str(run), "event": event}:
            return Message(run, EVENTS.from_dict(event))
    raise MessageError("A line holds no message of an executor.")
