"""The worker process: reads commands from its standard input, writes messages to its output.

Both are lines of JSON. It holds TensorFlow, so that the server never has to, and it ends when
its input ends: a server that dies takes its worker along. It writes to a scratch folder of its own
alone, and hands each finished file over by its name.
"""

import contextlib
import gc
import os
import select
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

from fmnist_app.core.errors import LabError
from fmnist_app.core.process_memory import rest
from fmnist_app.data import Dataset, load_dataset
from fmnist_app.lab.commands import (
    COMMANDS,
    Climb,
    Command,
    Export,
    Extend,
    Pause,
    Resume,
    Stop,
    Train,
)
from fmnist_app.lab.events import Event, Message, Ready, StateChanged, encode_message
from fmnist_app.lab.files import describe, outgoing
from fmnist_app.training.load import load_tensorflow
from fmnist_app.training.points import Listener, Progress

if TYPE_CHECKING:
    from fmnist_app.training.rehearse import Rehearsed

Work = TypeVar("Work", Train, Climb)
NOT_TRAINED = "Training failed on the server; the points so far are kept."
NOT_EXPORTED = "Something failed on the server."
PROGRESS_EVERY = 0.25  # seconds between two progress events of one network


def main(scratch: Path) -> None:
    """Serve commands until the input ends."""
    commands, out = _own_channels()
    tempfile.tempdir = str(scratch)  # where TensorFlow leaves files, as this process exits at once
    worker = Worker(out, scratch)
    worker.warm_up()
    if not select.select([sys.stdin], [], [], 0)[0]:  # nobody waits for a run already
        worker.rehearse()
    for command in commands:
        worker.obey(command)
    shutil.rmtree(scratch, ignore_errors=True)  # which a server that was killed cannot do
    os._exit(0)  # training threads must not keep a process alive that nobody listens to


def _own_channels() -> tuple[Iterator[Command], IO[str]]:
    # Libraries print to the standard output at will; it becomes the error output, and only
    # messages go through the pipe.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    return map(COMMANDS.decode, sys.stdin), out


