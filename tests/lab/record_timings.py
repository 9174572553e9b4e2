"""Records how a run went on, for the tests of what is left: `python -m tests.lab.record_timings`.

Trains for real and writes every event with its seconds to `data/timings_<name>.jsonl`, the latest
progress before each point among them.
"""

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from fmnist_app.data import load_dataset
from fmnist_app.lab.events import EVENTS, Event, StateChanged, Submitted
from fmnist_app.lab.worker_process import Throttle
from fmnist_app.training import TrainingSettings
from fmnist_app.training.points import Listener, Progress

DATA = Path(__file__).with_name("data")
RUNS = {
    "few_pictures": TrainingSettings(pictures=1_000, epochs=30, filters=8),
    "many_pictures": TrainingSettings(pictures=10_000, epochs=6, filters=8),
    "one_network": TrainingSettings(models=("standard",), pictures=1_000, epochs=20, filters=8),
}


def main(names: list[str]) -> None:
    """Record the runs of these names, or all."""
    for name in names or RUNS:
        with (DATA / f"timings_{name}.jsonl").open("w", encoding="utf-8") as out:
            record(RUNS[name], writer(out.write))


def writer(write: Callable[[str], object]) -> Listener[Event]:
    """Something that writes each event as a line, from whatever thread."""
    lock = threading.Lock()

    def say(event: Event) -> None:
        with lock:
            write(EVENTS.encode(event) + "\n")

    return say


def record(settings: TrainingSettings, say: Listener[Event]) -> None:
    """Train as the worker does, and say all that it says but for the answers."""
    from fmnist_app.training.control import Control
    from fmnist_app.training.run import train
    from fmnist_app.training.threads import share_cores

    share_cores()
    say(Submitted("timings", settings))
    say(StateChanged("running"))
    throttled: Listener[Progress] = Throttle(say)
    with TemporaryDirectory() as folder:
        train(
            load_dataset(),
            settings,
            Control(settings.epochs),
            Path(folder),
            on_point=say,
            on_progress=throttled,
            on_result=say,
        )
    say(StateChanged("finished"))


if __name__ == "__main__":
    main(sys.argv[1:])
