"""The networks that can be compared: those shipped, and whatever the visitor's runs have left."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from fmnist_app.catalog import available
from fmnist_app.catalog.shipped import FOLDER, NoSuchNetwork, card
from fmnist_app.catalog.shipped import title as shipped_title
from fmnist_app.core.errors import LabError
from fmnist_app.evaluation.candidate import Contender, own_obstacle
from fmnist_app.evaluation.predictions import OUTCOME, read_outcome
from fmnist_app.evaluation.scores import Marked, mark
from fmnist_app.inference.latency import milliseconds_per_picture
from fmnist_app.lab.records import Snapshot
from fmnist_app.models import MODELS, architecture, layer_table, network
from fmnist_app.models.shipped import shipped_layers
from fmnist_app.training.points import Result
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.resources import dataset, lab
from fmnist_app.ui.train.figures import figures_of

HISTORY = ["epoch", "accuracy", "loss", "val_accuracy", "val_loss"]
RUN_LETTERS = 6  # of a run's id, whose whole is a key to it, in the address


def contenders() -> list[Contender]:
    """Basic and Standard first, then the other shipped networks, then the visitor's own."""
    session.current_run()  # a run in the address counts as the visitor's own
    names = [*MODELS, *(name for name in available() if name not in MODELS)]
    return [*(one for name in names if (one := _shipped(name))), *_of_runs()]


def answers(one: Contender) -> Marked:
    """The marked answers of a network that lacks nothing."""
    if one.lacking or one.answers is None:
        raise LabError(one.lacking)
    try:
        changed = one.answers.stat().st_mtime_ns
    except OSError as error:
        raise LabError(f"{one.title} left no answers to the test pictures.") from error
    return _marked(str(one.answers), changed, one)


def milliseconds(one: Contender) -> float | None:
    """Milliseconds for one picture in this server, measured once; None without a stored network."""
    if one.light is None or not one.light.is_file():
        return None
    return _milliseconds(str(one.light), one.light.stat().st_mtime_ns)


@st.cache_resource(show_spinner=False)
def _shipped(name: str) -> Contender | None:
    try:
        facts = card(name)
    except (NoSuchNetwork, ValueError):
        return None
    history, legs = _history(facts), _legs(facts)
    epochs, pace = sum(leg["settings"]["epochs"] for leg in legs), _pace(facts)
    seed = facts.get("seed", "?")
    return _ready(
        Contender(
            key=name,
            title=shipped_title(name, facts),
            kind="shipped",
            model=name,
            about=f"shipped, {epochs} epochs, seed {seed}",
            layers=shipped_layers(name),
            accuracy=facts.get("test_accuracy"),
            loss=facts.get("test_loss"),
            epochs=epochs,
            seconds=pace * epochs if pace and len(legs) == 1 else None,
            seconds_per_epoch=pace,
            best_epoch=_best_epoch(history),
            validated_on=f"6,000 held out, seed {seed}",
            answers=FOLDER / OUTCOME.format(name),
            lacking="",
            light=FOLDER / f"{name}.tflite",
            history=history,
        )
    )


def _legs(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """The trainings of a card, the last one first: a network may have gone on from an earlier."""
    earlier = facts.get("gone_on_from")
    own = [facts] if "epochs" in facts.get("settings", {}) else []
    return [*own, *(_legs(earlier) if earlier else [])]


def _pace(facts: dict[str, Any]) -> float | None:
    """Seconds for one epoch of a card's last training."""
    if "seconds_per_epoch" in facts:
        return float(facts["seconds_per_epoch"])
    epochs = facts.get("settings", {}).get("epochs")
    minutes = facts.get("training_minutes")
    return 60.0 * minutes / epochs if minutes and epochs else None


def _history(facts: dict[str, Any]) -> pd.DataFrame | None:
    rows = pd.DataFrame(facts.get("history") or [])
    return rows[HISTORY] if set(HISTORY) <= set(rows) else None


def _best_epoch(history: pd.DataFrame | None) -> int | None:
    if history is None or history.empty:
        return None
    return round(float(history["epoch"].to_numpy()[history["val_loss"].to_numpy().argmin()]))


def _of_runs() -> Iterator[Contender]:
    for number, run in enumerate(session.runs(), start=1):
        if now := lab().look(run):
            for name in now.settings.models:
                yield _ready(_of_run(now, name, number))


def _of_run(now: Snapshot, name: str, number: int) -> Contender:
    settings, result = now.settings, now.results.get(name)
    folder = lab().folder(now.run)
    gaps = figures_of(now).gaps if now.points else {}
    points = now.history("epoch")
    title = f"{network(name).title}, your run {number}"
    return Contender(
        key=f"{name}.{now.run[:RUN_LETTERS]}",
        title=title,
        kind="run",
        model=name,
        about=f"{settings.epochs} epoch{'s' * (settings.epochs > 1)}, "
        f"{settings.pictures:,} pictures, seed {settings.seed}",
        layers=tuple(layer_table(architecture(name, settings.choices))),
        accuracy=result.test_accuracy if result else None,
        loss=result.test_loss if result else None,
        epochs=result.epochs if result else None,
        seconds=result.seconds if result else None,
        seconds_per_epoch=result.seconds / result.epochs if result and result.epochs else None,
        best_epoch=gaps[name].best_by_loss.epoch if name in gaps else None,
        validated_on="test"
        if settings.protocol == "report"
        else f"6,000 held out, seed {settings.seed}",
        answers=folder / OUTCOME.format(name),
        lacking=_lacking(title, now, result),
        light=folder / f"{name}.tflite",
        history=points[points["model"] == name][HISTORY].reset_index(drop=True),
    )


def _lacking(title: str, now: Snapshot, result: Result | None) -> str:
    """Why a network of a run has no answers, as far as its record tells."""
    if not now.over:
        return f"{title} is still being trained."
    if result is None or result.ending == "stopped":
        return (
            f"{title} was not trained to its end, so it was never tried on the test pictures. "
            "The Train page can go on with it."
        )
    if result.ending == "diverged":
        return f"The loss of {title} blew up, so it was never tried on the test pictures."
    return ""


def _ready(one: Contender) -> Contender:
    """The network, with a reason to leave it out where its answers cannot be had."""
    if one.lacking:
        return one
    try:
        answers(one)
    except LabError as error:
        return one.without(str(error))
    return one


@st.cache_resource(max_entries=32, show_spinner=False)
def _marked(path: str, changed: int, _one: Contender) -> Marked:  # noqa: ARG001 - part of the key
    data, outcome = dataset(), read_outcome(Path(path))
    if words := own_obstacle(_one, outcome, data.sha256, len(data.test_labels)):
        raise LabError(words)
    return mark(outcome, data.test_labels)


@st.cache_resource(max_entries=64, show_spinner=False)
def _milliseconds(path: str, changed: int) -> float | None:  # noqa: ARG001 - part of the key
    data = dataset()
    found = milliseconds_per_picture(Path(path), data.test_images)
    data.let_go()
    return found
