"""What many seeds say of the report's claims: a verdict each, with numbers."""

from typing import cast

import pandas as pd

from fmnist_app.core.formatting import count, percent, percents
from fmnist_app.data import evaluation_sizes
from fmnist_app.evaluation.claims import together
from fmnist_app.evaluation.gap import GapReport
from fmnist_app.evaluation.intervals import Interval, wilson
from fmnist_app.evaluation.opening import judge_opening
from fmnist_app.evaluation.report import Report, the_report
from fmnist_app.evaluation.results import Claim, Verdict
from fmnist_app.experiments.file import SeedExperiment
from fmnist_app.experiments.spread import Spread
from fmnist_app.experiments.stopping import judge_stopping

ONE_DRAW = "One seed is one draw; it takes at least two to see what chance does."


def study_claims(study: SeedExperiment) -> list[Claim]:
    """Judge the report's claims by the study; those that it is too short for are left out."""
    report, table = the_report(), study.table()
    both = set(report.networks) <= set(table["model"])
    if not both or table["epoch"].max() < report.epochs:
        return []
    fewer = study.settings.pictures < report.training_pictures
    return [
        *(_accuracy(report, table, model, fewer) for model in report.networks),
        _difference(report, table),
        _winner(report, table),
        _early(report, table),
        _gap(report, study),
        judge_stopping(report, table),
    ]


def by_seed(table: pd.DataFrame, model: str, epoch: int, column: str) -> pd.Series:
    """The figures of one network after `epoch` epochs, by seed."""
    rows = table[(table["model"] == model) & (table["epoch"] == epoch)]
    return cast("pd.Series", rows.set_index("seed")[column].sort_index())


def ahead(report: Report, table: pd.DataFrame, epoch: int) -> Spread:
    """Standard minus Basic in points of test accuracy after `epoch` epochs, seed by seed."""
    small, large = (by_seed(table, model, epoch, "test_accuracy") for model in report.networks)
    return Spread.of((100 * (large - small)).dropna())


def _accuracy(report: Report, table: pd.DataFrame, model: str, fewer: bool) -> Claim:
    claimed = report.networks[model].test_accuracy
    spread = Spread.of(by_seed(table, model, report.epochs, "test_accuracy"))
    claim = f"{model.capitalize()} reaches {percent(claimed, 2)} after {report.epochs} epochs"
    reached = percents(spread.range.low, spread.range.high, 2)
    found = f"{_seeds(spread)} reach {percent(spread.mean, 2)} on average, {reached}"
    if spread.next_run is None:
        return Claim(claim, found, "cannot tell", ONE_DRAW)
    low, high = (percent(end, 2) for end in (spread.next_run.low, spread.next_run.high))
    lands = f"Another run lands between {low} and {high} 95 times of 100"
    if claimed in spread.next_run:
        return Claim(claim, found, "agrees", f"{lands}; the report's figure is among these.")
    if fewer and claimed > spread.mean:
        why = f"{lands}, lower; but the report trained on more pictures."
        return Claim(claim, found, "cannot tell", why)
    return Claim(claim, found, "differs", f"{lands}; the report's figure is not.")


def _difference(report: Report, table: pd.DataFrame) -> Claim:
    spread = ahead(report, table, report.epochs)
    claim = f"Standard is {report.difference:.2f} points better: {report.difference_words}"
    found = f"{_seeds(spread)}: {spread.mean:+z.2f} points on average, {_range(spread.range)}"
    if spread.interval is None or spread.next_run is None:
        return Claim(claim, found, "cannot tell", ONE_DRAW)
    lands = (
        f"The average lies within {_range(spread.interval)}; a single pair of runs lands "
        f"anywhere between {_range(spread.next_run, 'and')}"
    )
    agrees = report.difference in spread.next_run
    verdict: Verdict = "agrees" if agrees else "differs"
    why = "among them the report's" if agrees else "and the report's figure is not among these"
    return Claim(claim, found, verdict, f"{lands}, {why}.")


