"""What a search is asked for: controls made from the table of settings, all of them in the address.

What they stand at together may be no search; then the reason is said in a sentence.
"""

from dataclasses import replace
from typing import Any

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.experiments.search.space import Dimension, Space, dimension, searchable, usual_space
from fmnist_app.experiments.search.task import WINDOW, Budget, SearchTask
from fmnist_app.models import MODELS, OWN
from fmnist_app.training import TrainingSettings
from fmnist_app.training.fields import Field, Stops
from fmnist_app.training.settings import HOLDOUT_PICTURES
from fmnist_app.ui.shell.resources import dataset
from fmnist_app.ui.widgets.meanings import show_meanings
from fmnist_app.ui.widgets.segments import segments

BIND: dict[str, Any] = {"bind": "query-params"}
SAMPLERS = {"tpe": "From what worked so far (TPE)", "random": "At random"}
PRUNINGS = {"asha": "Drop the poor ones early (ASHA)", "none": "Train all to the end"}
MEANINGS = {
    "Trials": "How many settings are tried, the default among them.",
    "Minutes": "After so many, no more is tried. The check on fresh pictures comes on top.",
    "Which to try next": "TPE proposes settings like those that did well; at random is fairer to "
    "the unexpected.",
    "Poor ones": "ASHA looks after 1, 3, 9 epochs, and lets the best half go on.",
    "Epochs of the longest": "How long a trial trains that goes all the way.",
    "Fresh seeds": "Winner and default are trained anew on so many, and judged on the test set.",
}


def asked() -> tuple[SearchTask, Budget] | None:
    """Draw the controls; returns what they say, or nothing, with the reason, if it cannot be."""
    try:
        return _asked()
    except LabError as error:
        st.error(str(error), icon=":material/error:")
        return None


def _asked() -> tuple[SearchTask, Budget]:
    with st.container(key="search_form"):
        titles = {name: one.title for name, one in MODELS.items()} | {OWN: "Your own"}
        network = segments("Network", titles, "search_network", wrap=True, **BIND)
        left, right = st.columns(2, gap="large")
        with left:
            trials = st.slider("Trials", 5, 200, 30, step=5, key="search_trials", **BIND)
        with right:
            minutes = st.slider("Minutes", 1, 120, 15, key="search_minutes", **BIND)
    default = _default(network)
    with st.expander("What is searched, and how", icon=":material/tune:"):
        space = _space()
        rules, pictures = _rules()
        show_meanings("What these mean", MEANINGS)
    task = SearchTask(
        default=replace(default, pictures=pictures),
        space=space,
        window=WINDOW,
        data_sha256=dataset().sha256,
        **rules,
    )
    return task, Budget(int(trials), float(minutes))


def _default(network: str) -> TrainingSettings:
    if network != OWN:
        return TrainingSettings(models=(network,))
    layers = st.text_input(
        "Layers of your network", "conv32-3,pool2,res64,gap,dense10", key="search_own", **BIND
    )
    return TrainingSettings(models=(OWN,), own=layers.strip())


def _rules() -> tuple[dict[str, Any], int]:
    left, right = st.columns(2, gap="large")
    with left:
        sampler = segments("Which to try next", SAMPLERS, "search_sampler", wrap=True, **BIND)
        epochs = st.slider("Epochs of the longest", 1, 50, 27, key="search_epochs", **BIND)
        pictures = st.slider(
            "Training pictures",
            500,
            HOLDOUT_PICTURES,
            HOLDOUT_PICTURES,
            500,
            format="localized",
            key="search_pictures",
            **BIND,
        )
    with right:
        pruning = segments("Poor ones", PRUNINGS, "search_pruning", wrap=True, **BIND)
        seeds = st.slider("Fresh seeds", 0, 10, 5, key="search_seeds", **BIND)
        seed = st.number_input("Seed of the search", 0, 2**31 - 1, 0, key="search_seed", **BIND)
    rules = {
        "sampler": sampler,
        "pruning": pruning,
        "epochs": int(epochs),
        "seeds": int(seeds),
        "seed": int(seed),
    }
    return rules, int(pictures)


def _space() -> Space:
    fields = searchable()
    usual = {one.name for one in usual_space()}
    labels = {field.about.label: name for name, field in fields.items()}
    chosen = st.pills(
        "Settings to search",
        list(labels),
        selection_mode="multi",
        default=[fields[name].about.label for name in fields if name in usual],
        key="search_space",
        wrap=True,
        **BIND,
    )
    names = [labels[one] for one in chosen or [] if one in labels]
    found = []
    places = st.columns(2, gap="large")
    for place, name in enumerate(names):
        with places[place % 2]:
            found.append(_range(fields[name]))
    if not found:
        raise LabError("Nothing is searched; choose at least one setting.")
    return tuple(found)


def _range(field: Field) -> Dimension:
    """The control for the two ends of a setting; a choice is tried with all its options."""
    usual = dimension(field.name)
    if not usual.ordered:
        return usual
    options = _stops(field, usual)
    low, high = st.select_slider(
        f"{field.about.label}, from and to",
        options,
        (options[_nearest(options, usual.low)], options[_nearest(options, usual.high)]),
        format_func=lambda value: f"{value:g}",
        key=f"search_{field.word}_range",
        **BIND,
    )
    return dimension(field.name, low, high)


def _stops(field: Field, usual: Dimension) -> list[Any]:
    """The values at which a range may begin and end."""
    assert field.range is not None  # noqa: S101 - what is ordered has a range
    control = field.about.control
    if isinstance(control, Stops):
        stops = [value for value in control.options if value > 0 or usual.scale != "log"]
        stops += [usual.low, usual.high]
    elif field.range.kind is int:
        stops = list(range(int(field.range.low), int(field.range.high) + 1))
    else:
        steps = round((field.range.high - field.range.low) / 0.05)
        stops = [round(field.range.low + 0.05 * at, 2) for at in range(steps + 1)]
    return sorted({field.range.kind(value) for value in stops})


def _nearest(options: list[Any], value: float) -> int:
    return min(range(len(options)), key=lambda at: abs(options[at] - value))
