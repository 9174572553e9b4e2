"""How far a study is: what of it was done before, and a line for each seed."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from fmnist_app.core.formatting import duration, percent
from fmnist_app.experiments.file import (
    MEASURED,
    ExperimentError,
    Repeat,
    SeedExperiment,
    read_study,
)


def begun(study: SeedExperiment, path: Path) -> SeedExperiment:
    """The study as it stands in `path`, or this one if there is nothing yet.

    Raises `ExperimentError` if another study stands there.
    """
    if not path.exists():
        return study
    found = read_study(path)
    if not found.same_question(study):
        raise ExperimentError(
            f"{path.name} holds a study with other settings, data or versions; "
            "choose another file with --out, or remove it."
        )
    return replace(found, seeds=max(study.seeds, found.seeds))


def in_words(repeats: Sequence[Repeat], seconds: float) -> str:
    """What one seed came to, in a line."""
    at = MEASURED.index("test_accuracy")
    found = ", ".join(f"{one.model} {percent(one.rows[-1][at], 2)}" for one in repeats)
    return f"seed {repeats[0].seed}: {found} of the test pictures right, {duration(seconds)}"
