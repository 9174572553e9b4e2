"""What a run shows below its story: the result, the gap in points, the report, how it was measured.

What does not apply to the run is left out, and what few ask for is folded.
"""

import pandas as pd
import streamlit as st

from fmnist_app import charts
from fmnist_app.core.formatting import count, duration, percent, percents
from fmnist_app.evaluation import Claim, GapReport, NetworkResult, judge, verdict
from fmnist_app.evaluation.stage import EPOCHS_RISEN, EPOCHS_WITHOUT_BEST, RISE
from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.results import results_of
from fmnist_app.models import network
from fmnist_app.ui.shell.words import with_words
from fmnist_app.ui.train.figures import Figures

VERDICT_ICONS = {
    "agrees": ":material/check_circle:",
    "differs": ":material/cancel:",
    "cannot tell": ":material/help:",
}


def show_results(now: Snapshot, figures: Figures) -> None:
    """Draw the table and what the run cost once it is over, and the rest behind clicks."""
    results = results_of(now, figures.gaps)
    if now.over and figures.gaps:
        _table(now, results, figures.gaps)
    if figures.gaps:
        with st.expander("The gap in points", icon=":material/stacked_line_chart:"):
            _gap(now, figures)
    if now.over and figures.gaps:
        _claims(now, results, figures.gaps)
    with st.expander("How this is measured", icon=":material/straighten:"):
        _how_measured(now)


def _gap(now: Snapshot, figures: Figures) -> None:
    st.write(
        with_words(
            "How much better a network does on pictures it trains on than on others. As long as "
            "new pictures get better as well, a gap does no harm; when they do not, what is still "
            "learnt is learnt by heart (overfitting)."
        )
    )
    names = tuple(figures.gaps)
    for column, metric, words in zip(
        st.columns(2, gap="medium"),
        charts.METRICS,
        ("Seen minus new pictures: accuracy, in points", "New minus seen pictures: loss"),
        strict=True,
    ):
        with column:
            st.markdown(with_words(f"**{words}**"))
            spec = charts.gap_spec(metric, now.settings.epochs, figures.gap_domains[metric], names)
            st.vega_lite_chart(figures.gap_rows, spec, key=f"gap_{metric}")
    st.caption(charts.GAP_KEY)
    for name, gap in figures.gaps.items():
        st.markdown(f"**{network(name).title}**. {with_words(gap.sentence())}")


def _table(now: Snapshot, results: dict[str, NetworkResult], gaps: dict[str, GapReport]) -> None:
    st.subheader("The result", anchor=False)
    st.dataframe(
        pd.DataFrame([_row(result, gaps.get(result.model)) for result in results.values()]),
        hide_index=True,
        width="stretch",
    )
    for result in results.values():
        st.markdown(_cost(now, result))
    st.caption(_test_words(now))


def _cost(now: Snapshot, result: NetworkResult) -> str:
    """What one network cost, in plain words."""
    return (
        f"**What {network(result.model).title} cost:** {duration(result.seconds)} of this server, "
        f"to go {count(result.epochs, 'time')} through {count(now.settings.pictures)} pictures and "
        f"set {count(result.parameters)} numbers (parameters)."
    )


def _test_words(now: Snapshot) -> str:
    if now.settings.protocol == "report":
        return (
            "As in the report, the test pictures also served as validation after every epoch, so "
            "choosing an epoch by them would flatter the result."
        )
    if now.test_openings:
        times = -(-now.test_openings // len(now.settings.models))
        return (
            f"The test pictures were opened {'once' if times == 1 else f'{times} times'} for each "
            "network, at the end of a run, and served no choice before."
        )
    return "The test pictures are opened only at the end of a run, and this one was not."


def _row(result: NetworkResult, gap: GapReport | None) -> dict[str, object]:
    row: dict[str, object] = {"Network": network(result.model).title}
    interval = result.interval
    if interval and result.test_accuracy is not None and result.test_loss is not None:
        row["Test accuracy"] = percent(result.test_accuracy, 2)
        row["95 % interval"] = percents(interval.low, interval.high, 2)
        row["Test loss"] = f"{result.test_loss:.4f}"
    row["Stage"] = verdict(gap) if gap else ""
    row["Parameters"] = count(result.parameters)
    row["Seconds"] = f"{result.seconds:.0f}"
    row["Lowest loss at epoch"] = str(result.best_epoch or "")
    return row


def _claims(now: Snapshot, results: dict[str, NetworkResult], gaps: dict[str, GapReport]) -> None:
    """The report's claims, for a run that can say something of them."""
    claims = judge(
        results,
        gaps,
        epochs=now.settings.epochs,
        pictures=now.settings.pictures,
        protocol=now.settings.protocol,
        batch_size=now.settings.batch_size,
        learning_rate=now.settings.learning_rate,
    )
    if all(claim.verdict == "cannot tell" for claim in claims):
        return
    with st.expander("What this run says of the report", icon=":material/article:"):
        st.write(
            "This app began with a report that compared two such networks. What it claims, and "
            "whether this run bears it out:"
        )
        for claim in claims:
            _claim(claim)


def _claim(claim: Claim) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"{VERDICT_ICONS[claim.verdict]} **{claim.claim}**: {claim.verdict}.")
        st.markdown(with_words(f"This run: {claim.this_run}. {claim.why}"))


def _how_measured(now: Snapshot) -> None:
    checked = (
        "the 10,000 test pictures themselves, as in the report, so these are no fresh test"
        if now.settings.protocol == "report"
        else "6,000 pictures that no network trains on (validation)"
    )
    seen = (
        "Seen pictures are those it trains on: up to 6,000 of them, the same each time, with the "
        f"network standing still. New pictures are {checked}. Both are counted at the end of every "
        "epoch, and sentences and names of lines give these counts alone. Within a long epoch the "
        "newest end of a line is a look at up to 1,000 of each, drawn anew every time, and may be "
        "off by about 2 points."
    )
    memorises = (
        "It memorises when it is better on seen pictures by more than chance, and on new ones gets "
        f"no better: its loss there was {percent(RISE)} above its lowest for "
        f"{count(EPOCHS_RISEN, 'epoch')}, or {count(EPOCHS_WITHOUT_BEST, 'epoch')} brought no new "
        "lowest, and it gets no more of them right than then."
    )
    for words in (seen, memorises):
        st.write(with_words(words))
