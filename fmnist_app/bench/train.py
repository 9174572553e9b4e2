"""How long the app's engine takes beside the report's recipe: `train_ratio`."""

import json
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from fmnist_app.bench import Figures, Say
from fmnist_app.data import load_dataset
from fmnist_app.errors import LabError
from fmnist_app.lab.worker import ROOT, Event, ProcessWorker, Worker
from fmnist_app.training import ALL_PICTURES, TrainingSettings

TARGET, AIM = 0.5, 0.4
START_SECONDS = 120
EPOCH_SECONDS = 600  # far more than any machine needs that can run the app at all


def measure(epochs: int, rounds: int, say: Say) -> Figures:
    """Train both networks by the recipe and by the app in turn, `rounds` times each."""
    load_dataset(fetch=True, say=say)
    say(
        "Training both networks on 60,000 pictures in batches of 32, validated on the test set, "
        f"{epochs} epochs. Seconds include tracing and validation, and leave out imports: from "
        "the first `fit` for the recipe, from the command to a ready worker for the app."
    )
    done: list[Figures] = []
    for number in range(rounds):
        recipe = by_recipe(epochs, number)
        app = by_app(epochs, number)
        ratio = app["seconds"] / recipe["seconds"]
        done.append({"seed": number, "recipe": recipe, "app": app, "ratio": ratio})
        say(f"  round {number + 1}: ratio {ratio:.3f}")
        say(f"    recipe {_line(recipe)}")
        say(f"    app    {_line(app)}")
    ratio = median(one["ratio"] for one in done)
    say(f"train_ratio {ratio:.3f} (median; target at most {TARGET}, aim {AIM})")
    return {"train_ratio": ratio, "train_epochs": epochs, "train_rounds": done}


def by_recipe(epochs: int, seed: int) -> Figures:
    """Seconds and last validation accuracies of the report's recipe, in a process of its own."""
    with TemporaryDirectory(prefix="fmnist-bench-") as folder:
        out = Path(folder) / "recipe.json"
        command = [sys.executable, "-m", "fmnist_app.bench.recipe", str(epochs), str(seed)]
        end = subprocess.run(
            [*command, str(out)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if end.returncode != 0:
            last = (end.stderr.strip().splitlines() or ["no word"])[-1]
            raise LabError(f"The report's recipe failed with code {end.returncode}: {last}")
        figures: Figures = json.loads(out.read_text(encoding="utf-8"))
    return figures


def by_app(epochs: int, seed: int) -> Figures:
    """The same of the app's engine: a worker as the app starts it, with its real commands."""
    settings = TrainingSettings(epochs=epochs, seed=seed, pictures=ALL_PICTURES, protocol="report")
    with TemporaryDirectory(prefix="fmnist-bench-") as folder:
        return Trial(settings, folder).run()


class Trial:
    """One run in a fresh worker, timed from the command to the last network's result."""

    def __init__(self, settings: TrainingSettings, folder: str) -> None:
        """Prepare to train `settings`, leaving the networks in `folder`."""
        self._settings, self._folder = settings, folder
        self._events: queue.SimpleQueue[tuple[float, Event]] = queue.SimpleQueue()
        self._gone = threading.Event()

    def run(self) -> Figures:
        """Train; raises `LabError` if the worker does not get there."""
        worker = ProcessWorker(self._hear, self._end)
        try:
            self._wait_for("ready", START_SECONDS)
            began = time.perf_counter()
            worker.send(
                {"do": "train", "settings": self._settings.as_dict(), "folder": self._folder}
            )
            return self._follow(began)
        finally:
            worker.close()
            self._gone.wait(START_SECONDS)  # what comes next has the machine to itself

    def _hear(self, event: Event) -> None:
        self._events.put((time.perf_counter(), event))

    def _end(self, _: Worker, why: str) -> None:
        self._hear({"type": "gone", "why": why})
        self._gone.set()

    def _follow(self, began: float) -> Figures:
        """Time each network's result as it is heard."""
        ends: dict[str, float] = {}
        accuracies: dict[str, Any] = {}
        while len(ends) < len(self._settings.models):
            at, event = self._wait_for("result", EPOCH_SECONDS * self._settings.epochs)
            if event["ending"] != "finished":
                raise LabError(f"The app's engine ended early: {event['explanation']}")
            ends[event["model"]] = at - began
            accuracies[event["model"]] = event["test_accuracy"]
        return {"seconds": max(ends.values()), "val_accuracy": accuracies, "each_seconds": ends}

    def _wait_for(self, kind: str, seconds: float) -> tuple[float, Event]:
        """The next event of a kind, others passed over, and when it was heard."""
        while True:
            try:
                at, event = self._events.get(timeout=seconds)
            except queue.Empty:
                raise LabError(f"The worker said nothing for {seconds:.0f} seconds.") from None
            if event["type"] == kind:
                return at, event
            if event["type"] in ("gone", "state"):
                raise LabError(event.get("why") or event.get("message") or "The worker is gone.")


def _line(figures: Figures) -> str:
    accuracies = figures["val_accuracy"].items()
    words = ", ".join(f"{name} {accuracy:.2%}" for name, accuracy in accuracies)
    return f"{figures['seconds']:6.1f} s, validation accuracy {words}"
