"""Whether a run can be compared with the report's at all, and if not, why."""

from dataclasses import dataclass

from fmnist_app.evaluation.report import Report
from fmnist_app.evaluation.results import NetworkResult

# A hold-out keeps a tenth of the pictures back; with fewer than that, it is another experiment.
NEARLY_ALL = 0.9


@dataclass(frozen=True)
class Run:
    """How a run was asked for: epochs, pictures really trained on, "report" or "holdout"."""

    epochs: int
    pictures: int
    protocol: str
    batch_size: int
    learning_rate: float


def network_obstacle(
    report: Report, model: str, result: NetworkResult | None, run: Run
) -> str | None:
    """Say in one sentence why the test accuracy of `model` cannot be compared; None if it can."""
    name = model.capitalize()
    if result is None:
        return f"This run did not train {name}."
    return (
        size_obstacle(report, model, result)
        or _length_obstacle(report, name, result, run)
        or _test_obstacle(report, name, result)
        or training_obstacle(report, run)
    )


def size_obstacle(report: Report, model: str, result: NetworkResult) -> str | None:
    """Say in one sentence why the network is not the one of the report, if so."""
    parameters = report.networks[model].parameters
    if result.parameters == parameters:
        return None
    return (
        f"{model.capitalize()} had {result.parameters:,} parameters, the report's {parameters:,}."
    )


def training_obstacle(report: Report, run: Run) -> str | None:
    """Say in one sentence why no network of `run` can be compared with the report's, if so."""
    if run.batch_size != report.batch_size:
        return f"This run used batches of {run.batch_size}, the report of {report.batch_size}."
    if run.learning_rate != report.learning_rate:
        return (
            f"This run used a learning rate of {run.learning_rate:g}, "
            f"the report of {report.learning_rate:g}."
        )
    if run.pictures < NEARLY_ALL * report.training_pictures:
        return _pictures_sentence(report, run)
    return None


def caveat(report: Report, run: Run) -> str | None:
    """Say in one sentence how a comparable run still falls short of the report's, if so."""
    return _pictures_sentence(report, run) if run.pictures < report.training_pictures else None


def _pictures_sentence(report: Report, run: Run) -> str:
    held_back = " and held others back to validate on" if run.protocol == "holdout" else ""
    return (
        f"This run trained on {run.pictures:,} pictures{held_back}, "
        f"the report on {report.training_pictures:,}."
    )


def _length_obstacle(report: Report, name: str, result: NetworkResult, run: Run) -> str | None:
    if result.epochs < run.epochs:
        return f"{name} was stopped after {result.epochs} of {run.epochs} epochs."
    if result.epochs != report.epochs:
        return f"{name} was trained for {result.epochs} epochs, the report's for {report.epochs}."
    return None


def _test_obstacle(report: Report, name: str, result: NetworkResult) -> str | None:
    if result.test_accuracy is None:
        return f"{name} was not tried on the test pictures."
    if result.test_pictures < report.test_pictures:
        return (
            f"{name} was tried on {result.test_pictures:,} test pictures, "
            f"the report's on {report.test_pictures:,}."
        )
    return None
