"""The report that started this project: the figures it quotes, read from the package's data."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class ReportedNetwork:
    """What the report says of one network: parameters and test accuracy as a proportion."""

    parameters: int
    test_accuracy: float


@dataclass(frozen=True)
class Report:
    """The report's figures and the run they came from.

    `gap_after` is the range of epochs after which it saw the gap open, and `gap_measured` how it
    measured; `difference` is Standard minus Basic in points of test accuracy, and
    `difference_words` what the report made of it. `ahead_early` is the network that was ahead
    after few epochs, and how few; the report holds that `epochs` is a good place to stop.
    """

    source: str
    epochs: int
    training_pictures: int
    batch_size: int
    learning_rate: float
    test_pictures: int
    networks: dict[str, ReportedNetwork]
    gap_after: tuple[int, int]
    gap_measured: str
    difference: float
    difference_words: str
    ahead_early: tuple[str, int]


@cache
def the_report() -> Report:
    """Read the report's figures from `report.json` beside this module."""
    text = files("fmnist_app.evaluation").joinpath("report.json").read_text(encoding="utf-8")
    data = json.loads(text)
    first, last = data["gap"]["opens_after"]
    return Report(
        source=data["source"],
        epochs=data["epochs"],
        training_pictures=data["training_pictures"],
        batch_size=data["batch_size"],
        learning_rate=data["learning_rate"],
        test_pictures=data["test_pictures"],
        networks={name: ReportedNetwork(**row) for name, row in data["networks"].items()},
        gap_after=(first, last),
        gap_measured=data["gap"]["measured"],
        difference=data["difference"]["points"],
        difference_words=data["difference"]["words"],
        ahead_early=(data["ahead_early"]["network"], data["ahead_early"]["epoch"]),
    )
