"""What is looked at: a network, a picture, and the class whose answer is to be explained."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist_app.catalog import NetworkPackage, default_name
from fmnist_app.catalog.weights import read_weights
from fmnist_app.data import CLASS_NAMES, TEST_PICTURES, normalise
from fmnist_app.evaluation.predictions import PredictionsError
from fmnist_app.inference.inside.network import ArrayNetwork
from fmnist_app.inference.inside.steps import Array
from fmnist_app.ui.draw.sheet import SHEET
from fmnist_app.ui.inside.opening import (
    DRAWING,
    KINDS,
    NETWORK,
    NUMBER,
    PHOTO,
    PHOTO_PIXELS,
    PICTURE,
    TEST,
)
from fmnist_app.ui.inside.verdict import show_verdict
from fmnist_app.ui.shell.resources import dataset
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets.networks import networks
from fmnist_app.ui.widgets.preprocessing import show_tile
from fmnist_app.ui.widgets.segments import segments

FIRST = "basic"  # the smallest, whose every value has a short reason
KEPT_NETWORKS = 12  # of all visitors; 0.2 to 2 MB each
CLASS = "inside_class"
ITS_ANSWER = "its answer"
WIDTH = 132


@dataclass(frozen=True, eq=False)
class Look:
    """A network and a picture (28, 28) of 0 to 1; `label` is the class to be explained.

    `probabilities` (10,) are the scores through softmax; `key` is equal for equal looks; `number`
    is which of the test pictures it is, or None for the visitor's own; `version` is when the
    weights last changed, in nanoseconds.
    """

    package: NetworkPackage
    network: ArrayNetwork
    picture: Array
    probabilities: Array
    label: int
    key: str
    number: int | None
    version: int | None

    @property
    def runner_up(self) -> int:
        """The likeliest class other than the one to be explained."""
        order = np.argsort(-self.probabilities)
        return int(next(each for each in order if each != self.label))


def choose() -> Look:
    """Let the visitor choose network, picture and class; raises `NoWeightsError`."""
    shown, controls = st.columns([WIDTH, 900], gap="medium")
    with controls, st.container(horizontal=True, vertical_alignment="bottom"):
        package = _choose_network()
        pixels, words, number = _picture(package)
        truth = None if number is None else int(dataset().test_labels[number])
        chosen = st.selectbox(
            "Explain", [ITS_ANSWER, *CLASS_NAMES], key=CLASS, width=170, bind="query-params"
        )
    with shown, st.container(key="inside_tile"):
        show_tile(pixels, WIDTH, words)
    network = weights(package)
    picture = normalise(pixels)[..., 0]
    probabilities = network.trace(picture[None]).probabilities[0]
    with controls:
        show_verdict(package.title, probabilities, truth)
    label = int(probabilities.argmax()) if chosen == ITS_ANSWER else CLASS_NAMES.index(chosen)
    key = hashlib.sha256(pixels.tobytes()).hexdigest()
    version = _changed(package)
    key = f"{package.id} {version} {key} {label}"
    return Look(package, network, picture, probabilities, label, key, number, version)


def _choose_network() -> NetworkPackage:
    found = {one.id: one for one in networks()}
    first = FIRST if FIRST in found else default_name()
    name = st.selectbox(
        "Network",
        list(found),
        index=list(found).index(first),
        key=NETWORK,
        width=230,
        bind="query-params",
        format_func=lambda one: found[one].title if one in found else one,
    )
    return found[name]


def weights(package: NetworkPackage) -> ArrayNetwork:
    """The network's weights, read anew when its files have changed; raises `NoWeightsError`."""
    return _weights(package.id, _changed(package), package)


def _changed(package: NetworkPackage) -> int | None:
    """When its weights last changed, in nanoseconds; None where they are not there."""
    files = package.files
    try:
        return (files.checkpoint if package.origin == "run" else files.keras).stat().st_mtime_ns
    except OSError:
        return None  # which reading it says in words


@st.cache_resource(show_spinner=False, max_entries=KEPT_NETWORKS)
def _weights(key: str, changed: int | None, _package: NetworkPackage) -> ArrayNetwork:  # noqa: ARG001
    return read_weights(_package)


def _picture(package: NetworkPackage) -> tuple[npt.NDArray[np.uint8], str, int | None]:
    """The picture that is chosen, in words what it is, and its number if it is a test picture."""
    kinds = {TEST: KINDS[TEST]}
    if not SHEET.get().blank:
        kinds[DRAWING] = KINDS[DRAWING]
    if not PHOTO_PIXELS.empty:
        kinds[PHOTO] = KINDS[PHOTO]
    kind = TEST
    if len(kinds) > 1:
        kind = segments("Picture", kinds, PICTURE, bind="query-params")
    if kind == DRAWING:
        from fmnist_app.images import preprocess  # noqa: PLC0415 - a test picture needs none of it

        return np.asarray(preprocess(SHEET.get().picture()).pixels), "Your drawing", None
    if kind == PHOTO and (photo := PHOTO_PIXELS.get()) is not None:
        return photo, "Your photo, as a network sees it", None
    return _test_picture(package)


def _test_picture(package: NetworkPackage) -> tuple[npt.NDArray[np.uint8], str, int]:
    number = int(
        st.number_input(
            "Test picture", 0, TEST_PICTURES - 1, key=NUMBER, width=140, bind="query-params"
        )
    )
    slot = Slot(NUMBER, 0)
    st.button("Another", "inside_another", on_click=_another, icon=":material/casino:")
    if wrong := _wrong(package):
        after = next((one for one in wrong if one > number), wrong[0])
        st.button("Next mistake", "inside_mistake", on_click=slot.set, args=(after,))
    data = dataset()
    words = f"Test picture {number}, labelled {CLASS_NAMES[data.test_labels[number]]}"
    return np.asarray(data.test_images[number]), words, number


def _another() -> None:
    # Not by a seed: a visitor wants another one each time, and the address says which it was.
    Slot(NUMBER, 0).set(int(np.random.default_rng().integers(TEST_PICTURES)))


def _wrong(package: NetworkPackage) -> list[int]:
    """The test pictures that the network names wrong; none where it was not tried on them."""
    return _mistakes(package.id, package.version, package)


@st.cache_data(show_spinner=False, max_entries=64)
def _mistakes(key: str, version: int | None, _package: NetworkPackage) -> list[int]:  # noqa: ARG001
    try:
        said = _package.predictions().predictions
    except PredictionsError:
        return []
    return [int(place) for place in np.flatnonzero(said != dataset().test_labels)]
