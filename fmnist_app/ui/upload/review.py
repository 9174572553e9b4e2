"""The pictures that need a look, one by one: why, and one press or key says what it is.

Then others drawn at random, for what they say of those that nobody looks at.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import takewhile

import streamlit as st

from fmnist_app.core.formatting import count
from fmnist_app.data import CLASS_NAMES
from fmnist_app.evaluation.audit import Audit
from fmnist_app.inference.label import NO_CLOTHING, Doubt, Label
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.upload.labelling import Labelled
from fmnist_app.ui.upload.rest import show_rest
from fmnist_app.ui.upload.sources import shown

# What the visitor said, by the pictures' keys, in the order in which it was said.
CORRECTED = Slot[Mapping[str, str]]("upload_corrected", {})
LATER = Slot[tuple[str, ...]]("upload_later", ())
WHEN = Slot[Mapping[str, str]]("upload_when", {})  # by the same keys, ISO 8601 in UTC
CHECKING = Slot("upload_checking", False)  # whether pictures that need no look are asked about too
YOURS = "Your label"
PICTURE = 220  # pixels wide
NONE_KEY, LATER_KEY, UNDO_KEY = "0", "L", "U"
LONGEST = 40  # characters of a label of one's own


def shown_label(label: Label) -> str:
    """The network's label in the table; where it sees no clothing, that."""
    return "No clothing?" if label.doubt is Doubt.NO_CLOTHING else label.name


def reason(label: Label) -> str:
    """Why a person should look at it, in a few words; nothing where nobody needs to."""
    if label.doubt is Doubt.NOTHING:
        return "Nothing stands out"
    if label.doubt is Doubt.NO_CLOTHING:
        return f"If clothing: {label.name}"
    if label.doubt is Doubt.DISAGREE:
        return f"Another network: {label.likeliest[1]}"
    return f"Unsure, or {label.likeliest[1]}" if label.doubt is Doubt.UNSURE else ""


def show_review(
    rows: Sequence[Labelled],
    corrected: Mapping[str, str],
    photo: Callable[[Labelled], str] = lambda row: row.large,
) -> None:
    """Draw how many pictures still need a look, and the next of them to be named.

    `photo` gives the address of the one that is asked about.
    """
    left = queue(rows, corrected, checking=CHECKING.get())
    st.markdown(summary(rows, corrected))
    show_rest(audit_of(rows, corrected), CHECKING)
    by_key = {row.key: row for row in rows}
    latest = next((key for key in reversed(list(corrected)) if key in by_key), None)
    if not left and not latest:
        return
    with st.container(border=True, key="review"):
        if left:
            row = left[0]
            why = f"**What is this?** {reason(row.label) or 'Drawn at random'}."
            ask(row, why, photo(row), later=len(left) > 1 and row.label.needs_a_look)
        elif any(row.label.needs_a_look for row in rows):
            st.markdown(":material/check: **All of them are looked at.**")
        if latest:
            undo(by_key[latest], corrected)


def queue(
    rows: Sequence[Labelled], corrected: Mapping[str, str], *, checking: bool
) -> list[Labelled]:
    """What is to be asked about, in turn: what needs a look, then the others at random."""
    doubtful = in_turn(row for row in rows if row.label.needs_a_look and row.key not in corrected)
    others = [row for row in drawn(rows) if row.key not in corrected] if checking else []
    return doubtful + others


def in_turn(rows: Iterable[Labelled]) -> list[Labelled]:
    """The rows as they come, those last that were put off, in the order in which they were."""
    later = LATER.get()
    return sorted(rows, key=lambda row: later.index(row.key) if row.key in later else -1)


def drawn(rows: Sequence[Labelled]) -> list[Labelled]:
    """Those that need no look, in an order that has nothing to do with what is on them."""
    sure = [row for row in rows if not row.label.needs_a_look]
    return sorted(sure, key=lambda row: hashlib.sha256(row.key.encode()).digest())


