"""The controls of the Train page, one for each row of the table: widgets in, settings out.

Their values live in the address, so that a link brings them along; what an address holds that a
control cannot show falls back to the control's default.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.training import FIELDS, TrainingSettings
from fmnist_app.training.fields import Choice, Field, NumberBox, Several, Slider, Stops, Text
from fmnist_app.training.presets import PRESETS
from fmnist_app.training.settings import RANGES
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.train.link import make_settings


def chosen_settings(on_change: Callable[[], None]) -> TrainingSettings | None:
    """Draw the controls; returns what they say, or nothing, with the reason, if it cannot be.

    `on_change` is called when a control is moved.
    """
    try:
        return _settings(on_change)
    except LabError as error:
        st.error(str(error), icon=":material/error:")
        return None


def _settings(on_change: Callable[[], None]) -> TrainingSettings:
    _presets(on_change)
    plain = [field for field in FIELDS.values() if not field.about.advanced]
    values = {field.name: _control(field, on_change) for field in plain}
    with st.expander("More", icon=":material/tune:"):
        advanced = [field for field in FIELDS.values() if field.about.advanced]
        values |= {field.name: _control(field, on_change) for field in advanced}
    return make_settings(values)


def _presets(on_change: Callable[[], None]) -> None:
    with st.container(horizontal=True, gap="small"):
        for name, preset in PRESETS.items():
            st.button(
                preset.title,
                help=preset.summary,
                key=f"preset_{name}",
                on_click=partial(_choose, preset.settings, on_change),
            )


def _choose(settings: TrainingSettings, on_change: Callable[[], None]) -> None:
    for field in FIELDS.values():
        value = getattr(settings, field.name)
        several = isinstance(field.about.control, Several)
        Slot(field.word, value).set(field.words(value) if several else value)
    on_change()


def _control(field: Field, on_change: Callable[[], None]) -> Any:
    """Draw the control of a setting; returns the value it stands at."""
    label, default = field.about.label, field.default
    common: dict[str, Any] = {
        "key": field.word, "help": field.about.help, "bind": "query-params", "on_change": on_change,
    }  # fmt: skip
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
                label, list(words), format_func=field.words, default=default, required=True,
                **common,
            )  # fmt: skip
            return chosen or default
        case Several(words):
            names = {word: value for value, word in words.items()}
            chosen = st.pills(
                label, list(names), selection_mode="multi", default=field.words(default), **common
            )
            return tuple(names[word] for word in names if word in chosen)
