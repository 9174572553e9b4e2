"""What a run shows: the gap, the report's table, and the report's claims."""

import pandas as pd
import streamlit as st

from fmnist_app import charts
from fmnist_app.core.formatting import count, percent, percents
from fmnist_app.evaluation import GapReport, NetworkResult, judge
from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.results import results_of
from fmnist_app.models import network
from fmnist_app.ui.train.figures import Figures, figures_of

VERDICT_ICONS = {
    "agrees": ":material/check_circle:",
    "differs": ":material/cancel:",
    "cannot tell": ":material/help:",
}


def show_results(now: Snapshot) -> None:
    """Draw the gap as soon as an epoch has ended, and the tables once networks are through."""
    figures = figures_of(now)
    if figures.gaps:
        _gap(now, figures)
    if now.over and figures.gaps:
        results = results_of(now, figures.gaps)
        _table(now, results)
        _claims(now, results, figures.gaps)


def _gap(now: Snapshot, figures: Figures) -> None:
    st.subheader("The gap", anchor=False)
    st.write(
        "How much better a network does on pictures it trains on than on others. A gap that grows "
        "is overfitting: learning by heart what does not help elsewhere."
    )
    gaps = figures.gaps
    names = tuple(gaps)
    for column, metric, words in zip(
        st.columns(2, gap="medium"),
        charts.METRICS,
        ("Train minus validation accuracy, in points", "Validation minus train loss"),
        strict=True,
    ):
        with column:
            st.markdown(f"**{words}**")
            spec = charts.gap_spec(metric, now.settings.epochs, figures.gap_domains[metric], names)
            st.vega_lite_chart(figures.gap_rows, spec, key=f"gap_{metric}")
    st.caption(charts.GAP_KEY)
    for column, (name, gap) in zip(st.columns(len(gaps)), gaps.items(), strict=True):
        with column:
            _gap_numbers(name, gap)


def _gap_numbers(name: str, gap: GapReport) -> None:
    opens = f"epoch {gap.opens_at}" if gap.opens_at else "not yet"
    cost = (
        f"{gap.loss_change:+.3f} loss, {gap.accuracy_change:+.1f} points"
        if gap.epochs_past_best
        else "nothing, it is the last"
    )
    st.markdown(
        f"**{network(name).title}**: gap now **{gap.now.points:+.1f} points** "
        f"(± {gap.now.margin:.1f}), opens: **{opens}**, best epoch **{gap.best_by_loss.epoch}**, "
        f"training past it cost: **{cost}**"
    )
    st.write(gap.sentence())


def _table(now: Snapshot, results: dict[str, NetworkResult]) -> None:
    st.subheader("The result", anchor=False)
    st.dataframe(
        pd.DataFrame([_row(result) for result in results.values()]),
        hide_index=True,
        width="stretch",
    )
    if now.settings.protocol == "report":
        st.caption(
            "As in the report, the test pictures also served as validation after every epoch, so "
            "choosing an epoch by them would flatter the result."
        )
    elif now.test_openings:
        times = -(-now.test_openings // len(now.settings.models))
        st.caption(
            f"The test pictures were opened {'once' if times == 1 else f'{times} times'} for each "
            "network, at the end of a run, and served no choice before."
        )
    else:
        st.caption("The test pictures are opened only at the end of a run, and this one was not.")


def _row(result: NetworkResult) -> dict[str, object]:
    row: dict[str, object] = {"Network": network(result.model).title}
    interval = result.interval
    if interval and result.test_accuracy is not None and result.test_loss is not None:
        row["Test accuracy"] = percent(result.test_accuracy, 2)
        row["95 % interval"] = percents(interval.low, interval.high, 2)
        row["Test loss"] = f"{result.test_loss:.4f}"
    row["Parameters"] = count(result.parameters)
    row["Seconds"] = f"{result.seconds:.0f}"
    row["Best epoch"] = str(result.best_epoch or "")
    return row


def _claims(now: Snapshot, results: dict[str, NetworkResult], gaps: dict[str, GapReport]) -> None:
    st.subheader("What this run says of the report", anchor=False)
    claims = judge(
        results,
        gaps,
        epochs=now.settings.epochs,
        pictures=now.settings.pictures,
        protocol=now.settings.protocol,
        batch_size=now.settings.batch_size,
        learning_rate=now.settings.learning_rate,
    )
    for claim in claims:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"{VERDICT_ICONS[claim.verdict]} **{claim.claim}**: {claim.verdict}.")
            st.markdown(f"This run: {claim.this_run}. {claim.why}")