def audit_of(rows: Sequence[Labelled], corrected: Mapping[str, str]) -> Audit:
    """What was checked of those that need no look: the first so many in their random order.

    One that was corrected in the table before its turn came counts only from its turn on.
    """
    sure = drawn(rows)
    checked = list(takewhile(lambda row: row.key in corrected, sure))
    wrong = sum(corrected[row.key] != row.label.verdict for row in checked)
    return Audit(len(sure), len(checked), wrong)


def summary(rows: Sequence[Labelled], corrected: Mapping[str, str]) -> str:
    """How many pictures there are, how many still need a look and why, as Markdown."""
    left = [row.label.doubt for row in rows if row.label.doubt and row.key not in corrected]
    named = sum(row.key in corrected for row in rows)
    you = f" You named {named}." if named else ""
    if not left:
        return f"{count(len(rows), 'picture')}, **none needs a look**.{you}"
    reasons = ", ".join(f"{doubt} ({number})" for doubt, number in sorted(Counter(left).items()))
    need = "needs a look" if len(left) == 1 else "need a look"
    return f"{count(len(rows), 'picture')}, **{len(left)} {need}**: {reasons}.{you}"


def ask(row: Labelled, why: str, photo: str, *, later: bool) -> None:
    """Draw the picture at `photo`, why it is asked about, and a button and key for each answer.

    With `later` it can be put off.
    """
    picture, words = st.columns([PICTURE, 640], gap="medium")
    picture.image(photo, width=PICTURE, alt="The picture that is asked about")
    with words:
        st.markdown(why)
        st.text(row.name)  # as it is: a name may hold anything
        with st.container(horizontal=True, gap="small"):
            for key, name in enumerate(row.label.likeliest, start=1):
                _answer(row, name, str(key))
            _answer(row, NO_CLOTHING, NONE_KEY)
            _another(row)
            if later:
                st.button(
                    "Later", on_click=_later, args=(row.key,), type="tertiary", shortcut=LATER_KEY
                )


def _answer(row: Labelled, name: str, shortcut: str | None = None) -> None:
    st.button(name, key=f"say_{name}", on_click=say, args=(row.key, name), shortcut=shortcut)


def _another(row: Labelled) -> None:
    """The other classes, those of the visitor's own, and a field for a new one."""
    with st.popover("Another"):
        for name in (*CLASS_NAMES, *own_labels()):
            if name not in row.label.likeliest:
                _answer(row, name)
        own = f"own_label_{row.key}"
        st.text_input(
            "A label of your own", key=own, max_chars=LONGEST, on_change=_say_own, args=(row.key,)
        )


def own_labels() -> list[str]:
    """The labels that the visitor made up, in the order in which they came."""
    said = dict.fromkeys(CORRECTED.get().values())
    return [name for name in said if name not in (*CLASS_NAMES, NO_CLOTHING)]


def undo(row: Labelled, corrected: Mapping[str, str]) -> None:
    """Draw what was said of a picture, and a button and key that take it back."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"{row.name}: {corrected[row.key]}", width="content")
        st.button(
            "Undo",
            on_click=_take_back,
            args=(row.key,),
            icon=":material/undo:",
            shortcut=UNDO_KEY,
        )


def say(key: str, name: str) -> None:
    """Note what the visitor says a picture is, and when."""
    say_of_all([key], name)


def say_of_all(keys: Sequence[str], name: str) -> None:
    """Note that the visitor says the same of several pictures, and when."""
    others = {key: label for key, label in CORRECTED.get().items() if key not in keys}
    CORRECTED.set({**others, **dict.fromkeys(keys, name)})
    note_time(keys)


def note_time(keys: Sequence[str]) -> None:
    """Note that these pictures were looked at now."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    WHEN.set({**WHEN.get(), **dict.fromkeys(keys, now)})


def _say_own(key: str) -> None:
    said = " ".join((Slot(f"own_label_{key}", "").get() or "").split())
    if said:
        say(key, shown(said))


def _take_back(key: str) -> None:
    CORRECTED.set({k: v for k, v in CORRECTED.get().items() if k != key})


def _later(key: str) -> None:
    LATER.set((*(other for other in LATER.get() if other != key), key))
