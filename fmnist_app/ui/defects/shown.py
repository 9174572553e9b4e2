"""What a detector says of one picture: a sentence, and the picture with its marks."""

import hashlib

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist_app.catalog import shipped
from fmnist_app.core.formatting import count
from fmnist_app.data import normalise
from fmnist_app.data.files import UInt8Array
from fmnist_app.inference.anomaly.detector import Detector, Inspection
from fmnist_app.inference.anomaly.measured import NETWORK
from fmnist_app.inference.anomaly.memory import patch_features
from fmnist_app.ui.inside.look import weights
from fmnist_app.ui.inside.pictures import on_picture

KEPT = 4  # detectors of all visitors; of 100 good pictures each takes 9 MB
SCALE = 8  # screen pixels for each of the picture's


def detector_of(good: UInt8Array) -> Detector:
    """The detector that knows these good pictures (n, 28, 28), made once."""
    return _detector(hashlib.sha256(good.tobytes()).hexdigest(), good)


@st.cache_resource(max_entries=KEPT, show_spinner="Remembering the good pieces")
def _detector(key: str, _good: UInt8Array) -> Detector:  # noqa: ARG001 - what it is kept by
    network = weights(shipped(NETWORK))
    return Detector(lambda pictures: patch_features(network, pictures), _good)


def verdict(found: Inspection) -> str:
    """In a sentence whether it differs, and how unusual it would be of a good piece."""
    good = count(found.good, "good piece")
    if not found.as_unusual:
        them = f"None of the {good} is as unusual."
    else:
        them = f"{found.as_unusual} of the {good} {_is(found.as_unusual)} as unusual."
    return f"**Different.** {them}" if found.differs else f"**Like the others.** {them}"


def marked(found: Inspection, picture: UInt8Array, detector: Detector) -> npt.NDArray[np.uint8]:
    """The picture (28, 28) with what no typical good piece has in orange, enlarged."""
    beyond = np.maximum(found.heat - detector.typical, 0)
    most = max(detector.strongest - detector.typical, 1e-6)
    return enlarged(on_picture(-beyond, normalise(picture[None])[0, ..., 0], most))


def enlarged(picture: UInt8Array) -> UInt8Array:
    """A picture (28, 28) or (28, 28, 3) with each pixel as a square."""
    return picture.repeat(SCALE, axis=0).repeat(SCALE, axis=1)


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
