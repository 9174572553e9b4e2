"""The controls of the Train page: widgets in, settings out.

Their values live in the address, so that a link brings them along; what an address holds that a
control cannot show falls back to the control's default.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, get_args

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.models import MODELS
from fmnist_app.training import TrainingSettings
from fmnist_app.training.presets import PRESETS
from fmnist_app.training.settings import Protocol
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.train.link import (
    BATCHES,
    DEFAULT,
    FILTERS,
    PROTOCOL_WORDS,
    RATE_WORD,
    RATES,
    make_settings,
)


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
    bound: dict[str, Any] = {"bind": "query-params", "on_change": on_change}
    models = _networks(bound)
    epochs = st.slider(
        "Epochs", 1, 50, DEFAULT.epochs, key="epochs", **bound,
        help="How many times the networks go through all training pictures.",
    )  # fmt: skip
    protocol = _protocol(bound)
    with st.expander("More", icon=":material/tune:"):
        more = _more(bound)
    return make_settings({"models": tuple(models), "epochs": epochs, "protocol": protocol, **more})


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
    values = settings.as_dict()
    values["networks"] = [MODELS[name].title for name in values.pop("models")]
    for key, value in values.items():
        Slot(key, value).set(value)
    on_change()


def _networks(bound: dict[str, Any]) -> list[str]:
    names = {network.title: name for name, network in MODELS.items()}
    chosen = st.pills(
        "Networks", list(names), selection_mode="multi", default=list(names), key="networks",
        **bound, help="Both train side by side on the same pictures in the same order.",
    )  # fmt: skip
    return [names[title] for title in names if title in chosen]


def _protocol(bound: dict[str, Any]) -> Protocol:
    chosen = st.segmented_control(
        "Validate", list(get_args(Protocol)), format_func=PROTOCOL_WORDS.__getitem__,
        default=DEFAULT.protocol, key="protocol", required=True, **bound,
        help="On a hold-out: 6,000 of the 60,000 pictures are kept for validation, and the test "
        "pictures are opened once, at the end. As in the report: validation on the 10,000 test "
        "pictures themselves, which makes them no fresh test any more.",
    )  # fmt: skip
    return chosen or DEFAULT.protocol


def _more(bound: dict[str, Any]) -> dict[str, Any]:
    return {
        "pictures": st.slider(
            "Training pictures",
            500,
            60_000,
            DEFAULT.pictures,
            step=500,
            format="localized",
            key="pictures",
            **bound,
            help="Fewer pictures are learnt by heart sooner. A hold-out leaves at most 54,000.",
        ),
        "batch_size": st.select_slider(
            "Batch size", BATCHES, DEFAULT.batch_size, key="batch_size", **bound,
            help="Pictures looked at before each small correction of the weights.",
        ),
        "learning_rate": st.select_slider(
            "Learning rate", RATES, DEFAULT.learning_rate, format_func=RATE_WORD,
            key="learning_rate", **bound,
            help="The size of each correction. Too large, and nothing is learnt.",
        ),
        "filters": st.select_slider(
            "Filters", FILTERS, DEFAULT.filters, key="filters", **bound,
            help="Patterns the first convolution looks for; Standard's second has twice as many.",
        ),
        "kernel": st.slider(
            "Kernel size", 2, 7, DEFAULT.kernel, key="kernel", **bound,
            help="Side of the window, in pixels, through which a convolution looks.",
        ),
        "pooling": st.slider(
            "Pooling", 2, 4, DEFAULT.pooling, key="pooling", **bound,
            help="Side of the square of which only the strongest response is kept.",
        ),
        "seed": st.number_input(
            "Seed", 0, 2**31 - 1, DEFAULT.seed, key="seed", **bound,
            help="Decides the first weights, the order of the pictures and the hold-out. "
            "The same seed repeats a run.",
        ),
    }  # fmt: skip
