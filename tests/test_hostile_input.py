"""Some 500 malformed inputs, generated: each gets an answer or one sentence, and nothing breaks."""

import io
import time
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from fmnist_app.__main__ import main
from fmnist_app.core.errors import LabError
from fmnist_app.images import PictureError, preprocess
from fmnist_app.models import Choices, architecture, weights_of
from fmnist_app.training.saved import (
    SavedNetwork,
    SavedNetworkError,
    Start,
    read_saved,
    write_saved,
)
from fmnist_app.training.settings import RANGES, settings_from

PATIENCE = 5.0  # seconds that any one input may take
CALM: dict[str, Any] = {
    "deadline": None,  # a busy machine is no bug
    "derandomize": True,
    "database": None,
    "suppress_health_check": list(HealthCheck),
}
FORMATS = ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "PPM"]
MODES = {"JPEG": ["RGB", "L", "CMYK"], "PPM": ["RGB", "L"], "WEBP": ["RGB", "RGBA"]}


def valid_file(kind, mode, seed):
    chance = np.random.default_rng(seed)
    picture = Image.fromarray(chance.integers(0, 255, (12, 9, 3), dtype=np.uint8)).convert(mode)
    file = io.BytesIO()
    picture.save(file, kind)
    return file.getvalue()


@st.composite
def broken_pictures(draw):
    """A file of a real format with bytes changed, cut off, doubled or put in front."""
    kind = draw(st.sampled_from(FORMATS))
    mode = draw(st.sampled_from(MODES.get(kind, ["RGB", "L", "P", "RGBA"])))
    if kind in ("GIF", "BMP") and mode == "RGBA":
        mode = "RGB"
    data = bytearray(valid_file(kind, mode, draw(st.integers(0, 5))))
    for _ in range(draw(st.integers(1, 12))):
        # Headers are small and decide most, so they are hit more often than the rest.
        reach = draw(st.sampled_from([64, len(data)]))
        place = draw(st.integers(0, max(0, min(reach, len(data)) - 1)))
        way = draw(st.sampled_from(["change", "cut", "double", "insert"]))
        if way == "change" and data:
            data[place] = draw(st.integers(0, 255))
        elif way == "cut":
            del data[place : place + draw(st.integers(1, 200))]
        elif way == "double":
            data[place:place] = data[place : place + 50]
        else:
            data[place:place] = draw(st.binary(max_size=20))
    return bytes(data)


@settings(max_examples=250, **CALM)
@given(broken_pictures() | st.binary(max_size=300))
def test_a_broken_picture_is_read_or_refused_in_one_sentence(data):
    began = time.monotonic()
    try:
        sight = preprocess(data)
    except PictureError as error:
        assert str(error).endswith(".")
        assert "\n" not in str(error)
    else:
        assert sight.pixels.shape == (28, 28)
    assert time.monotonic() - began < PATIENCE


LAYERS = architecture("basic", Choices(filters=4, kernel=7, pooling=4))


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    """The file of a small network that was trained for a step."""
    arrays = [np.zeros(weight.shape, np.float32) for weight in weights_of(LAYERS)]
    saved = SavedNetwork(tuple(arrays), {"momentum": tuple(arrays)}, Start(1, 1.0), 0.001)
    path = tmp_path_factory.mktemp("network") / "x"
    write_saved(saved, LAYERS, path)
    return path.read_bytes()


@settings(max_examples=150, **CALM)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, 1_200), st.binary(min_size=1, max_size=4)), min_size=1, max_size=6
    ),
    length=st.none() | st.integers(0, 2**64 - 1),
    end=st.none() | st.integers(0, 6_000),
)
def test_a_broken_network_is_read_or_refused_in_one_sentence(network, changes, length, end):
    data = bytearray(network)
    for place, new in changes:
        data[place : place + len(new)] = new
    if length is not None:
        data[:8] = length.to_bytes(8, "little")
    try:
        saved = read_saved(bytes(data[:end]), LAYERS)
    except SavedNetworkError as error:
        assert str(error).endswith(".")
        assert "\n" not in str(error)
    else:
        shapes = [array.shape for array in saved.weights]
        assert shapes == [weight.shape for weight in weights_of(LAYERS)]


VALUE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
LIST = st.lists(VALUE, max_size=3)
ANYTHING = VALUE | LIST | st.dictionaries(st.text(), VALUE | LIST)


@settings(max_examples=150, **CALM)
@given(
    st.dictionaries(
        st.sampled_from([*RANGES, "models", "protocol"]) | st.text(max_size=8), ANYTHING, min_size=1
    )
)
def test_settings_of_any_kind_are_taken_or_refused_in_one_sentence(values):
    try:
        settings_from(values)
    except LabError as error:
        assert str(error).endswith(".")


@settings(max_examples=60, **CALM)
@given(
    command=st.sampled_from(["train", "study", "classify", "score", "bench", "data", ""]),
    words=st.lists(
        st.sampled_from(["--epochs", "--seed", "--models", "--json", "--model", "--only", "--csv"])
        | st.sampled_from(["-1", "0", "99999", "nan", "/nowhere/x", "basic,basic", "\u202e", ""])
        | st.text(max_size=12),
        min_size=1,
        max_size=5,
    ),
)
def test_arguments_of_any_kind_end_in_a_sentence(command, words, capsys):
    # The word at the end is no option of any command, so that nothing long ever starts.
    with pytest.raises(SystemExit) as ended:
        main([command, *words, "--no-such-option"])
    assert ended.value.code in (0, 2)  # 0 where help was asked for
    assert "Traceback" not in capsys.readouterr().err


@settings(max_examples=40, **CALM)
@given(
    name=st.sampled_from(["--epochs", "--seed", "--batch-size", "--pictures", "--learning-rate"]),
    value=st.sampled_from(["0", "-3", "99999999999", "nan", "inf", "-inf"])
    | st.integers(max_value=-1),
)
def test_values_out_of_range_end_in_one_sentence(name, value, tmp_path_factory, capsys):
    capsys.readouterr()
    words = ["train", "--out", str(tmp_path_factory.getbasetemp() / "x"), f"{name}={value}"]
    if name == "--seed" and value == "0":
        return
    try:
        assert main(words) == 1
    except SystemExit as ended:  # what is no number at all is refused with the usage
        assert ended.code == 2
    else:
        error = capsys.readouterr().err.strip()
        assert error.endswith(".")
        assert "\n" not in error
