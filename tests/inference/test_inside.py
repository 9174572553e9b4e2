"""Inside a network: values, ways back, evidence, and whether evidence follows the weights."""

import base64
from typing import Any

import numpy as np
import pytest

from fmnist_app.catalog import shipped
from fmnist_app.catalog.weights import read_weights
from fmnist_app.evaluation.predictions import at_temperature
from fmnist_app.inference.inside import steps
from fmnist_app.inference.inside.evidence import (
    EXACT,
    GRADIENTS,
    METHODS,
    OCCLUSION,
    evidence,
    methods_of,
    places,
    wanted,
)
from fmnist_app.inference.inside.faithfulness import (
    after_forgetting,
    brightest_first,
    by_evidence,
    curves,
    rank_correlation,
)
from fmnist_app.inference.inside.looks_for import can_be_dead, layers_with_maps, made_for, woken
from fmnist_app.inference.inside.network import ArrayNetwork, by_layer
from fmnist_app.inference.inside.way import contributions, way
from fmnist_app.models import architecture, weights_of
from fmnist_app.models.layers import (
    ACTIVATIONS,
    Activation,
    BatchNorm,
    Conv,
    Dense,
    Dropout,
    Flatten,
    GlobalPool,
    MaxPool,
    Residual,
)

SMALL = (Conv(4, 3), MaxPool(2), Flatten(), Dense(10, "softmax"))
# One of every kind of layer, and every activation.
ALL_KINDS = (
    Conv(5, 3, same=True, activation="linear", bias=False),
    BatchNorm(),
    Activation("silu"),
    MaxPool(3),
    Residual(5, 3, "tanh"),
    Residual(7, 3, "gelu", bias=False),
    Conv(6, 2, same=True, activation="gelu"),
    Dropout(0.5),
    GlobalPool(),
    Dense(8, "tanh"),
    Dense(10, "softmax"),
)


def drawn(layers, seed=0):
    """A network of these layers with weights drawn by a seed, statistics too."""
    draw = np.random.default_rng(seed)

    def array(weight):
        if "variance" in weight.name:
            return draw.uniform(0.5, 2, weight.shape).astype(np.float32)
        return draw.normal(0, 0.1, weight.shape).astype(np.float32)

    return ArrayNetwork(layers, by_layer(layers, map(array, weights_of(layers))))


def noise(count, seed=1):
    return np.random.default_rng(seed).uniform(0, 1, (count, 28, 28)).astype(np.float32)


@pytest.fixture(scope="module")
def boots(dataset):
    return np.asarray(dataset.test_images[:40], np.float32) / 255


@pytest.fixture(scope="module")
def standard():
    return read_weights(shipped("standard"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "layers", [SMALL, ALL_KINDS, *map(architecture, ("standard", "residual", "deep"))]
)
def test_values_and_gradients_are_those_of_keras(layers):
    import tensorflow as tf

    from fmnist_app.models.build import build

    network, pictures = drawn(layers), noise(6)
    model = build(layers, "any", seed=0)
    model.set_weights([array for own in network.weights for array in own.values()])
    pixels = tf.constant(pictures[..., None])
    with tf.GradientTape() as tape:
        tape.watch(pixels)
        values = [pixels]
        for layer in model.layers:
            values.append(layer(values[-1], training=False))
        value = tf.reduce_sum(tf.math.log(values[-1])[:, 3])
    trace = network.trace(pictures)
    for ours, theirs in zip(trace.values[:-1], values[1:-1], strict=True):
        np.testing.assert_allclose(ours, theirs.numpy(), rtol=1e-4, atol=1e-4)
    assert trace.probabilities == pytest.approx(values[-1].numpy(), abs=1e-5)
    of_log = wanted(3) - trace.probabilities  # of the logarithm of a share, by the scores
    found = trace.gradients(of_log)[0]
    expected = tape.gradient(value, pixels).numpy()
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-3 * np.abs(expected).max())


