"""What an executor is told: to train a run or a rung, to steer what it trains, to export networks.

No command names a place on the server's disk. Each can come twice without harm.
"""

from dataclasses import dataclass
from typing import Literal

from fmnist_app.lab.codec import Codec
from fmnist_app.training.settings import TrainingSettings

Action = Literal["pause", "resume", "stop"]


@dataclass(frozen=True)
class Train:
    """Train a run; `files` are the names of those that it goes on from, if it was saved before."""

    run: str
    settings: TrainingSettings
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Climb:
    """Train the one network of the settings to `epochs` of theirs: a rung of a search.

    `files` are the names of those that it goes on from. Nothing is exported, and the test pictures
    stay unseen unless it `opens_test`; nor is it done on other data than that of this digest.
    """

    run: str
    settings: TrainingSettings
    epochs: int
    opens_test: bool
    data_sha256: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Export:
    """Make of the networks that a run saved in `files` what others use: for Keras and for LiteRT.

    Nothing is trained. It ends as a run does, finished or failed.
    """

    run: str
    settings: TrainingSettings
    files: tuple[str, ...]


@dataclass(frozen=True)
class Extend:
    """Train the run to `epochs` in all."""

    run: str
    epochs: int


@dataclass(frozen=True)
class Pause:
    """Hold the run."""

    run: str


@dataclass(frozen=True)
class Resume:
    """Go on with the run that is held."""

    run: str


@dataclass(frozen=True)
class Stop:
    """End the run and save its networks."""

    run: str


Command = Train | Climb | Export | Extend | Pause | Resume | Stop
ACTIONS: dict[Action, type[Pause | Resume | Stop]] = {
    "pause": Pause,
    "resume": Resume,
    "stop": Stop,
}
COMMANDS: Codec[Command] = Codec(
    "do",
    {
        "train": Train,
        "climb": Climb,
        "export": Export,
        "extend": Extend,
        "pause": Pause,
        "resume": Resume,
        "stop": Stop,
    },
)
