"""What training reports while it runs: points on the curves, and how a network ended."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

Kind = Literal["probe", "epoch"]
MOST_FILTERS = 64  # whose kernels are reported, the first ones
Ending = Literal["finished", "stopped", "diverged"]


@dataclass(frozen=True)
class Point:
    """One measurement of one network, in inference mode.

    A "probe" is taken within an epoch, on pictures drawn anew each time; an "epoch" on the whole
    validation set and the fixed training subset. `epoch` is the position in epochs; accuracies
    are fractions, losses mean cross-entropy in nats, `seconds` training time so far.
    """

    model: str
    kind: Kind
    epoch: float
    accuracy: float
    loss: float
    val_accuracy: float
    val_loss: float
    seconds: float


@dataclass(frozen=True)
class Answers:
    """What one network says of the pictures that are watched, each time that it is measured.

    `classes` are the numbers of the classes it holds most likely, `shares` how likely (0 to 1).
    """

    model: str
    epoch: float
    classes: tuple[int, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Kernels:
    """The first convolution of one network after `epoch` epochs; 0 is before the first step.

    `kernel` (side, side, filters) and `bias` (filters,) are numbers as `core.numbers` writes them:
    some 2 kB an epoch with 32 filters, so that a run can keep all of them.
    """

    model: str
    epoch: float
    side: int
    kernel: str
    bias: str


@dataclass(frozen=True)
class Started:
    """Where one network begins: `epoch` is 0, or where it was last saved."""

    model: str
    epoch: float


@dataclass(frozen=True)
class Progress:
    """How far one network is: steps done and planned, pictures per second just now."""

    model: str
    step: int
    steps: int
    pictures_per_second: float
    seconds: float


@dataclass(frozen=True)
class Result:
    """How the training of one network ended.

    Test figures are there only for a finished network: the test set is opened once, at the end.
    `kept_epoch` is the epoch whose weights came back, where early stopping keeps the best; of the
    `epochs` trained it may be any.
    """

    model: str
    ending: Ending
    epochs: float
    seconds: float
    parameters: int
    test_accuracy: float | None = None
    test_loss: float | None = None
    test_pictures: int = 0
    explanation: str = ""
    kept_epoch: int | None = None


T = TypeVar("T")
Listener = Callable[[T], None]


def ignore(_: object) -> None:
    """Hear something and do nothing."""
