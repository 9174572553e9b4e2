"""A network in training as plain arrays: written, read back the same, and never believed."""

import json
import struct
from dataclasses import replace

import numpy as np
import pytest

from fmnist_app.models import MODELS, Choices, architecture, count_parameters, weights_of
from fmnist_app.training.saved import (
    SavedNetwork,
    SavedNetworkError,
    Seen,
    Start,
    check_values,
    read_saved,
    write_saved,
)

LAYERS = architecture("residual", Choices(filters=4))
NOTHING_SEEN = Seen()


def made(layers=LAYERS, memory=("momentum", "velocity"), seen=NOTHING_SEEN):
    """A network of these layers with other numbers in each array."""
    chance = np.random.default_rng(3)
    shapes = [weight.shape for weight in weights_of(layers)]
    trained = [weight.shape for weight in weights_of(layers) if weight.trained]
    best = tuple(chance.random(shape, np.float32) for shape in shapes) if seen.epoch else None
    return SavedNetwork(
        tuple(chance.random(shape, np.float32) for shape in shapes),
        {slot: tuple(chance.random(shape, np.float32) for shape in trained) for slot in memory},
        Start(31, 4.5, measurement_pending=True, seen=seen, best_weights=best),
        0.001,
    )


def content(tmp_path, saved, layers=LAYERS):
    write_saved(saved, layers, tmp_path / "x.safetensors")
    return (tmp_path / "x.safetensors").read_bytes()


@pytest.fixture
def data(tmp_path):
    return content(tmp_path, made())


def header_of(data):
    (length,) = struct.unpack_from("<Q", data)
    return json.loads(data[8 : 8 + length])


def with_header(data, header):
    """The file with another header, whatever that claims of the numbers after it."""
    (length,) = struct.unpack_from("<Q", data)
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data[8 + length :]


@pytest.mark.parametrize("name", list(MODELS))
@pytest.mark.parametrize("memory", [(), ("momentum",), ("momentum", "velocity")])
def test_what_is_written_is_read_back_to_the_last_bit(name, memory, tmp_path):
    layers = architecture(name, Choices(filters=4))
    saved = made(layers, memory)
    back = read_saved(content(tmp_path, saved, layers), layers)
    assert (back.start, back.learning_rate) == (saved.start, saved.learning_rate)
    assert tuple(back.memory) == memory
    for one, other in zip(back.arrays, saved.arrays, strict=True):
        assert one.shape == other.shape
        assert (one == other).all()
    assert sum(array.size for array in back.weights) == count_parameters(layers)


def test_the_weights_of_the_best_epoch_and_what_was_seen_of_it_come_along(tmp_path):
    saved = made(memory=("velocity",), seen=Seen(0.31, 4, 2, 1))
    back = read_saved(content(tmp_path, saved), LAYERS)
    assert back.start.seen == Seen(0.31, 4, 2, 1)
    best = back.start.best_weights or (), saved.start.best_weights or ()
    assert [(one == other).all() for one, other in zip(*best, strict=True)] == [True] * len(best[1])
    assert tuple(back.memory) == ("velocity",)


def test_the_file_is_laid_out_as_its_format_says(data):
    """Read here by the format's own words, without the app's reader."""
    header = header_of(data)
    begin = 8 + struct.unpack_from("<Q", data)[0]
    entry = header["layers.0.kernel"]
    assert (entry["dtype"], entry["shape"]) == ("F32", [3, 3, 1, 4])
    first, last = entry["data_offsets"]
    numbers = np.frombuffer(data[begin + first : begin + last], "<f4").reshape(entry["shape"])
    assert (numbers == made().weights[0]).all()
    assert set(header["__metadata__"].values()) == {header["__metadata__"]["training"]}
    ends = [one["data_offsets"] for name, one in header.items() if name != "__metadata__"]
    assert [end for _, end in ends[:-1]] == [begin for begin, _ in ends[1:]]
    assert begin + ends[-1][1] == len(data)


def test_arrays_of_other_layers_are_never_written(tmp_path):
    with pytest.raises((AssertionError, ValueError)):
        write_saved(made(), architecture("basic"), tmp_path / "x")
    assert not list(tmp_path.iterdir())


def changed(**entry):
    def change(header):
        header["layers.0.kernel"] |= entry

    return change


def noted(**values):
    def change(header):
        note = json.loads(header["__metadata__"]["training"])
        header["__metadata__"]["training"] = json.dumps(note | values)

    return change


