"""Whether a run can be compared with the report's at all, and if not, why."""

from dataclasses import dataclass

from fmnist_app.evaluation.report import Report
from fmnist_app.evaluation.results import NetworkResult


@dataclass(frozen=True)
class Run:
    """How a run was asked for: epochs, pictures really trained on, "report" or "holdout"."""

    epochs: int
    pictures: int
    protocol: str


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
    if run.pictures >= report.training_pictures:
        return None
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
