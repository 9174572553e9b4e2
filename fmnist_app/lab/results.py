"""What a run has come to, in the form that claims are judged by and tables show."""

from collections.abc import Mapping

from fmnist_app.data import evaluation_sizes
from fmnist_app.evaluation import GapReport, NetworkResult, gap_reports
from fmnist_app.lab.records import Snapshot


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
