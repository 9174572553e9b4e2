"""How small a defect is found: what was measured, as a chart and in a sentence."""

import streamlit as st

from fmnist_app import charts
from fmnist_app.augment.defects import KINDS
from fmnist_app.core.formatting import percent, percents
from fmnist_app.evaluation.intervals import CONFIDENCE
from fmnist_app.inference.anomaly.detector import LEVEL
from fmnist_app.inference.anomaly.measured import Measured, measured

ENOUGH = 0.9  # of the defective pieces, found: what the sentence calls seen


def show_small() -> None:
    """Draw the chart, the sentence, and how it was measured."""
    found = measured()
    st.markdown(in_words(found))
    rows = [
        (KINDS[one.kind].title, one.size, one.found.value, one.found.low, one.found.high)
        for one in found.defects
    ]
    kinds = tuple(about.title for about in KINDS.values())
    largest = max(one.size for one in found.defects)
    st.vega_lite_chart(
        charts.defect_rows(rows), charts.defect_spec(kinds, largest), key="defects_chart"
    )
    alarms = found.alarms
    st.caption(
        f"Measured on {len(found.styles)} styles, one of each class: {found.good} good pieces "
        f"remembered, {found.checked // 2} other good ones beside {found.checked // 2} with a made "
        f"defect at a random place; bands are {percent(CONFIDENCE)} intervals. Of good pieces "
        f"{percent(alarms.value)} ({percents(alarms.low, alarms.high)}) were called different; "
        f"{percent(LEVEL)} was meant. No defective piece was remembered or decided what is "
        "rare, but the layer that looks was chosen with such defects in view: other ones may be "
        "found a little less."
    )


def in_words(found: Measured) -> str:
    """From which size on nine in ten defects of each kind are found, a line each."""
    return "  \n".join(_of_kind(kind, found) for kind in KINDS)


def _of_kind(kind: str, found: Measured) -> str:
    about = KINDS[kind]
    sizes = [one for one in found.defects if one.kind == kind]
    seen = next((one for one in sizes if one.found.value >= ENOUGH), None)
    if seen:
        return (
            f"**{about.title}:** from {seen.size} pixels {about.size_is} on, "
            f"{percent(seen.found.value)} are found."
        )
    last = sizes[-1]
    return (
        f"**{about.title}:** even of those {last.size} pixels {about.size_is}, only "
        f"{percent(last.found.value)} are found."
    )
