"""Whether one network's gap opens when the report says."""

from fmnist_app.evaluation.gap import GapReport
from fmnist_app.evaluation.report import Report
from fmnist_app.evaluation.results import Verdict

# The report read its gap off a chart, where less than a point is hard to see.
VISIBLE_POINTS = 1.0


def judge_opening(report: Report, gap: GapReport) -> tuple[Verdict, str]:
    """Judge the epoch at which one network's gap opens: the verdict and its reason in words."""
    first, last = report.gap_after
    # "After epoch 4" first shows in the figures of epoch 5.
    latest = last + 1
    if gap.now.epoch < latest:
        return "cannot tell", f"only {gap.now.epoch} of the {latest} epochs it needs were finished"
    opens = gap.opens_at
    if opens is not None and opens < first:
        return "differs", f"it opens earlier than in the report ({report.gap_measured})"
    if opens is not None and opens <= latest:
        return "agrees", f"it opens within epochs {first} to {latest}"
    then = next(epoch for epoch in gap.epochs if epoch.epoch >= latest)
    unseen = then.points + then.margin
    if unseen < VISIBLE_POINTS:
        return "differs", f"at epoch {then.epoch} it is still under {VISIBLE_POINTS:.0f} point"
    return (
        "cannot tell",
        f"at epoch {then.epoch} up to {unseen:.1f} points could hide within chance",
    )


def describe_opening(gap: GapReport) -> str:
    """Describe when one network's gap opens and how wide it ended."""
    since = "never clearly" if gap.opens_at is None else f"from epoch {gap.opens_at} on"
    return f"{since} (last {gap.now.points:.1f} points, give or take {gap.now.margin:.1f})"
