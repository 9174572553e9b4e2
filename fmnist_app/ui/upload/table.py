"""The table of many labelled pictures, with a column for corrections, and its CSV file."""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from fmnist_app.core.formatting import NO_BREAK
from fmnist_app.data import CLASS_NAMES
from fmnist_app.inference.label import as_cells
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.shell.words import with_words
from fmnist_app.ui.upload.labelling import Labelled, Skipped, label_all
from fmnist_app.ui.upload.sources import Upload
from fmnist_app.ui.widgets.networks import titles

# By the pictures' keys; and the table's key with what it was first given.
CORRECTED = Slot[Mapping[str, str]]("upload_corrected", {})
BASE = Slot[tuple[str, Mapping[str, str]] | None]("upload_base", None)
NO_CLOTHING = "None of these"
COLUMNS = (
    "file_name",
    "label",
    "probability",
    "clothing_score",
    "needs_a_look",
    "corrected_label",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
NAMED = 20  # bad files that are named on the page
ROW, HEADING, ROWS = 64, 38, 8  # heights in pixels, and the rows shown without scrolling


def show_table(uploads: Sequence[Upload], names: Sequence[str]) -> None:
    """Label the pictures and draw the table, what was skipped, and the button to download it."""
    rows = _labelled(uploads, names)
    good = [row for row in rows if isinstance(row, Labelled)]
    _skipped([row for row in rows if isinstance(row, Skipped)], len(rows))
    if not good:
        return
    _summary(good, names)
    corrected = _table(good, names)
    st.download_button(
        "Download the table",
        as_csv(good, corrected),
        "labels.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/download:",
    )
    st.caption(
        f"Labels by {titles().get(names[0], names[0])}. Press a heading to sort; press under "
        "“Corrected label” to say what it really is. "
        + with_words("At a clothing score of 0 and above it looks like clothing. For the steps ")
        + with_words("and all probabilities bring up to four pictures.")
    )


def as_csv(rows: Sequence[Labelled], corrected: Mapping[str, str]) -> bytes:
    """The table as a CSV file in UTF-8; `corrected` maps a picture's key to a label."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([harmless(row.name), *as_cells(row.label), corrected.get(row.key, "")])
    return out.getvalue().encode("utf-8", "replace")


def harmless(name: str) -> str:
    """A file name that no spreadsheet takes for a formula: one that starts like it gets a quote."""
    return f"'{name}" if name.lstrip(" ").startswith(FORMULA_STARTS) else name


def _labelled(uploads: Sequence[Upload], names: Sequence[str]) -> list[Labelled | Skipped]:
    bar = st.empty()

    def tell(done: int) -> None:
        bar.progress(done / len(uploads), text=f"Reading picture {done + 1} of {len(uploads)}")

    rows = label_all(uploads, names, tell)
    bar.empty()
    return rows


def _summary(rows: Sequence[Labelled], names: Sequence[str]) -> None:
    looks = sum(row.label.needs_a_look for row in rows)
    if not looks:
        st.write(f"{len(rows)} pictures, **none of them needs a look**.")
        return
    why = "the network is unsure or sees no clothing"
    if len(names) > 1:
        why = "the network is unsure, sees no clothing, or another network disagrees"
    need = "needs a look" if looks == 1 else "need a look"
    st.write(f"{len(rows)} pictures, **{looks} of them {need}**: {why}.")


def _skipped(bad: Sequence[Skipped], total: int) -> None:
    if not bad:
        return
    were = "was" if len(bad) == 1 else "were"
    st.warning(f"{len(bad)} of {total} files {were} skipped.", icon=":material/broken_image:")
    lines = [f"{row.name}: {row.why}" for row in bad[:NAMED]]
    if len(bad) > NAMED:
        lines.append(f"and {len(bad) - NAMED} more")
    st.text("\n".join(lines))  # as it is: a name may hold anything


def _table(rows: Sequence[Labelled], names: Sequence[str]) -> dict[str, str]:
    """Draw the table; returns the corrected labels by the pictures' keys."""
    made_of = "|".join([*names, *(row.key for row in rows)])
    key = f"labels_{hashlib.sha256(made_of.encode()).hexdigest()[:16]}"
    corrected = CORRECTED.get()
    # The widget adds its edits to what it was first given, which must stay the same under it.
    base = BASE.get()
    if base is None or base[0] != key or Slot(key, None).empty:
        base = (key, corrected)
        BASE.set(base)
    edited = st.data_editor(
        _frame(rows, base[1]),
        key=key,
        hide_index=True,
        height=HEADING + ROW * min(len(rows), ROWS),
        row_height=ROW,
        placeholder="",
        disabled=["Picture", "File", "Label", "Probability", "Needs a look", "Clothing score"],
        column_config={
            "Picture": st.column_config.ImageColumn(width="small"),
            "File": st.column_config.TextColumn(width="medium"),
            "Probability": st.column_config.ProgressColumn(
                format=f"%d{NO_BREAK}%%", min_value=0, max_value=100
            ),
            "Clothing score": st.column_config.NumberColumn(format="%.2f"),
            "Corrected label": st.column_config.SelectboxColumn(
                options=[*CLASS_NAMES, NO_CLOTHING], width="medium"
            ),
        },
    )
    now = {
        row.key: label for row, label in zip(rows, edited["Corrected label"], strict=True) if label
    }
    keys = {row.key for row in rows}
    elsewhere = {place: label for place, label in corrected.items() if place not in keys}
    CORRECTED.set({**elsewhere, **now})
    return now


def _frame(rows: Sequence[Labelled], corrected: Mapping[str, str]) -> pd.DataFrame:
    labels = [row.label for row in rows]
    return pd.DataFrame(
        {
            "Picture": [row.thumbnail for row in rows],
            "Label": [label.name for label in labels],
            "Probability": [min(99, round(100 * label.probability)) for label in labels],
            "Needs a look": [label.needs_a_look for label in labels],
            "Corrected label": pd.Series([corrected.get(row.key) for row in rows], dtype=object),
            # The table can be downloaded from its own corner as well.
            "File": [harmless(row.name) for row in rows],
            "Clothing score": pd.Series([label.clothing_score for label in labels], dtype=float),
        }
    )
