"""Numbers in, conclusions out: intervals, the gap, claims, comparisons; draws nothing."""

from fmnist_app.evaluation.claims import judge
from fmnist_app.evaluation.gap import EpochGap, GapReport, gap_reports
from fmnist_app.evaluation.intervals import Interval, accuracy_interval, difference_error, wilson
from fmnist_app.evaluation.reliability import Reliability
from fmnist_app.evaluation.report import Report, ReportedNetwork, the_report
from fmnist_app.evaluation.results import Claim, NetworkResult, Verdict
from fmnist_app.evaluation.stage import Stage, Standing
from fmnist_app.evaluation.story import story, verdict

__all__ = [
    "Claim",
    "EpochGap",
    "GapReport",
    "Interval",
    "NetworkResult",
    "Reliability",
    "Report",
    "ReportedNetwork",
    "Stage",
    "Standing",
    "Verdict",
    "accuracy_interval",
    "difference_error",
    "gap_reports",
    "judge",
    "story",
    "the_report",
    "verdict",
    "wilson",
]
