"""What was seen in a run, in three sentences from its numbers."""

from collections.abc import Mapping

from fmnist_app.core.formatting import count, percent
from fmnist_app.evaluation.gap import STANDARD_ERRORS, GapReport
from fmnist_app.evaluation.intervals import difference_error
from fmnist_app.evaluation.results import NetworkResult
from fmnist_app.evaluation.stage import Stage
from fmnist_app.evaluation.story import rights

ORDER: tuple[Stage, ...] = ("learning", "gap", "memorising")


def foremost(reports: Mapping[str, GapReport]) -> str:
    """The network that has gone furthest from learning to memorising; the later one of equals."""
    return max(reversed(list(reports)), key=lambda name: ORDER.index(reports[name].standing.stage))


def what_was_seen(
    reports: Mapping[str, GapReport], results: Mapping[str, NetworkResult]
) -> tuple[str, str, str]:
    """How far the networks came, what became of the gap, and what the difference is worth.

    Both are by the networks' titles; there is at least one report.
    """
    name = foremost(reports)
    tested = [title for title, result in results.items() if result.test_accuracy is not None]
    last = _tested(results, tested) if len(tested) == 2 else _best_epoch(name, reports[name])
    return _progress(reports), _gap(name, reports[name]), last


def _progress(reports: Mapping[str, GapReport]) -> str:
    parts = []
    for name, report in reports.items():
        _, new, base = rights(report)
        first = round(base * report.epochs[0].val_accuracy)
        after = count(report.now.epoch, "epoch")
        parts.append(f"{name} got {count(new)} of {count(base)} new pictures right after {after}")
        if report.now.epoch > report.epochs[0].epoch:
            parts[-1] += f", {count(first)} after the first"
    return "; ".join(parts) + "."


def _gap(name: str, report: GapReport) -> str:
    seen, new, base = rights(report)
    numbers = f"{count(seen)} of {count(base)} right of those it has seen, {count(new)} of new ones"
    match report.standing.stage:
        case "memorising":
            since = report.standing.since
            return f"{name} memorises its pictures since epoch {since}: {numbers}."
        case "gap":
            since = report.standing.since
            return f"{name} does better on pictures it has seen since epoch {since}: {numbers}."
        case _:
            return (
                f"{name} does no better on pictures it has seen than on new ones, as far as chance "
                "lets one tell."
            )


def _tested(results: Mapping[str, NetworkResult], tested: list[str]) -> str:
    first, second = (results[title] for title in tested)
    one, other = first.test_accuracy or 0.0, second.test_accuracy or 0.0
    points, margin = 100 * abs(one - other), _margin(first, second)
    sure = "which is more than chance" if points > margin else "which is too close to call"
    return (
        f"On the {count(first.test_pictures)} test pictures {tested[0]} is right in "
        f"{percent(one, 1)} and {tested[1]} in {percent(other, 1)}: {points:.1f} points apart, "
        f"give or take {margin:.1f}, {sure}."
    )


def _margin(first: NetworkResult, second: NetworkResult) -> float:
    error = difference_error(
        first.test_accuracy or 0.0,
        first.test_pictures,
        second.test_accuracy or 0.0,
        second.test_pictures,
    )
    return 100 * STANDARD_ERRORS * error


def _best_epoch(name: str, report: GapReport) -> str:
    if report.epochs_past_best == 0:
        return f"The last epoch was the best of {name} by its loss, so more of them may help."
    return (
        f"By its loss {name} was best after epoch {report.best_by_loss.epoch}; the "
        f"{count(report.epochs_past_best, 'epoch')} since changed what it gets right of new "
        f"pictures by {report.accuracy_change:+z.1f} points, give or take "
        f"{report.accuracy_change_margin:.1f}."
    )
