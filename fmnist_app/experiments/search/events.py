"""What is said of a search: the lines of its record, each a fact that nothing takes back."""

from dataclasses import dataclass
from typing import Any, Literal

from fmnist_app.experiments.search.task import Budget, SearchTask, task_from
from fmnist_app.lab.codec import Codec

TrialState = Literal["running", "complete", "pruned", "failed", "unfinished"]
SearchState = Literal["running", "comparing", "paused", "finished", "stopped", "failed"]
OVER: frozenset[SearchState] = frozenset({"finished", "stopped", "failed"})
Role = Literal["winner", "default"]


@dataclass(frozen=True)
class Asked:
    """A search was asked for: the first line of its record."""

    version: int
    task: SearchTask
    budget: Budget


@dataclass(frozen=True)
class Granted:
    """The search has another budget, in all."""

    budget: Budget


@dataclass(frozen=True)
class TrialBegun:
    """Trial `number` is to try these `values` of what is searched."""

    number: int
    values: dict[str, Any]


@dataclass(frozen=True)
class RungTold:
    """What came of a rung of a trial, told once.

    `epochs` are those trained in all; `value` is the accuracy on the validation pictures, `curve`
    that after each epoch of the rung; `seconds` were spent on the rung, and `spent` on the search
    so far, by its own clock; `by` is the worker.
    """

    number: int
    epochs: int
    value: float
    curve: tuple[float, ...]
    seconds: float
    parameters: int
    spent: float
    by: str


@dataclass(frozen=True)
class TrialEnded:
    """A trial is over, and for what reason if it failed."""

    number: int
    state: TrialState
    reason: str = ""


@dataclass(frozen=True)
class Chosen:
    """The search is over and this trial is its winner; no trial, and there is none."""

    number: int | None


@dataclass(frozen=True)
class Tested:
    """The winner or the default was trained anew on a fresh seed, and the test set opened once."""

    role: Role
    seed: int
    accuracy: float
    loss: float
    seconds: float


@dataclass(frozen=True)
class Weighed:
    """How much of the trials' differences goes with each setting, as shares that add up to 1."""

    importances: dict[str, float]


@dataclass(frozen=True)
class Became:
    """The search is in another state; `message` is a sentence for whoever watches it."""

    state: SearchState
    message: str = ""
    spent: float = 0.0


SearchEvent = (
    Asked | Granted | TrialBegun | RungTold | TrialEnded | Chosen | Tested | Weighed | Became
)
EVENTS: Codec[SearchEvent] = Codec(
    "type",
    {
        "search": Asked,
        "budget": Granted,
        "trial": TrialBegun,
        "rung": RungTold,
        "ended": TrialEnded,
        "chosen": Chosen,
        "tested": Tested,
        "importances": Weighed,
        "state": Became,
    },
    {
        "task": task_from,
        "budget": lambda read: Budget(**read),
        "curve": tuple,
    },
)