def any_layers(seed):
    """Layers drawn by a seed: two to four blocks of maps, then one or two dense layers."""
    draw = np.random.default_rng(seed)

    def one_of(*choices):
        return choices[draw.integers(len(choices))]

    layers: list[Any] = []
    for _ in range(draw.integers(2, 5)):
        maps, activation = int(draw.integers(3, 9)), one_of(*ACTIVATIONS)
        match one_of("plain", "normalised", "residual"):
            case "plain":
                layers.append(
                    Conv(maps, int(draw.integers(1, 5)), same=True, activation=activation)
                )
            case "normalised":
                bare = Conv(maps, 3, same=True, activation="linear", bias=False)
                layers += [bare, BatchNorm(), Activation(activation)]
            case "residual":
                layers.append(Residual(maps, 3, activation))
        layers += [MaxPool(2)] * int(draw.integers(2)) + [Dropout(0.2)] * int(draw.integers(2))
    layers.append(one_of(Flatten(), GlobalPool()))
    layers += [Dense(int(draw.integers(4, 17)), one_of(*ACTIVATIONS))] * int(draw.integers(2))
    return (*layers, Dense(10, "softmax"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_values_of_any_network_that_was_trained_are_those_of_keras(seed, dataset):
    from fmnist_app.models.build import build

    layers = any_layers(seed)
    model = build(layers, "any", seed=seed)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    pictures = np.asarray(dataset.train_images[:256, ..., None], np.float32) / 255
    model.fit(pictures, dataset.train_labels[:256], verbose=0)
    network = ArrayNetwork(layers, by_layer(layers, iter(model.get_weights())))
    trace = network.trace(pictures[:20, ..., 0])
    value = pictures[:20]
    for layer, ours in zip(model.layers[:-1], trace.values[:-1], strict=True):
        value = layer(value, training=False)
        np.testing.assert_allclose(ours, value.numpy(), rtol=1e-4, atol=1e-4)
    expected = model.layers[-1](value).numpy()
    assert trace.probabilities == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("kind", ACTIVATIONS)
def test_the_way_back_through_an_activation_is_its_slope(kind):
    x = np.linspace(-3, 3, 61) + 0.013
    step = 1e-5
    rise = (steps.activate(x + step, kind)[0] - steps.activate(x - step, kind)[0]) / (2 * step)
    assert steps.activate(x, kind)[1](np.ones_like(x)) == pytest.approx(rise, abs=1e-4)


def test_of_equal_values_in_a_window_the_first_alone_gets_the_gradient():
    y, pull = steps.max_pool(np.ones((1, 5, 5, 1), np.float32), 2)
    back = pull(np.ones_like(y))[0, :, :, 0]
    assert back.sum() == y.size
    assert back[:4:2, :4:2].all()  # the corner of each window; the fifth row fills none


def test_many_pictures_at_once_get_the_scores_that_each_gets_alone():
    network, pictures = drawn(SMALL), noise(130)
    one_by_one = np.concatenate([network.trace(one[None]).scores for one in pictures])
    np.testing.assert_allclose(network.scores(pictures), one_by_one, atol=1e-4)


def test_the_exact_map_and_the_bias_sum_to_every_score(boots):
    network = read_weights(shipped("basic"))
    trace = network.trace(boots)
    total = places(network, trace).sum(axis=(1, 2)) + network.weights[-1]["bias"]
    np.testing.assert_allclose(total, trace.scores, rtol=1e-4, atol=1e-4)


def test_the_exact_map_is_for_networks_with_one_dense_layer_behind_their_maps(standard):
    assert methods_of(drawn(SMALL)) == tuple(METHODS)
    assert methods_of(drawn(architecture("deep"))) == tuple(METHODS)  # behind global pooling
    assert methods_of(standard) == (GRADIENTS, OCCLUSION)
    with pytest.raises(ValueError, match="a single dense layer"):
        places(standard, standard.trace(noise(1)))


@pytest.mark.parametrize(("method", "near"), [(EXACT, 1e-4), (GRADIENTS, 0.05)])
def test_what_a_map_adds_up_to_and_a_black_picture_are_the_score(method, near, boots):
    network = read_weights(shipped("basic"))
    for picture in boots[:6]:
        weights = wanted(9, against=7)
        found = evidence(method, network, picture, weights)
        score = float(network.scores(picture[None])[0] @ weights)
        change = abs(score - found.beside)
        assert found.total + found.beside == pytest.approx(score, abs=near * max(change, 1))
        assert found.pixels.sum() == pytest.approx(found.total, abs=near * max(change, 1))


def test_where_nothing_is_to_be_seen_occlusion_finds_nothing(standard):
    picture = np.zeros((28, 28), np.float32)
    picture[:6, :6] = 1
    found = evidence(OCCLUSION, standard, picture, wanted(8))
    assert np.abs(found.pixels[:6, :6]).max() > 0
    assert np.abs(found.pixels[14:, 14:]).max() == 0


def mean_correlation(network, pictures, explain):
    """The mean rank correlation of explanations with those after the last layer forgot."""
    said = network.scores(pictures).argmax(axis=1)
    rows = [
        rank_correlation(
            explain(network, picture, wanted(int(label))),
            explain(network.forgetting(1, seed), picture, wanted(int(label))),
            picture,
        )
        for seed, (picture, label) in enumerate(zip(pictures, said, strict=True))
    ]
    return float(np.mean(rows))


@pytest.mark.parametrize("method", [GRADIENTS, OCCLUSION])
def test_evidence_is_another_one_when_the_last_layer_forgets(method, standard, boots):
    def explain(network, picture, weights):
        return evidence(method, network, picture, weights).pixels

    assert mean_correlation(standard, boots[:8], explain) < 0.2


def test_guided_backpropagation_hardly_changes_when_the_last_layer_forgets(
    standard, boots, monkeypatch
):
    plain = steps.activate

    def guided(x, kind):
        y, pull = plain(x, kind)
        return y, lambda gradient: np.maximum(pull(gradient), 0)

    monkeypatch.setattr(steps, "activate", guided)

    def explain(network, picture, weights):
        return network.trace(picture[None]).gradients(weights)[0][0, :, :, 0]

    assert mean_correlation(standard, boots, explain) > 0.2  # and so it is not offered


def test_layers_forget_from_the_last_on_and_none_is_left_out(standard):
    for count in range(len(standard.learnt) + 1):
        forgetful = standard.forgetting(count, seed=0)
        changed = [
            place
            for place, (now, before) in enumerate(
                zip(forgetful.weights, standard.weights, strict=True)
            )
            if any((now[name] != before[name]).any() for name in now)
        ]
        assert changed == list(standard.learnt[len(standard.learnt) - count :])
    maps = after_forgetting(OCCLUSION, standard, noise(1)[0], wanted(0), seed=0)
    assert len(maps) == len(standard.learnt) + 1


def test_curves_run_from_the_picture_to_black_and_from_blurred_to_the_picture(standard, boots):
    picture = boots[0]
    found = curves(standard, picture, 9, brightest_first(picture))
    sure = at_temperature(standard.scores(picture[None]), 1.0)[0, 9]
    black = at_temperature(standard.scores(np.zeros((1, 28, 28), np.float32)), 1.0)[0, 9]
    assert found.deletion[[0, -1]] == pytest.approx([sure, black], abs=1e-5)
    assert found.insertion[-1] == pytest.approx(sure, abs=1e-5)
    assert found.insertion[0] < sure


def test_rank_correlation_is_that_of_scipy_over_the_pixels_that_are_not_black():
    from scipy.stats import spearmanr

    draw = np.random.default_rng(0)
    one, other = draw.integers(0, 9, (2, 28, 28)).astype(np.float32)
    picture = draw.integers(0, 2, (28, 28)).astype(np.float32)
    expected = spearmanr(one[picture > 0], other[picture > 0]).statistic
    assert rank_correlation(one, other, picture) == pytest.approx(expected)
    assert rank_correlation(one, one, picture) == pytest.approx(1)
    assert rank_correlation(one, one, np.zeros_like(picture)) == 0
    assert rank_correlation(np.ones_like(one), other, picture) == 0


def test_pixels_go_in_the_order_of_the_evidence():
    pixels = np.zeros((28, 28), np.float32)
    pixels[3, 4], pixels[0, 1] = 2, 1
    assert by_evidence(pixels)[:2].tolist() == [3 * 28 + 4, 1]


def test_a_map_is_woken_by_its_pattern_and_a_dead_one_is_named():
    kernel = np.zeros((3, 3, 1, 2), np.float32)
    kernel[:, 0, 0, 0], kernel[:, 2, 0, 0] = -1, 1  # dark on the left, bright on the right
    layers = (Conv(2, 3), MaxPool(2), Flatten(), Dense(10, "softmax"))
    arrays = [kernel, np.array([0, -1], np.float32), *drawn(layers).weights[3].values()]
    network = ArrayNetwork(layers, by_layer(layers, iter(arrays)))
    pictures = np.zeros((12, 28, 28), np.uint8)
    pictures[7, :, 14:] = 255
    told: list[float] = []
    found = woken(network, pictures, told.append)[0]
    assert found.strongest[0, 0] == 7
    assert 7 not in found.weakest[0]
    assert can_be_dead(network, 0)
    assert [found.is_dead(map_) for map_ in range(2)] == [False, True]
    assert told
    made = made_for(network, 0, 0)
    risen = network.trace(made[None]).values[0][..., 0].max()
    assert risen > 1.5  # of 3 at most


def test_what_looks_for_something_are_convolutions_behind_their_activation():
    assert layers_with_maps(drawn(SMALL)) == (0,)
    assert layers_with_maps(drawn(ALL_KINDS)) == (2, 4, 5, 6)


def numbers(text):
    return np.frombuffer(base64.b64decode(text), "<f4")


def test_what_maps_matter_sums_to_the_score_behind_the_last_bias():
    network, picture = drawn(SMALL), noise(1)
    matters = contributions(network.trace(picture), wanted(4))
    score = network.scores(picture)[0, 4] - network.weights[-1]["bias"][4]
    assert matters[1].sum() == pytest.approx(score, rel=1e-4)


@pytest.mark.parametrize("layers", [SMALL, ALL_KINDS, architecture("deep")])
def test_a_browser_can_calculate_every_layer_from_what_it_is_sent(layers):
    network, picture = drawn(layers), noise(1)[0]
    stages = way(network, picture, wanted(2))
    values = [numbers(stage["values"]).reshape(stage["shape"]) for stage in stages]
    for stage, before, value in zip(stages[1:], values, values[1:], strict=False):
        check(stage, before, value)
    assert [stage["kind"] for stage in stages][0 :: len(stages) - 1] == ["picture", "scores"]


def check(stage, before, value):
    """Calculate one value of the map that matters most as the page does."""
    map_ = stage["shown"][0]
    match stage["kind"]:
        case "convolution":
            side = stage["side"]
            kernel = numbers(stage["kernel"]).reshape(-1, side, side, before.shape[2])[0]
            row = stage["before"]
            patch = before[row : row + side, row : row + side]
            total = (patch * kernel).sum() + stage["bias"][0]
            found = steps.activate(np.array([total]), stage["activation"])[0][0]
            assert found == pytest.approx(value[2 * row, 2 * row, map_], rel=1e-3, abs=1e-3)
        case "pooling":
            side = stage["side"]
            assert before[:side, :side, map_].max() == pytest.approx(value[0, 0, map_])
        case "normalisation":
            found = before[3, 4, map_] * stage["scale"][0] + stage["shift"][0]
            assert found == pytest.approx(value[3, 4, map_], rel=1e-3, abs=1e-4)
        case "residual":
            shown = len(stage["shown"])
            total = numbers(stage["branch"])[:shown] + numbers(stage["kept"])[:shown]
            found = steps.activate(total, stage["activation"])[0]
            assert found == pytest.approx(value[0, 0, stage["shown"]], rel=1e-3, abs=1e-4)
        case "dense" | "scores":
            terms = stage["terms"][0]
            products = sum(term[3] for term in terms["largest"])
            total = products + terms["others"] + stage["bias"][0]
            found = steps.activate(np.array([total]), stage["activation"])[0][0]
            assert found == pytest.approx(value[map_], rel=1e-3, abs=1e-3)
