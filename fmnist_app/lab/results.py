"""What a run has come to, in the form that claims are judged by and tables show."""

from collections.abc import Mapping
from dataclasses import replace

from fmnist_app.data import evaluation_sizes
from fmnist_app.evaluation import GapReport, NetworkResult, gap_reports
from fmnist_app.lab.records import Snapshot
from fmnist_app.training import TrainingSettings


def as_trained(now: Snapshot) -> TrainingSettings:
    """The settings of the run, with the epochs that it had if it was stopped before its end."""
    reached = [int(result.epochs) for result in now.results.values()]
    if now.state != "stopped" or not reached:
        return now.settings
    return replace(now.settings, epochs=max(1, *reached))


def gaps_of(now: Snapshot) -> dict[str, GapReport]:
    """The gap of each network of the run that has finished an epoch."""
    sizes = evaluation_sizes(now.settings.protocol, now.settings.pictures)
    return gap_reports(now.history(), *sizes)


def results_of(now: Snapshot, gaps: Mapping[str, GapReport]) -> dict[str, NetworkResult]:
    """The result of each network of the run that is through; `gaps` are the run's own."""
    return {
        name: NetworkResult(
            model=name,
            parameters=result.parameters,
            test_accuracy=result.test_accuracy,
            test_loss=result.test_loss,
            test_pictures=result.test_pictures,
            seconds=result.seconds,
            best_epoch=gaps[name].best_by_loss.epoch if name in gaps else None,
            epochs=int(result.epochs),
        )
        for name, result in now.results.items()
    }
