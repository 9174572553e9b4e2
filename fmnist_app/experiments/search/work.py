"""Doing units of work, one after the other, in a training process of one's own.

Here and on a Dask worker alike.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.experiments.search.unit import Outcome, Unit
from fmnist_app.lab.commands import Climb, Pause, Resume
from fmnist_app.lab.events import Event, StateChanged
from fmnist_app.lab.station import LostError, OverBoundsError, Station
from fmnist_app.training.points import Point, Progress, Result, ignore

RUN = "unit"


@dataclass(frozen=True)
class Doing:
    """What a worker does just now: epochs trained of those wanted."""

    epochs: float = 0.0
    wanted: int = 0


class Workshop:
    """Does units in a training process; one thread at a time asks it to.

    Others may `pause`, `resume` and `close` it meanwhile, and look at what it is `doing`.
    """

    def __init__(self, name: str, station: Station | None = None) -> None:
        """Do the work at this station; `name` is what it is called in outcomes."""
        self.name, self.doing = name, Doing()
        self._station = station or Station()

    def do(
        self, unit: Unit, checkpoint: bytes | None, tell: Callable[[float], object] = ignore
    ) -> Outcome:
        """Train as the unit says, from the checkpoint on; never raises for what came of it.

        `tell` gets the epochs trained, now and then.
        """
        with TemporaryDirectory(prefix="fmnist-search-", ignore_cleanup_errors=True) as folder:
            outcome = self._do(unit, checkpoint, Path(folder), tell)
        self.doing = Doing()
        return replace(outcome, by=self.name)

    def pause(self) -> None:
        """Hold what is being trained."""
        self._station.send(Pause(RUN))

    def resume(self) -> None:
        """Go on."""
        self._station.send(Resume(RUN))

    def close(self) -> None:
        """End the process; a unit that it was at is lost."""
        self._station.close()

    def _do(
        self,
        unit: Unit,
        checkpoint: bytes | None,
        folder: Path,
        tell: Callable[[float], object],
    ) -> Outcome:
        file = NetworkFiles(folder, unit.settings.models[0]).checkpoint
        events: list[Event] = []

        def hear(event: Event) -> None:
            if isinstance(event, Progress):
                self.doing = Doing(event.step / unit.settings.steps_per_epoch, unit.epochs)
                tell(self.doing.epochs)
            else:
                events.append(event)

        try:
            if checkpoint:
                file.write_bytes(checkpoint)
            job = Climb(
                RUN,
                unit.settings,
                unit.epochs,
                unit.opens_test,
                unit.data_sha256,
                (file.name,) if checkpoint else (),
            )
            outcome = _outcome(unit, events, self._station.do(job, folder, hear))
            if outcome.ending == "done":
                outcome = replace(outcome, checkpoint=file.read_bytes())
        except LostError as error:
            outcome = Outcome("killed" if error.by_itself else "lost", str(error))
        except OverBoundsError as error:
            outcome = Outcome("failed", str(error))
        except OSError as error:
            self.close()
            outcome = Outcome("lost", f"The disk of a worker takes no more: {error.strerror}.")
        return outcome


def _outcome(unit: Unit, events: list[Event], ended: StateChanged) -> Outcome:
    points = [one for one in events if isinstance(one, Point) and one.kind == "epoch"]
    result = next((one for one in events if isinstance(one, Result)), None)
    if ended.state == "failed" or result is None:
        return Outcome("failed", ended.message)
    if ended.state != "finished":
        return Outcome(
            "diverged" if ended.state == "diverged" else "lost",
            ended.message,
            epochs=int(result.epochs),
            seconds=result.seconds,
        )
    return Outcome("done", **_figures(unit, result, points))


def _figures(unit: Unit, result: Result, points: list[Point]) -> dict[str, Any]:
    """What a finished unit leaves in numbers."""
    curve = {round(point.epoch): round(point.val_accuracy, 6) for point in points}
    epochs = round(result.epochs)
    return {
        # Weights that came back from an earlier rung had the value that was told there.
        "value": curve.get(result.kept_epoch or epochs, max(curve.values(), default=0.0)),
        "curve": tuple(value for at, value in sorted(curve.items()) if at > unit.after),
        "epochs": epochs,
        "seconds": round(result.seconds, 2),
        "parameters": result.parameters,
        "over": epochs < unit.epochs,
        "test_accuracy": result.test_accuracy,
        "test_loss": result.test_loss,
    }
