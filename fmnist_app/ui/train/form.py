"""The controls of the Train page, one for each row of the table: widgets in, settings out.

Their values live in the address, so that a link brings them along; what an address holds that a
control cannot show falls back to the control's default.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.models import OWN
from fmnist_app.training import FIELDS, TrainingSettings
from fmnist_app.training.fields import Choice, Field, Group, NumberBox, Several, Slider, Stops, Text
from fmnist_app.training.settings import RANGES
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.train.link import Link, make_settings
from fmnist_app.ui.train.own.edits import REPLACED, settle
from fmnist_app.ui.train.own.panel import own_network
from fmnist_app.ui.widgets.meanings import show_meanings

# Those that act on how a network learns, and those that act on what it learns from.
GROUPS: Mapping[Group, str] = {
    "remedies": "**How it learns**",
    "augmentation": "**What it learns from:** pictures altered anew each time, 0 is off, 1 strong",
}


def chosen_settings(
    on_change: Callable[[], None], at_once: Callable[[TrainingSettings], None]
) -> TrainingSettings | None:
    """Draw the controls; returns what they say, or nothing, with the reason, if it cannot be.

    `on_change` is called when a control is moved; `at_once` draws, among the remedies, what can be
    done with all of them.
    """
    try:
        return _settings(on_change, at_once)
    except LabError as error:
        st.error(str(error), icon=":material/error:")
        return None


def standing_settings(link: Link) -> TrainingSettings | None:
    """What the controls stand at, before they are drawn; nothing if that cannot be trained."""
    settle()
    values = dict(link.values)
    for field in FIELDS.values():
        slot: Slot[Any] = Slot(field.word, None)
        if not slot.empty:
            values[field.name] = _value(field, slot.get())
    try:
        return make_settings(values)
    except LabError:
        return None


def show_in_controls(settings: TrainingSettings) -> None:
    """Set every control to what these settings say; for a button to call."""
    for field in FIELDS.values():
        value = getattr(settings, field.name)
        several = isinstance(field.about.control, Several)
        Slot(field.word, value).set(field.words(value) if several else value)
    REPLACED.clear()  # none of them is on its way from the browser


def _value(field: Field, held: Any) -> Any:
    """The value of a setting whose control holds this."""
    match field.about.control:
        case Several(words):
            return tuple(value for value, word in words.items() if word in (held or ()))
        case _:
            return held


def _settings(
    on_change: Callable[[], None], at_once: Callable[[TrainingSettings], None]
) -> TrainingSettings:
    fields = list(FIELDS.values())
    values = side_by_side([f for f in fields if not f.about.advanced], 3, on_change)
    with st.expander("More", icon=":material/tune:"):
        more = [f for f in fields if f.about.advanced and not f.about.group and f.name != OWN]
        values |= side_by_side(more, 2, on_change)
    with st.expander("Against overfitting", icon=":material/healing:"):
        presses = st.container()
        for group, words in GROUPS.items():
            st.markdown(words)
            values |= side_by_side([f for f in fields if f.about.group == group], 2, on_change)
    values[OWN] = own_network(values, partial(_control, FIELDS[OWN], on_change), on_change)
    about = [field.about for field in FIELDS.values()]
    show_meanings("What the settings mean", {each.label: each.help for each in about})
    settings = make_settings(values)
    with presses:
        at_once(settings)
    return settings


def side_by_side(
    fields: list[Field], columns: int, on_change: Callable[[], None]
) -> dict[str, Any]:
    """Draw controls in rows of so many `columns`; returns what they stand at."""
    values = {}
    for first in range(0, len(fields), columns):
        for column, field in zip(st.columns(columns, gap="large"), fields[first:], strict=False):
            with column:
                values[field.name] = _control(field, on_change)
    return values


def _control(field: Field, on_change: Callable[[], None]) -> Any:
    """Draw the control of a setting; returns the value it stands at."""
    label, default = field.about.label, field.default
    common: dict[str, Any] = {
        "key": field.word,
        "help": field.about.help,
        "bind": "query-params",
        "on_change": on_change,
    }
    match field.about.control:
        case Slider(step, grouped):
            limits = RANGES[field.name]
            shown = "localized" if grouped else None
            return st.slider(
                label, limits.low, limits.high, default, step=step, format=shown, **common
            )
        case NumberBox():
            limits = RANGES[field.name]
            return st.number_input(label, limits.low, limits.high, default, **common)
        case Text(example):
            return st.text_input(label, default, placeholder=example, **common).strip()
        case Stops(options):
            return st.select_slider(label, options, default, format_func=field.words, **common)
        case Choice(words):
            chosen = st.segmented_control(
                label,
                list(words),
                format_func=field.words,
                default=default,
                required=True,
                **common,
            )
            return chosen or default
        case Several(words):
            chosen = st.pills(
                label,
                list(words.values()),
                selection_mode="multi",
                default=field.words(default),
                wrap=True,
                **common,
            )
            return _value(field, chosen)
