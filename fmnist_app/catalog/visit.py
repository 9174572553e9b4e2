"""The networks that runs have left: their packages, from what the runs' records tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from fmnist_app.catalog.card import ModelCard, TestScore, TrainingFacts, history_of
from fmnist_app.catalog.package import NetworkPackage
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.models import architecture, count_parameters, layer_table, network
from fmnist_app.training import Point, Result, TrainingSettings

RUN_LETTERS = 6  # of a run's id, whose whole is a key to it, in the address


def network_of_run(
    name: str,
    run: str,
    folder: Path,
    *,
    words: str,
    settings: TrainingSettings,
    points: Iterable[Point],
    result: Result | None,
    over: bool,
) -> NetworkPackage:
    """The network `name` of a run whose files lie in `folder`; `words` tell the run from others.

    `result` is None while it trains, or where it never came to an end; `over` says whether the run
    is over for all its networks.
    """
    title = f"{network(name).title}, {words}"
    return NetworkPackage(
        id=f"{name}.{run[:RUN_LETTERS]}",
        title=title,
        origin="run",
        files=NetworkFiles(folder, name),
        card=card_of_run(name, settings, points, result),
        layers=tuple(layer_table(architecture(name, settings.choices))),
        lacking=_lacking(title, result, over),
    )


def card_of_run(
    name: str, settings: TrainingSettings, points: Iterable[Point], result: Result | None
) -> ModelCard:
    """The card of a network that the app has trained or still trains."""
    shape = architecture(name, settings.choices)
    own = (point for point in points if point.model == name and point.kind == "epoch")
    return ModelCard(
        name=name,
        title=network(name).title,
        parameters=count_parameters(shape),
        training=TrainingFacts(
            epochs=result.epochs if result else settings.epochs,
            pictures=settings.pictures,
            seed=settings.seed,
            seconds=result.seconds if result else None,
            validated_on="test" if settings.protocol == "report" else "holdout",
            learnt_from=f"Fashion-MNIST's training pictures {_shown(settings)}",
            settings=settings.as_dict(),
        ),
        history=history_of(map(asdict, own)),
        test=_test_score(result),
    )


def _shown(settings: TrainingSettings) -> str:
    return "as they are" if settings.strengths.none else "altered anew for each epoch"


def _test_score(result: Result | None) -> TestScore | None:
    if result is None or result.test_accuracy is None:
        return None
    return TestScore(
        pictures=result.test_pictures, accuracy=result.test_accuracy, loss=result.test_loss
    )


def _lacking(title: str, result: Result | None, over: bool) -> str:
    """Why a network of a run has no test predictions, as far as its record tells."""
    if not over:
        return f"{title} is still being trained."
    if result is None or result.ending == "stopped":
        return (
            f"{title} was not trained to its end, so it was never tried on the test pictures. "
            "The Train page can go on with it."
        )
    if result.ending == "diverged":
        return f"The loss of {title} blew up, so it was never tried on the test pictures."
    return ""
