"""The card of a run: one HTML file that opens alone, without a network and without a script."""

from fmnist_app import charts
from fmnist_app.archive.plot import plot
from fmnist_app.archive.templates import render
from fmnist_app.core.versions import versions
from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.results import gaps_of, results_of
from fmnist_app.models import network

WORDS = {
    "finished": "Finished",
    "stopped": "Stopped before its end",
    "diverged": "Ended: the loss blew up",
    "failed": "Ended early",
}


def card(now: Snapshot, data_sha256: str, files: dict[str, str]) -> str:
    """The card of a run that is over; `files` are those beside it, with a word on each."""
    settings, history = now.settings, now.history()
    gaps = gaps_of(now)
    return render(
        "card.html.jinja",
        names=" and ".join(network(name).title for name in settings.models),
        state=WORDS.get(now.state, now.state),
        settings=settings,
        choices={key: value for key, value in settings.as_dict().items() if key != "models"},
        rows=[
            {"title": network(name).title, "result": result, "epochs": now.results[name].epochs}
            for name, result in results_of(now, gaps).items()
        ],
        sentences={network(name).title: gap.sentence() for name, gap in gaps.items()},
        plots=[plot(history, metric, settings.epochs) for metric in charts.METRICS] if gaps else [],
        files=files,
        versions=versions(),
        data_sha256=data_sha256,
    )
