"""The worker process: reads commands from its standard input, writes events to its output.

Both are lines of JSON. It holds TensorFlow, so that the server never has to, and it ends when
its input ends: a server that dies takes its worker along.
"""

import json
import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from fmnist_app.core.errors import LabError

# Keras imports these wherever they are installed and needs none of them here; without them the
# process is smaller by 150 MB, 85 MB of it memory of its own.
UNUSED = ("pandas", "scipy", "sklearn", "pyarrow", "cv2", "PIL", "matplotlib", "IPython")
PROGRESS_EVERY = 0.25  # seconds between two progress events of one network


def main() -> None:
    """Serve commands until the input ends."""
    commands, out = _own_channels()
    child = Child(out)
    child.warm_up()
    for command in commands:
        child.obey(command)
    os._exit(0)  # training threads must not keep a process alive that nobody listens to


def _own_channels() -> tuple[Iterator[dict[str, Any]], IO[str]]:
    # Libraries print to the standard output at will; it becomes the error output, and only
    # events go through the pipe.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    return (json.loads(line) for line in sys.stdin), out


class Child:
    """One training at a time, in a thread beside the one that reads commands."""

    def __init__(self, out: IO[str]) -> None:
        """Write events to `out`."""
        self._out = out
        self._lock = threading.Lock()
        self._control: Any = None

    def warm_up(self) -> None:
        """Load TensorFlow, which takes seconds, before anyone waits for it."""
        for name in UNUSED:
            sys.modules[name] = None  # type: ignore[assignment] # which forbids to import it
        import fmnist_app.training.run  # noqa: F401, PLC0415 - this import is the work
        from fmnist_app.training.threads import share_cores  # noqa: PLC0415 - light start

        share_cores()
        self._say("ready")

    def obey(self, command: dict[str, Any]) -> None:
        """Carry out one command; those for a run do nothing when none is going on."""
        do = command.pop("do")
        if do == "train":
            self._start(**command)
        # Read once: the training's own thread lets go of it when it ends.
        elif (control := self._control) is None:
            return
        elif do in ("pause", "resume", "stop"):
            getattr(control, do)()
        elif do == "more":
            control.add_epochs(command["epochs"])

    def _start(self, settings: dict[str, Any], folder: str) -> None:
        from fmnist_app.training.control import Control  # noqa: PLC0415 - light start
        from fmnist_app.training.settings import settings_from  # noqa: PLC0415 - light start

        chosen = settings_from(settings)
        self._control = Control(chosen.epochs)
        work = threading.Thread(
            target=self._train, args=(chosen, self._control, Path(folder)), daemon=True
        )
        work.start()

    def _train(self, settings: Any, control: Any, folder: Path) -> None:
        from fmnist_app.data import load_dataset  # noqa: PLC0415 - light start
        from fmnist_app.training.run import train  # noqa: PLC0415 - light start

        try:
            results = train(
                load_dataset(),
                settings,
                control,
                folder,
                on_point=lambda point: self._say("point", **asdict(point)),
                on_progress=Throttle(lambda progress: self._say("progress", **asdict(progress))),
                on_result=lambda result: self._say("result", **asdict(result)),
                on_start=lambda started: self._say("started", **asdict(started)),
            )
            endings = {result.ending for result in results}
            worst = next(e for e in ("stopped", "diverged", "finished") if e in endings)
            message = " ".join(result.explanation for result in results if result.explanation)
            self._end(worst, message)
        except LabError as error:
            self._end("failed", str(error))
        except Exception as error:
            print(f"training failed: {error!r}", file=sys.stderr)
            self._end("failed", "Training failed on the server; the points so far are kept.")

    def _end(self, state: str, message: str) -> None:
        self._control = None
        self._say("state", state=state, message=message)

    def _say(self, event: str, /, **body: Any) -> None:
        line = json.dumps({"type": event, **body})
        with self._lock:
            self._out.write(line + "\n")


class Throttle:
    """Passes on progress at most every so often for each network, so that the pipe stays calm."""

    def __init__(self, pass_on: Any) -> None:
        """Pass progress on to `pass_on`."""
        self._pass_on = pass_on
        self._last: dict[str, float] = {}

    def __call__(self, progress: Any) -> None:
        """Take one `Progress`; the last step of a network always passes."""
        last = self._last.get(progress.model, -PROGRESS_EVERY)
        if progress.seconds - last >= PROGRESS_EVERY or progress.step == progress.steps:
            self._last[progress.model] = progress.seconds
            self._pass_on(progress)


if __name__ == "__main__":
    main()
