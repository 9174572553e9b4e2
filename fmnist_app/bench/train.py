"""How long the app's engine takes beside the report's recipe: `train_ratio`."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import psutil

from fmnist_app.bench import Figures, Say
from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import percent
from fmnist_app.core.machine import vector_extensions
from fmnist_app.data import load_dataset
from fmnist_app.lab.commands import Train
from fmnist_app.lab.events import Event, Message, Ready, StateChanged
from fmnist_app.lab.executor import ROOT, Callbacks, Executor, ProcessExecutor
from fmnist_app.training import ALL_PICTURES, Progress, Result, TrainingSettings
from fmnist_app.training.environment import VARIABLES

TARGET, AIM = 0.4, 0.3
ALONE_PICTURES = 20_000
START_SECONDS = 120
EPOCH_SECONDS = 600  # far more than any machine needs that can run the app at all

Wanted = TypeVar("Wanted", Ready, Result)


def measure(epochs: int, rounds: int, say: Say) -> Figures:
    """Train both networks by the recipe and by the app in turn, `rounds` times each."""
    load_dataset(fetch=True, say=say)
    say(f"Vector extensions: {vector_extensions()}; the app's worker always turns oneDNN on.")
    paces = {name: alone(name) for name in TrainingSettings().models}
    say("Alone: " + _paces(paces))
    say(
        "Training both networks on 60,000 pictures in batches of 32, validated on the test set, "
        f"{epochs} epochs. Seconds include tracing and validation, and leave out imports: from "
        "the first `fit` for the recipe, from the command to a ready worker for the app. The "
        "recipe runs as in a notebook, and again with the environment variables of the app."
    )
    done: list[Figures] = []
    for number in range(rounds):
        done.append(_round(epochs, number, say))
    ratio, same = (median(one[key] for one in done) for key in ("ratio", "ratio_same_variables"))
    say(
        f"train_ratio {ratio:.3f} (median; target at most {TARGET}, aim {AIM}); "
        f"{same:.3f} beside the recipe with the app's variables"
    )
    return {
        "train_ratio": ratio,
        "train_ratio_same_variables": same,
        "train_epochs": epochs,
        "train_rounds": done,
        "pictures_per_second_alone": paces,
    }


def _round(epochs: int, number: int, say: Say) -> Figures:
    """The recipe, the app and the recipe with the app's variables, one after the other."""
    say(f"  round {number + 1}")
    recipe = by_recipe(epochs, number)
    say(f"    recipe {_line(recipe)}, oneDNN {'on' if recipe['onednn'] else 'off'}")
    app = by_app(epochs, number)
    say(f"    app    {_line(app)}, {percent(app['cores_used'])} of the cores used")
    say(f"           side by side: {_paces(app['pictures_per_second'])}")
    same = by_recipe(epochs, number, VARIABLES)
    say(f"    recipe {_line(same)}, with the app's variables")
    ratios = [app["seconds"] / one["seconds"] for one in (recipe, same)]
    say(f"    ratio  {ratios[0]:.3f}; {ratios[1]:.3f} with the app's variables for both")
    return {
        "seed": number,
        "recipe": recipe,
        "app": app,
        "recipe_same_variables": same,
        "ratio": ratios[0],
        "ratio_same_variables": ratios[1],
    }


def by_recipe(epochs: int, seed: int, variables: Mapping[str, str] | None = None) -> Figures:
    """Seconds and last validation accuracies of the report's recipe, in a process of its own.

    `variables` are set in its environment on top.
    """
    with TemporaryDirectory(prefix="fmnist-bench-") as folder:
        out = Path(folder) / "recipe.json"
        command = [sys.executable, "-m", "fmnist_app.bench.recipe", str(epochs), str(seed)]
        end = subprocess.run(
            [*command, str(out)],
            cwd=ROOT,
            # Only its own words tell whether oneDNN is on.
            env={**os.environ, **(variables or {}), "TF_CPP_MIN_LOG_LEVEL": "0"},
            capture_output=True,
            text=True,
            check=False,
        )
        if end.returncode != 0:
            last = (end.stderr.strip().splitlines() or ["no word"])[-1]
            raise LabError(f"The report's recipe failed with code {end.returncode}: {last}")
        figures: Figures = json.loads(out.read_text(encoding="utf-8"))
    figures["onednn"] = "oneDNN custom operations are on" in end.stderr
    return figures


