"""Six new pictures, and what the networks say of them while they train."""

import base64
from collections.abc import Iterator
from html import escape
from io import BytesIO

import numpy as np
import streamlit as st
from PIL import Image

from fmnist_app import charts
from fmnist_app.core.formatting import cautious_percent
from fmnist_app.data import CLASS_NAMES, make_split
from fmnist_app.data.watched import watched_pictures
from fmnist_app.lab.records import Snapshot
from fmnist_app.models import network
from fmnist_app.training.points import Answers
from fmnist_app.ui.shell.resources import dataset

KEPT = 64  # seeds; six small pictures each
Shown = tuple[tuple[str, int], ...]


def watched(now: Snapshot) -> None:
    """Draw the pictures with what they are, and below each one what every network says."""
    st.markdown("**Six new pictures, and the answers**")
    latest = {answers.model: answers for answers in now.answers}
    shown = _pictures(now.settings.protocol, now.settings.seed)
    st.html(f'<div class="watched">{"".join(_figures(now, shown, latest))}</div>')


def _figures(now: Snapshot, shown: Shown, latest: dict[str, Answers]) -> Iterator[str]:
    colours = charts.colours(now.settings.models)
    for place, (source, truth) in enumerate(shown):
        name = _name(truth)
        lines = "".join(
            _answer(colours[model], network(model).title, latest.get(model), place, truth)
            for model in now.settings.models
        )
        yield (
            f'<figure><img src="{source}" alt="{name}"><figcaption><b>{name}</b>{lines}'
            "</figcaption></figure>"
        )


def _answer(colour: str, title: str, said: Answers | None, place: int, truth: int) -> str:
    dot = f'<i style="background:{colour}" title="{title}"></i>'
    if said is None:
        return f"<span>{dot}…</span>"
    found = said.classes[place]
    mark = "✓" if found == truth else "✗"
    share = f"<small>{cautious_percent(said.shares[place])}</small>"
    return f"<span>{dot}{mark} {_name(found)} {share}</span>"


def _name(number: int) -> str:
    return escape(CLASS_NAMES[number].partition("/")[0])


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _pictures(protocol: str, seed: int) -> Shown:
    """Each picture as an address that holds it whole, and what it is."""
    data = dataset()
    split = make_split(data.train_labels, data.test_labels, protocol, 500, seed)  # type: ignore[arg-type] # a settings' protocol
    chosen = watched_pictures(split, data.train_labels, data.test_labels)
    held_out = split.validation_set == "train"
    images = data.train_images if held_out else data.test_images
    labels = data.train_labels if held_out else data.test_labels
    return tuple((_address(images[one]), int(labels[one])) for one in chosen)


def _address(image: np.ndarray) -> str:
    packed = BytesIO()
    Image.fromarray(np.asarray(image)).save(packed, "png")
    return f"data:image/png;base64,{base64.b64encode(packed.getvalue()).decode()}"