def _winner(report: Report, table: pd.DataFrame) -> Claim:
    spread = ahead(report, table, report.epochs)
    wins, n = sum(value > 0 for value in spread.values), len(spread.values)
    share = wilson(wins, n)
    claim = f"After {report.epochs} epochs Standard is the better of the two"
    found = f"Standard wins with {wins} of {_seeds(spread)}"
    why = (
        f"With so many seeds, it wins between {percent(share.low)} and {percent(share.high)} of "
        "the time in the long run"
    )
    verdict = _sign(spread.interval)
    if verdict == "agrees":
        return Claim(claim, found, verdict, f"{why}, and on average it is ahead.")
    if verdict == "differs":
        return Claim(claim, found, verdict, f"{why}, and on average Basic is ahead.")
    return Claim(claim, found, verdict, f"{why}; the average could lie on either side.")


def _early(report: Report, table: pd.DataFrame) -> Claim:
    model, epoch = report.ahead_early
    spread = ahead(report, table, epoch)
    if model == next(iter(report.networks)):
        spread = Spread.of(-value for value in spread.values)
    wins = sum(value > 0 for value in spread.values)
    claim = f"{model.capitalize()} is ahead after {epoch} epochs"
    found = f"ahead with {wins} of {_seeds(spread)}, by {spread.mean:+z.2f} points on average"
    if spread.interval is None:
        return Claim(claim, found, "cannot tell", ONE_DRAW)
    verdict = _sign(spread.interval)
    known = f"The average lies within {_range(spread.interval)} points"
    why = {
        "agrees": "all on its side.",
        "differs": "all on the other side.",
        "cannot tell": "on either side of zero: after few epochs it is chance who leads.",
    }[verdict]
    return Claim(claim, found, verdict, f"{known}, {why}")


def _gap(report: Report, study: SeedExperiment) -> Claim:
    first, last = report.gap_after
    found, verdicts, reasons = [], [], []
    for model in report.networks:
        gaps = _gap_reports(study, model)
        opened = sorted(gap.opens_at for gap in gaps if gap.opens_at)
        judged = [judge_opening(report, gap)[0] for gap in gaps]
        verdicts.append(_most(judged))
        agree = judged.count("agrees")
        reasons.append(f"{model.capitalize()} agrees with {agree} of {len(gaps)} seeds")
        middle = f"epoch {opened[len(opened) // 2]} ({opened[0]} to {opened[-1]})" if opened else ""
        never = f", never clearly with {len(gaps) - len(opened)}" * (len(opened) < len(gaps))
        found.append(f"{model.capitalize()} from {middle or 'no epoch on'}{never}")
    claim = f"The gap between training and validation opens after epoch {first} to {last}"
    why = f"{'; '.join(reasons)}. The study measures both with the network standing still; "
    return Claim(
        claim, "; ".join(found), together(verdicts), f"{why}in the report {report.gap_measured}."
    )


def _gap_reports(study: SeedExperiment, model: str) -> list[GapReport]:
    """The gap of each seed of one network."""
    table = study.table()
    rows = table[table["model"] == model].assign(kind="epoch")
    sizes = evaluation_sizes(study.settings.protocol, study.settings.pictures)
    reports = [GapReport.from_history(seed, *sizes) for _, seed in rows.groupby("seed")]
    return [report for report in reports if report]


def _most(verdicts: list[Verdict]) -> Verdict:
    """The verdict of more than half of the seeds, or that there is none."""
    agree, differ = verdicts.count("agrees"), verdicts.count("differs")
    if 2 * max(agree, differ) <= len(verdicts):
        return "cannot tell"
    return "agrees" if agree > differ else "differs"


def _sign(interval: Interval | None) -> Verdict:
    if interval is None or 0 in interval:
        return "cannot tell"
    return "agrees" if interval.low > 0 else "differs"


def _seeds(spread: Spread) -> str:
    return count(len(spread.values), "seed")


def _range(interval: Interval, word: str = "to") -> str:
    return f"{interval.low:+z.2f} {word} {interval.high:+z.2f}"