def renamed(old, new):
    def change(header):
        header[new] = header.pop(old)

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda header: header.pop("layers.0.kernel"), "no array layers.0.kernel of 3 x 3 x 1 x 4"),
        (lambda header: header.update(more={}), "more arrays"),
        (lambda header: header.pop("__metadata__"), "no file of a network"),
        (lambda header: header.update(__metadata__={"training": "{"}), "no file of a network"),
        (lambda header: header.update(__metadata__=[]), "no file of a network"),
        (renamed("layers.0.bias", "../../evil"), "no array layers.0.bias of 4"),
        (renamed("optimizer.velocity.0.bias", "x"), "no array optimizer.velocity.0.bias"),
        (changed(dtype="F64"), "no array layers.0.kernel"),
        (changed(dtype="O"), "no array layers.0.kernel"),
        (changed(shape=[3, 3, 1, 5]), "no array layers.0.kernel"),
        (changed(shape=[10**12]), "no array layers.0.kernel"),
        (changed(shape=[-1, 4]), "no array layers.0.kernel"),
        (changed(data_offsets=[0, 10**15]), "no array layers.0.kernel"),
        (changed(data_offsets=[144, 288]), "no array layers.0.kernel"),
        (noted(step=-1), "Step is -1; expected 0 to"),
        (noted(step=1.5), "expected a whole number"),
        (noted(step=True), "expected a whole number"),
        (noted(step=10**400), "Step is 10,000"),
        (noted(seconds="long"), "expected a number"),
        (noted(seconds=float("nan")), "no file of a network"),
        (noted(learning_rate=float("inf")), "no file of a network"),
        (noted(learning_rate=-0.1), "Learning rate is -0.1"),
        (noted(measurement_pending="no"), "no file of a network"),
        (noted(seen={"epoch": -1}), "Epoch is -1"),
        (noted(seen={"best": float("nan")}), "no file of a network"),
        (noted(seen={"more": 1}), "no file of a network"),
        (noted(seen=[]), "no file of a network"),
    ],
)
def test_a_header_that_says_anything_else_is_refused(data, change, said):
    header = header_of(data)
    change(header)
    with pytest.raises(SavedNetworkError) as refused:
        read_saved(with_header(data, header), LAYERS)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "broken",
    [
        lambda data: b"",
        lambda data: data[:5],
        lambda data: b"\xff" * 8 + data[8:],
        lambda data: struct.pack("<Q", 2**63) + data[8:],
        lambda data: struct.pack("<Q", len(data)) + data[8:],
        lambda data: struct.pack("<Q", 9_000) + b"[" * 9_000,
        lambda data: struct.pack("<Q", 300_000) + b" " * 300_000,
        lambda data: struct.pack("<Q", 2) + b"[]" + data,
        lambda data: struct.pack("<Q", 2) + b"\xff\xff" + data,
        lambda data: data[:-4],
        lambda data: data + bytes(4),
        lambda data: b"\x80\x04\x95" + data,  # how a pickle begins
        lambda data: b"\x93NUMPY" + data,
        lambda data: b"PK\x03\x04" + data,
    ],
)
def test_a_file_of_another_kind_or_length_is_refused(data, broken):
    with pytest.raises(SavedNetworkError):
        read_saved(broken(data), LAYERS)


def test_the_network_of_other_settings_is_refused(data):
    with pytest.raises(SavedNetworkError, match=r"no array layers\.0\.kernel of 3 x 3 x 1 x 8"):
        read_saved(data, architecture("residual", Choices(filters=8)))


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_none_are_found(bad):
    saved = made()
    saved.weights[5][1] = bad
    with pytest.raises(SavedNetworkError, match=r"layers\.2\.first_norm\.beta holds what is no"):
        check_values(saved, LAYERS)


def test_a_variance_or_a_mean_of_squares_below_nought_is_found():
    check_values(made(), LAYERS)
    saved = made()
    saved.memory["velocity"][0][0] = -1
    with pytest.raises(SavedNetworkError, match=r"optimizer\.velocity\.0\.kernel holds a number"):
        check_values(saved, LAYERS)
    variance = next(
        place for place, one in enumerate(weights_of(LAYERS)) if one.name.endswith("variance")
    )
    saved = replace(saved, memory={})
    saved.weights[variance][0] = -1
    with pytest.raises(SavedNetworkError, match="moving_variance holds a number below 0"):
        check_values(saved, LAYERS)
