"""The networks that can be compared, and the scores of their test predictions."""

from pathlib import Path

import streamlit as st

from fmnist_app.catalog import NetworkPackage
from fmnist_app.catalog.comparability import prediction_obstacle
from fmnist_app.core.errors import LabError
from fmnist_app.evaluation.scores import Scores, score
from fmnist_app.inference.latency import milliseconds_per_picture
from fmnist_app.ui.shell.resources import dataset
from fmnist_app.ui.widgets.networks import by_kind, networks


def comparable_networks() -> list[NetworkPackage]:
    """Basic and Standard first, then the other shipped networks, then the visitor's own."""
    return [_with_reason(one) for one in by_kind(networks())]


def scores(one: NetworkPackage) -> Scores:
    """The scored test predictions of a network that lacks nothing."""
    if one.lacking:
        raise LabError(one.lacking)
    path = one.files.test_predictions
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise LabError(f"{one.title} left no answers to the test pictures.") from error
    return _scores(str(path), changed, one)


def milliseconds(one: NetworkPackage) -> float | None:
    """Milliseconds for one picture in this server, measured once; None without a stored network."""
    if one.version is None:
        return None
    return _milliseconds(str(one.files.tflite), one.version)


def _with_reason(one: NetworkPackage) -> NetworkPackage:
    """The network, with a reason to leave it out where its predictions cannot be had."""
    if one.lacking:
        return one
    try:
        scores(one)
    except LabError as error:
        return one.without(str(error))
    return one


@st.cache_resource(max_entries=32, show_spinner=False)
def _scores(path: str, changed: int, _one: NetworkPackage) -> Scores:  # noqa: ARG001 - the key
    data, predictions = dataset(), _one.predictions()
    if words := prediction_obstacle(_one, predictions, data.sha256, len(data.test_labels)):
        raise LabError(words)
    return score(predictions, data.test_labels)


@st.cache_resource(max_entries=64, show_spinner=False)
def _milliseconds(path: str, changed: int) -> float | None:  # noqa: ARG001 - part of the key
    data = dataset()
    found = milliseconds_per_picture(Path(path), data.test_images)
    data.let_go()
    return found