class Worker:
    """One training or export at a time, in a thread beside the one that reads commands."""

    def __init__(self, out: IO[str], scratch: Path) -> None:
        """Write messages to `out`, and files to `scratch`."""
        self._out, self._scratch = out, scratch
        self._lock = threading.Lock()
        self._control: Any = None
        self._dataset: Dataset | None = None
        self._rehearsed: Rehearsed | None = None

    def warm_up(self) -> None:
        """Load TensorFlow, which takes seconds, before anyone waits for it."""
        load_tensorflow()
        import fmnist_app.training.run  # noqa: F401, PLC0415 - this import is the work
        from fmnist_app.training.threads import share_cores  # noqa: PLC0415 - light start

        share_cores()
        gc.freeze()
        rest()  # of what ran to load it, training needs half
        self._say("", Ready())

    def rehearse(self) -> None:
        """Go through a run that is likely to be wanted first, so that it begins at once then."""
        from fmnist_app.training.rehearse import rehearse  # noqa: PLC0415 - light start

        with contextlib.suppress(LabError):  # the run that needs the data set says so
            self._rehearsed = rehearse(self._load())
        rest()

    def obey(self, command: Command) -> None:
        """Carry out one command; those for a run do nothing when none is going on."""
        # Read once: the training's own thread lets go of it when it ends.
        control = self._control
        match command:
            case Train():
                self._start(command, self._train)
            case Climb():
                self._start(command, self._climb)
            case Export():
                self._in_a_thread(command.run, lambda: self._export(command), NOT_EXPORTED)
            case _ if control is None:
                return
            case Pause():
                control.pause()
            case Resume():
                control.resume()
            case Stop():
                control.stop()
            case Extend(_, epochs):
                control.add_epochs(max(0, epochs - control.epochs))

    def _start(self, command: Work, work: Callable[[Work, Any], StateChanged]) -> None:
        from fmnist_app.training.control import Control  # noqa: PLC0415 - light start

        if self._rehearsed and self._rehearsed.settings != command.settings:
            self._rehearsed = None  # it would only take up memory
        control = self._control = Control(command.settings.epochs)
        self._in_a_thread(command.run, lambda: work(command, control), NOT_TRAINED)

    def _in_a_thread(self, run: str, work: Callable[[], StateChanged], broken: str) -> None:
        """Do the work and say how it ended: that it is `broken`, after an error nobody foresaw."""

        def do() -> None:
            try:
                ended = work()
            except LabError as error:
                ended = StateChanged("failed", str(error))
            except Exception as error:
                print(f"{broken} {error!r}", file=sys.stderr)
                ended = StateChanged("failed", broken)
            self._control = None
            rest()  # or the next run would begin with 20 MB that this one worked in
            self._say(run, ended)

        threading.Thread(target=do, daemon=True).start()

    def _export(self, command: Export) -> StateChanged:
        from fmnist_app.training.run import export  # noqa: PLC0415 - light start

        run = command.run
        export(command.settings, self._folder(command), lambda path: self._hand_over(run, path))
        return StateChanged("finished")

    def _train(self, command: Train, control: Any) -> StateChanged:
        from fmnist_app.training.run import train  # noqa: PLC0415 - light start

        run = command.run

        def say(event: Event) -> None:
            self._say(run, event)

        results = train(
            self._load(),
            command.settings,
            control,
            self._folder(command),
            on_point=say,
            on_progress=Throttle(say),
            on_result=say,
            on_start=say,
            on_answers=say,
            on_kernels=say,
            on_file=lambda path: self._hand_over(run, path),
            rehearsed=self._rehearsed,
        )
        endings = {result.ending for result in results}
        worst = next(e for e in ("stopped", "diverged", "finished") if e in endings)
        message = " ".join(result.explanation for result in results if result.explanation)
        return StateChanged(worst, message)

    def _climb(self, command: Climb, control: Any) -> StateChanged:
        from fmnist_app.training.rung import train_rung  # noqa: PLC0415 - light start

        run, dataset = command.run, self._load()
        if dataset.sha256 != command.data_sha256:
            raise LabError(
                f"The data set here has the digest {dataset.sha256[:12]}; expected "
                f"{command.data_sha256[:12]}."
            )

        def say(event: Event) -> None:
            self._say(run, event)

        result = train_rung(
            dataset,
            command.settings,
            command.epochs,
            control,
            self._folder(command),
            opens_test=command.opens_test,
            on_point=say,
            on_progress=Throttle(say),
            on_file=lambda path: self._hand_over(run, path),
        )
        say(result)
        return StateChanged(result.ending, result.explanation)

    def _load(self) -> Dataset:
        """The data set, verified once and mapped from then on; raises what `load_dataset` does."""
        if self._dataset is None:
            self._dataset = load_dataset()
        return self._dataset

    def _folder(self, command: Train | Climb | Export) -> Path:
        """Where the run's files are; raises `LabError` if one to go on from is not there."""
        folder = self._scratch / command.run
        folder.mkdir(exist_ok=True)
        if any(not (folder / name).is_file() for name in command.files):
            raise LabError(
                "The training process did not get the saved networks to go on from; most likely "
                "the disk for temporary files is full."
            )
        return folder

    def _hand_over(self, run: str, path: Path) -> None:
        file = describe(path)
        path.replace(outgoing(path.parent, file))
        self._say(run, file)

    def _say(self, run: str, event: Event) -> None:
        line = encode_message(Message(run, event))
        with self._lock:
            self._out.write(line + "\n")


class Throttle:
    """Passes on progress at most every so often for each network, so that the pipe stays calm."""

    def __init__(self, pass_on: Listener[Progress]) -> None:
        """Pass progress on to `pass_on`."""
        self._pass_on = pass_on
        self._last: dict[str, float] = {}

    def __call__(self, progress: Progress) -> None:
        """Take one `Progress`; the last step of a network always passes."""
        last = self._last.get(progress.model, -PROGRESS_EVERY)
        if progress.seconds - last >= PROGRESS_EVERY or progress.step == progress.steps:
            self._last[progress.model] = progress.seconds
            self._pass_on(progress)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
