"""How a run ended, as a JSON file, and read back with every value checked."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, get_args

from fmnist_app.archive.history import LONGEST_SECONDS, LOSS, SHARE
from fmnist_app.archive.layout import RUN, ArchiveError
from fmnist_app.core.versions import versions
from fmnist_app.data import TEST_PICTURES
from fmnist_app.lab.events import OVER, State
from fmnist_app.lab.records import Snapshot
from fmnist_app.models import architecture, count_parameters
from fmnist_app.training import Result, SettingsError, TrainingSettings
from fmnist_app.training.points import Ending
from fmnist_app.training.ranges import Range

ADDED = {"kept_epoch": None}  # to results since archives were first written
FORMAT = "fashion-mnist-lab-run-1"
MOST_OPENINGS = 200  # of the test pictures: two networks, taken up again after each of 50 epochs


@dataclass(frozen=True)
class RunResults:
    """How a run ended, what each network reached, and how often the test pictures were opened."""

    state: State
    results: Mapping[str, Result]
    test_openings: int


def write_results(now: Snapshot, data_sha256: str) -> dict[str, Any]:
    """What a run that is over came to, as a plain dict for JSON."""
    return {
        "format": FORMAT,
        "state": now.state,
        "test_openings": now.test_openings,
        "results": [asdict(result) for result in now.results.values()],
        "versions": versions(),
        "data_sha256": data_sha256,
    }


def read_results(read: Any, settings: TrainingSettings) -> RunResults:
    """What `write_results` wrote, of a run with these settings; raises `ArchiveError`."""
    if not isinstance(read, dict) or read.get("format") != FORMAT:
        raise ArchiveError(f"{RUN} is of no format known here; expected “{FORMAT}”.")
    try:
        return _facts(read, settings)
    except SettingsError as error:
        raise ArchiveError(f"{RUN} is broken: {error}") from error


def _facts(read: dict[str, Any], settings: TrainingSettings) -> RunResults:
    state, openings, results = (read.get(key) for key in ("state", "test_openings", "results"))
    if not isinstance(state, str) or state not in OVER:
        raise SettingsError(f"State is {state!r}; expected {', '.join(sorted(OVER))}.")
    Range(0, MOST_OPENINGS).check("test_openings", openings)
    if not isinstance(results, list) or len(results) > len(settings.models):
        raise SettingsError("Results are no list with at most one for each network.")
    checked = [_result(one, settings) for one in results]
    return RunResults(state, {one.model: one for one in checked}, int(openings or 0))


def _result(read: Any, settings: TrainingSettings) -> Result:
    names = {field.name for field in fields(Result)}
    if isinstance(read, dict):
        read = ADDED | read
    if not isinstance(read, dict) or set(read) != names:
        raise SettingsError(f"A result has other parts; expected {', '.join(sorted(names))}.")
    if read["model"] not in settings.models:
        raise SettingsError(f"There is no network {read['model']!r} in the settings.")
    if read["ending"] not in get_args(Ending):
        raise SettingsError(
            f"Ending is {read['ending']!r}; expected {', '.join(get_args(Ending))}."
        )
    parameters = count_parameters(architecture(read["model"], settings.choices))
    Range(parameters, parameters).check("parameters", read["parameters"])
    Range(0, settings.epochs, float).check("epochs", read["epochs"])
    Range(0, LONGEST_SECONDS, float).check("seconds", read["seconds"])
    if read["kept_epoch"] is not None:
        Range(1, settings.epochs).check("kept_epoch", read["kept_epoch"])
    _check_test(read)
    # An explanation is free text from a stranger, and the record has one place to show it.
    whole: dict[str, Any] = {name: int(read[name]) for name in ("parameters", "test_pictures")}
    return replace(Result(**read), explanation="", **whole)


def _check_test(read: dict[str, Any]) -> None:
    if read["test_accuracy"] is None and read["test_loss"] is None:
        Range(0, 0).check("test_pictures", read["test_pictures"])
        return
    SHARE.check("test_accuracy", read["test_accuracy"])
    LOSS.check("test_loss", read["test_loss"])
    Range(TEST_PICTURES, TEST_PICTURES).check("test_pictures", read["test_pictures"])
