"""The trial that a visitor points at in any chart of a search."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from fmnist_app.charts import PICKED
from fmnist_app.ui.shell.session import Slot

TRIAL = Slot[int | None]("search_trial", None)


def take_picked(rows: pd.DataFrame, spec: dict[str, Any], key: str) -> None:
    """Draw a chart of trials; a press on one opens it."""
    st.vega_lite_chart(rows, spec, key=key, on_select=partial(_take, key), selection_mode=[PICKED])


def _take(key: str) -> None:
    held: Any = Slot[Any](key, {}).get()
    found = held.get("selection", {}).get(PICKED, []) if held else []
    if found:
        TRIAL.set(int(found[0]["trial"]))
