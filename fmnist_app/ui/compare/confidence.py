"""Whether the networks know what they do not know, and what that does to the loss."""

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from fmnist_app import charts
from fmnist_app.core.formatting import count, percent
from fmnist_app.evaluation.intervals import CONFIDENCE
from fmnist_app.evaluation.scores import Scores
from fmnist_app.evaluation.takeaway import rise_in_words, takeaway
from fmnist_app.experiments import ExperimentError
from fmnist_app.models import network
from fmnist_app.ui.compare.choice import Pair
from fmnist_app.ui.compare.seeds import the_study
from fmnist_app.ui.shell.words import with_words
from fmnist_app.ui.widgets.meanings import show_meanings

HELP = {
    "Calibration error %": "How far its sureness is off on average: 0 means that of the pictures "
    f"where it says {percent(0.9)}, nine of ten are right (expected calibration error, 15 bins).",
    "After temperature %": "The same after one number, the temperature, has made all its answers "
    "less or more sure. Which class it names does not change.",
    "Temperature": "Found on validation pictures. Above 1 the network was too sure, below 1 not "
    "sure enough.",
    "Sure when wrong %": "How sure it is on average of the answers that are wrong.",
}


def show_confidence(pair: Pair) -> None:
    """Draw the reliability of both, before and after temperature, and the takeaway of the loss."""
    st.subheader("Do they know what they do not know?", anchor=False)
    st.write(
        "A network says how sure it is. On the dashed line it deserves that trust; below the line "
        "it is too sure of itself."
    )
    marked = dict(zip(pair.titles, (pair.first_marked, pair.second_marked), strict=True))
    before, after = st.columns(2, gap="large")
    with before:
        st.markdown("**As the networks say it**")
        found = {title: one.as_given for title, one in marked.items()}
        _plot(pair, charts.reliability_rows(found), "given")
    with after:
        st.markdown(with_words("**After temperature**"))
        fitted = {title: one.calibrated for title, one in marked.items() if one.calibrated}
        if fitted:
            _plot(pair, charts.reliability_rows(fitted), "fitted")
        else:
            st.info(
                "No temperature: these runs kept no validation pictures back to find it on.",
                icon=":material/info:",
            )
    _table(marked)
    st.subheader("Why the loss rises while the accuracy stands still", anchor=False)
    for one, answers in zip((pair.first, pair.second), marked.values(), strict=True):
        st.markdown(f"**{one.title}.** {takeaway(one.card.history_table(), answers)}")
    for words in _of_the_study():
        st.markdown(words)


def _plot(pair: Pair, rows: pd.DataFrame, key: str) -> None:
    st.vega_lite_chart(rows, charts.reliability_spec(pair.names), key=f"reliability_{key}")


def _table(marked: dict[str, Scores]) -> None:
    st.dataframe(
        pd.DataFrame(
            [
                {
                    "Network": title,
                    "Calibration error %": 100 * one.as_given.error,
                    "After temperature %": 100 * one.calibrated.error if one.calibrated else None,
                    "Temperature": one.temperature,
                    "Sure when wrong %": 100 * one.sure_when_wrong,
                }
                for title, one in marked.items()
            ]
        ),
        hide_index=True,
        width="stretch",
        placeholder="",
        column_config={
            name: st.column_config.NumberColumn(help=words, format="%.2f")
            for name, words in HELP.items()
        },
    )
    st.caption(
        f"Dots grow with the number of pictures; thin lines are {percent(CONFIDENCE)} intervals."
    )
    show_meanings("What the columns mean", HELP)


def _of_the_study() -> Iterator[str]:
    """The takeaway as the mean over many seeds shows it, for each network in which it does."""
    try:
        study = the_study()
    except ExperimentError:
        return
    table = study.table()
    for name in study.settings.models:
        course = (
            table[table["model"] == name].groupby("epoch", as_index=False).mean(numeric_only=True)
        )
        if not course.empty and (words := rise_in_words(course)):
            seeds = count(table["seed"].nunique(), "seed")
            yield f"**{network(name).title}, the mean of {seeds}.** {words}"
