"""The table of many labelled pictures, with a column for corrections, and its CSV file."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from fmnist_app.core.formatting import NO_BREAK
from fmnist_app.data import CLASS_NAMES
from fmnist_app.inference.annotations import harmless
from fmnist_app.inference.given import given_label
from fmnist_app.inference.label import NO_CLOTHING, Label, gravity
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.shell.words import with_words
from fmnist_app.ui.upload.exports import annotations, show_exports
from fmnist_app.ui.upload.labelling import Labelled, Skipped, label_all
from fmnist_app.ui.upload.review import (
    CORRECTED,
    WHEN,
    YOURS,
    note_time,
    own_labels,
    reason,
    show_review,
    shown_label,
)
from fmnist_app.ui.upload.sources import Upload
from fmnist_app.ui.widgets.networks import titles


@dataclass(frozen=True)
class Base:
    """The corrections that a table was first given, and which of its versions it is."""

    table: str
    version: int
    given: Mapping[str, str]

    @property
    def key(self) -> str:
        """The widget's key."""
        return f"labels_{self.table}_{self.version}"


BASE = Slot("upload_base", Base("", 0, {}))
# All corrections as the table left them.
TOLD = Slot[Mapping[str, str]]("upload_told", {})
FOLDER = "By its folder"
NAMED = 20  # bad files that are named on the page
ROW, HEADING, ROWS = 64, 38, 8  # heights in pixels, and the rows shown without scrolling


def show_table(uploads: Sequence[Upload], names: Sequence[str]) -> None:
    """Label the pictures and draw what needs a look, the table, and the button to download it."""
    rows = _labelled(uploads, names)
    good = sorted(
        (row for row in rows if isinstance(row, Labelled)), key=lambda row: gravity(row.label)
    )
    _skipped([row for row in rows if isinstance(row, Skipped)], len(rows))
    if not good:
        return
    # What the table says now is counted above it.
    above = st.container()
    corrected = edit_table(good, names)
    with above:
        show_review(good, corrected)
    files = {upload.key: upload.file for upload in uploads}
    show_exports(
        good,
        annotations(good, corrected, WHEN.get()),
        sum(files[row.key].getbuffer().nbytes for row in good),
        lambda key: files[key].getvalue(),
    )
    st.caption(
        f"Labels by {titles().get(names[0], names[0])}. Press a heading to sort. The file has the "
        "network's label, yours, and the one that holds. "
        + with_words("At a clothing score of 0 and above it looks like clothing. For the steps ")
        + with_words("and all probabilities bring up to four pictures.")
    )


def _labelled(uploads: Sequence[Upload], names: Sequence[str]) -> list[Labelled | Skipped]:
    bar = st.empty()

    def tell(done: int) -> None:
        bar.progress(done / len(uploads), text=f"Reading picture {done + 1} of {len(uploads)}")

    rows = label_all(uploads, names, tell)
    bar.empty()
    return rows


def _skipped(bad: Sequence[Skipped], total: int) -> None:
    if not bad:
        return
    were = "was" if len(bad) == 1 else "were"
    st.warning(f"{len(bad)} of {total} files {were} skipped.", icon=":material/broken_image:")
    lines = [f"{row.name}: {row.why}" for row in bad[:NAMED]]
    if len(bad) > NAMED:
        lines.append(f"and {len(bad) - NAMED} more")
    st.text("\n".join(lines))  # as it is: a name may hold anything


def edit_table(rows: Sequence[Labelled], names: Sequence[str]) -> Mapping[str, str]:
    """Draw the table; returns the corrected labels by the pictures' keys."""
    given, key = _given([*names, *(row.key for row in rows)])
    edited = st.data_editor(
        _frame(rows, given),
        key=key,
        hide_index=True,
        height=HEADING + ROW * min(len(rows), ROWS),
        row_height=ROW,
        placeholder="",
        disabled=["Picture", FOLDER, "File", "Label", "Why look", "Probability", "Clothing score"],
        column_config={
            "Picture": st.column_config.ImageColumn(width="small"),
            "File": st.column_config.TextColumn(width="medium"),
            "Why look": st.column_config.TextColumn(width="medium"),  # it names another label
            "Probability": st.column_config.ProgressColumn(
                format=f"%d{NO_BREAK}%%", min_value=0, max_value=100
            ),
            "Clothing score": st.column_config.NumberColumn(format="%.2f"),
            YOURS: st.column_config.SelectboxColumn(
                options=[*CLASS_NAMES, NO_CLOTHING, *own_labels()], width="medium"
            ),
        },
    )
    now = {row.key: label for row, label in zip(rows, edited[YOURS], strict=True) if label}
    shown = {row.key for row in rows}
    kept = {k: v for k, v in CORRECTED.get().items() if k not in shown or now.get(k) == v}
    before = CORRECTED.get()
    if new := [key for key, label in now.items() if before.get(key) != label]:
        note_time(new)
    CORRECTED.set({**kept, **now})
    TOLD.set(CORRECTED.get())
    return CORRECTED.get()


def _given(made_of: Sequence[str]) -> tuple[Mapping[str, str], str]:
    """What the widget is first given, and its key.

    It adds its edits to that, which must stay the same under it until something is said elsewhere;
    then it is another widget.
    """
    table = hashlib.sha256("|".join(made_of).encode()).hexdigest()[:16]
    base, corrected = BASE.get(), CORRECTED.get()
    if base.table != table or corrected != TOLD.get() or Slot(base.key, None).empty:
        base = Base(table, base.version + 1, corrected)
        BASE.set(base)
    return base.given, base.key


def _frame(rows: Sequence[Labelled], corrected: Mapping[str, str]) -> pd.DataFrame:
    labels = [row.label for row in rows]
    given = [given_label(row.name) for row in rows]
    came = {FOLDER: pd.Series(given, dtype=object)} if any(given) else {}
    return pd.DataFrame(
        {
            "Picture": [row.thumbnail for row in rows],
            **came,
            "Label": [shown_label(label) for label in labels],
            YOURS: pd.Series([corrected.get(row.key) for row in rows], dtype=object),
            "Why look": [reason(label) for label in labels],
            "Probability": pd.Series([_share(label) for label in labels], dtype=float),
            # The table can be downloaded from its own corner as well.
            "File": [harmless(row.name) for row in rows],
            "Clothing score": pd.Series([label.clothing_score for label in labels], dtype=float),
        }
    )


def _share(label: Label) -> float | None:
    """The probability in percent; none where it is said of something that is no clothing."""
    return None if label.is_unlike_clothing else min(99, round(100 * label.probability))
