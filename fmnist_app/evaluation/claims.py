"""What one run says of the report's claims: agrees, differs, or cannot tell.

One run is one draw: the intervals here cover the choice of test pictures, and how much another
seed would move a figure is named but not measured.
"""

from collections.abc import Mapping
from dataclasses import replace

from fmnist_app.core.formatting import count, percent, percents
from fmnist_app.evaluation.comparability import (
    Run,
    caveat,
    network_obstacle,
    size_obstacle,
    training_obstacle,
)
from fmnist_app.evaluation.gap import GapReport
from fmnist_app.evaluation.intervals import CONFIDENCE, Z, accuracy_interval, difference_error
from fmnist_app.evaluation.opening import describe_opening, judge_opening
from fmnist_app.evaluation.report import Report, the_report
from fmnist_app.evaluation.results import Claim, NetworkResult, Verdict


def judge(
    results: Mapping[str, NetworkResult],
    gaps: Mapping[str, GapReport],
    *,
    epochs: int,
    pictures: int,
    protocol: str,
    batch_size: int,
    learning_rate: float,
) -> list[Claim]:
    """Judge the report's claims by one run: an accuracy each, the gap, and the difference.

    `results` and `gaps` are by network ("basic", "standard"), `epochs` the epochs asked for,
    `pictures` the number really trained on (without those held back) and `protocol` "report" or
    "holdout". A run that held a tenth back can agree; where it differs, it cannot tell, for that
    tenth may be the reason.
    """
    report, run = the_report(), Run(epochs, pictures, protocol, batch_size, learning_rate)
    obstacles = {
        model: network_obstacle(report, model, results.get(model), run) for model in report.networks
    }
    accuracies = [
        _judge_accuracy(report, model, results.get(model), obstacles[model])
        for model in report.networks
    ]
    both = [model for model in report.networks if model in gaps and model in results]
    sizes = [size_obstacle(report, model, results[model]) for model in both]
    gap = _judge_gap(report, gaps, next(filter(None, sizes), training_obstacle(report, run)))
    claims = [*accuracies, gap, _judge_difference(report, results, obstacles)]
    return [_with_caveat(claim, caveat(report, run)) for claim in claims]


def _with_caveat(claim: Claim, caveat: str | None) -> Claim:
    if caveat is None or claim.verdict == "cannot tell":
        return claim
    verdict: Verdict = "cannot tell" if claim.verdict == "differs" else claim.verdict
    return replace(claim, verdict=verdict, why=f"{claim.why} {caveat}")


def _judge_accuracy(
    report: Report, model: str, result: NetworkResult | None, obstacle: str | None
) -> Claim:
    claimed = report.networks[model].test_accuracy
    claim = (
        f"{model.capitalize()} reaches {percent(claimed, 2)} test accuracy "
        f"after {count(report.epochs, 'epoch')}"
    )
    if result is None or result.test_accuracy is None:
        return Claim(claim, "no test accuracy", "cannot tell", obstacle or "")
    interval = accuracy_interval(result.test_accuracy, result.test_pictures)
    this_run = (
        f"{percent(result.test_accuracy, 2)} ({percent(CONFIDENCE)} interval "
        f"{percents(interval.low, interval.high, 2)})"
    )
    if obstacle is not None:
        return Claim(claim, this_run, "cannot tell", obstacle)
    if claimed in interval:
        why = (
            "The report's figure lies within this run's interval; one run is one draw, and another "
            "seed would move it a little."
        )
        return Claim(claim, this_run, "agrees", why)
    points = 100 * (result.test_accuracy - claimed)
    why = (
        f"This run came out {_higher(points)} by {abs(points):.2f} points, more than the choice of "
        "test pictures explains; one run is one draw, and what the seed adds it cannot say."
    )
    return Claim(claim, this_run, "differs", why)


def _judge_difference(
    report: Report, results: Mapping[str, NetworkResult], obstacles: Mapping[str, str | None]
) -> Claim:
    small, large = report.networks
    claim = (
        f"{report.difference_words.capitalize()}: {report.difference:.2f} points from "
        f"{count(report.networks[small].parameters)} to {count(report.networks[large].parameters)}"
    )
    first = results[small].test_accuracy if small in results else None
    second = results[large].test_accuracy if large in results else None
    obstacle = obstacles[small] or obstacles[large]
    if first is None or second is None:
        return Claim(claim, "no two test accuracies", "cannot tell", obstacle or "")
    points = 100 * (second - first)
    n_first, n_second = results[small].test_pictures, results[large].test_pictures
    half = 100 * Z * difference_error(first, n_first, second, n_second)
    this_run = (
        f"{points:+z.2f} points "
        f"({percent(CONFIDENCE)} interval {points - half:+z.2f} to {points + half:+z.2f}, unpaired)"
    )
    if obstacle is not None:
        return Claim(claim, this_run, "cannot tell", obstacle)
    if abs(points - report.difference) <= half:
        zero = ", and so does no difference at all" if abs(points) <= half else ""
        why = (
            f"The report's {report.difference:.2f} points fit this run's interval{zero}; it is "
            "unpaired, hence wider than need be, and one run is one draw."
        )
        return Claim(claim, this_run, "agrees", why)
    why = (
        f"The difference came out {_higher(points - report.difference)} than the report's by more "
        "than even the wide, unpaired interval allows; one run is one draw."
    )
    return Claim(claim, this_run, "differs", why)


def _judge_gap(report: Report, gaps: Mapping[str, GapReport], obstacle: str | None) -> Claim:
    first, last = report.gap_after
    claim = f"The gap between training and validation opens after epoch {first} to {last}"
    known = {model: gaps[model] for model in report.networks if model in gaps}
    this_run = "; ".join(
        f"{model.capitalize()} {describe_opening(gap)}" for model, gap in known.items()
    )
    if not known or obstacle is not None:
        none = "This run trained no network of the report." if gaps else "No epoch was finished."
        why = obstacle or none
        return Claim(claim, this_run or "no finished epoch", "cannot tell", why)
    judged = {model: judge_opening(report, gap) for model, gap in known.items()}
    why = "; ".join(f"{model.capitalize()}: {words}" for model, (_, words) in judged.items()) + "."
    return Claim(claim, this_run, together([verdict for verdict, _ in judged.values()]), why)


def together(verdicts: list[Verdict]) -> Verdict:
    """Give one verdict for a claim about several networks: one that differs is enough to differ."""
    if "differs" in verdicts:
        return "differs"
    return "cannot tell" if "cannot tell" in verdicts else "agrees"


def _higher(points: float) -> str:
    return "higher" if points > 0 else "lower"