def by_app(epochs: int, seed: int) -> Figures:
    """The same of the app's engine: a worker as the app starts it, with its real commands."""
    settings = TrainingSettings(epochs=epochs, seed=seed, pictures=ALL_PICTURES, protocol="report")
    return Trial(settings).run()


def alone(name: str) -> float:
    """Pictures a second of one network that has the worker to itself, at the end of an epoch."""
    settings = TrainingSettings(models=(name,), epochs=1, pictures=ALONE_PICTURES)
    return float(Trial(settings).run()["pictures_per_second"][name])


class Trial:
    """One run in a fresh worker, timed from the command to the last network's result."""

    def __init__(self, settings: TrainingSettings) -> None:
        """Prepare to train `settings`; the networks are not kept."""
        self._settings = settings
        self._events: queue.SimpleQueue[tuple[float, Event]] = queue.SimpleQueue()
        self._gone = threading.Event()
        self._paces: dict[str, list[float]] = {name: [] for name in settings.models}

    def run(self) -> Figures:
        """Train; raises `LabError` if the worker does not get there."""
        worker = ProcessExecutor(Callbacks(lambda _: {}, self._hear, lambda *_: None, self._end))
        try:
            self._wait_for(Ready, START_SECONDS)
            busy = _processor_seconds(worker.pid)
            began = time.perf_counter()
            worker.send(Train("bench", self._settings))
            figures = self._follow(began)
            busy = _processor_seconds(worker.pid) - busy
            figures["cores_used"] = busy / figures["seconds"] / len(os.sched_getaffinity(0))
            return figures
        finally:
            worker.close()
            self._gone.wait(START_SECONDS)  # what comes next has the machine to itself

    def _hear(self, message: Message) -> None:
        self._events.put((time.perf_counter(), message.event))

    def _end(self, _: Executor, why: str) -> None:
        self._hear(Message("bench", StateChanged("failed", why)))
        self._gone.set()

    def _follow(self, began: float) -> Figures:
        """Time each network's result as it is heard."""
        ends: dict[str, float] = {}
        accuracies: dict[str, Any] = {}
        while len(ends) < len(self._settings.models):
            at, event = self._wait_for(Result, EPOCH_SECONDS * self._settings.epochs)
            if event.ending != "finished":
                raise LabError(f"The app's engine ended early: {event.explanation}")
            ends[event.model] = at - began
            accuracies[event.model] = event.test_accuracy
        return {
            "seconds": max(ends.values()),
            "val_accuracy": accuracies,
            "each_seconds": ends,
            "pictures_per_second": {
                name: median(paces) for name, paces in self._paces.items() if paces
            },
        }

    def _wait_for(self, kind: type[Wanted], seconds: float) -> tuple[float, Wanted]:
        """The next event of a kind, others passed over, and when it was heard."""
        while True:
            try:
                at, event = self._events.get(timeout=seconds)
            except queue.Empty:
                raise LabError(f"The worker said nothing for {seconds:.0f} seconds.") from None
            if isinstance(event, kind):
                return at, event
            if isinstance(event, Progress):
                self._paces[event.model].append(event.pictures_per_second)
            if isinstance(event, StateChanged):
                raise LabError(event.message or "The worker is gone.")


def _processor_seconds(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def _paces(paces: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {pace:,.0f} pictures/s" for name, pace in paces.items())


def _line(figures: Figures) -> str:
    accuracies = figures["val_accuracy"].items()
    words = ", ".join(f"{name} {percent(accuracy, 2)}" for name, accuracy in accuracies)
    return f"{figures['seconds']:6.1f} s, validation accuracy {words}"
