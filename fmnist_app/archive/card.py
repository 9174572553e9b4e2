"""The card of a run: one HTML file that opens alone, without a network and without a script."""

from typing import Any

from fmnist_app import charts
from fmnist_app.archive.plot import plot
from fmnist_app.archive.templates import render
from fmnist_app.core.versions import versions
from fmnist_app.evaluation import GapReport, accuracy_interval, gap_reports
from fmnist_app.lab.records import Snapshot
from fmnist_app.models import network
from fmnist_app.training import Result

MEASURED, HELD_OUT, TESTED = 6_000, 6_000, 10_000
WORDS = {
    "finished": "Finished",
    "stopped": "Stopped before its end",
    "diverged": "Ended: the loss blew up",
    "failed": "Ended early",
}


def card(now: Snapshot, data_sha256: str, files: dict[str, str]) -> str:
    """The card of a run that is over; `files` are those beside it, with a word on each."""
    settings, history = now.settings, now.history()
    validated = TESTED if settings.protocol == "report" else HELD_OUT
    gaps = gap_reports(history, min(MEASURED, settings.pictures), validated)
    return render(
        "card.html.jinja",
        names=" and ".join(network(name).title for name in settings.models),
        state=WORDS.get(now.state, now.state),
        settings=settings,
        choices={key: value for key, value in settings.as_dict().items() if key != "models"},
        rows=[_row(result, gaps.get(name)) for name, result in now.results.items()],
        sentences={network(name).title: gap.sentence() for name, gap in gaps.items()},
        plots=[plot(history, metric, settings.epochs) for metric in charts.METRICS] if gaps else [],
        files=files,
        versions=versions(),
        data_sha256=data_sha256,
    )


def _row(result: Result, gap: GapReport | None) -> dict[str, Any]:
    interval = (
        accuracy_interval(result.test_accuracy, result.test_pictures)
        if result.test_accuracy is not None
        else None
    )
    return {
        "title": network(result.model).title,
        "result": result,
        "interval": interval,
        "best_epoch": gap.best_by_loss.epoch if gap else None,
    }
