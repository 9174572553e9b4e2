"""What the networks are and what they cost, without and with Keras."""

import pytest

from fmnist_app.models import (
    MODELS,
    ArchitectureError,
    Choices,
    UnknownModelError,
    architecture,
    count_parameters,
    layer_table,
    weights_of,
)
from fmnist_app.models.layers import (
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


def test_the_deep_network_is_a_small_one():
    assert count_parameters(architecture("deep")) == 99_858


@pytest.mark.parametrize(("name", "parameters"), [("basic", 54_410), ("standard", 121_930)])
def test_the_default_networks_have_the_parameters_of_the_report(name, parameters):
    assert count_parameters(architecture(name)) == parameters


@pytest.mark.slow
@pytest.mark.parametrize("choices", [Choices(), Choices(8, 5, 2), Choices(16, 2, 3)])
@pytest.mark.parametrize("name", list(MODELS))
def test_keras_builds_the_very_layers_of_the_table(name, choices):
    from fmnist_app.models.build import build

    layers = architecture(name, choices)
    model = build(layers, name, seed=1)
    table = layer_table(layers)
    assert [layer.count_params() for layer in model.layers] == [row.parameters for row in table]
    assert [layer.output.shape[1:] for layer in model.layers] == [row.output for row in table]
    assert [(weight.name, tuple(weight.shape), weight.trainable) for weight in model.weights] == [
        (one.name.rpartition(".")[2], one.shape, one.trained) for one in weights_of(layers)
    ]


def test_multiply_adds_of_the_first_convolution_are_counted_by_hand():
    first = layer_table(architecture("basic"))[0]
    assert first.multiply_adds == 26 * 26 * 32 * 9


@pytest.mark.slow
@pytest.mark.parametrize(
    "layers",
    [
        (Conv(4, 3), Residual(4, 3), GlobalPool(), Dense(10, "softmax")),
        (Conv(4, 3), Residual(8, 5), MaxPool(2), Residual(8, 3), Flatten(), Dense(10, "softmax")),
        (
            Conv(4, 3, same=True, activation="linear", bias=False),
            BatchNorm(),
            Activation("silu"),
            Residual(8, 3, "gelu", bias=False),
            GlobalPool(),
            Dropout(0.5),
            Dense(10, "softmax"),
        ),
    ],
)
def test_residual_blocks_are_built_as_the_table_says_and_from_their_seed(layers):
    from fmnist_app.models.build import build

    model, again = (build(layers, "any", seed=1) for _ in range(2))
    table = layer_table(layers)
    assert [layer.count_params() for layer in model.layers] == [row.parameters for row in table]
    assert [layer.output.shape[1:] for layer in model.layers] == [row.output for row in table]
    for weights, same in zip(model.get_weights(), again.get_weights(), strict=True):
        assert (weights == same).all()


def test_the_same_seed_draws_the_same_weights_and_another_seed_others():
    from fmnist_app.models.build import build

    def first_weights(seed):
        return build(architecture("basic"), "basic", seed).get_weights()[0].tolist()

    assert first_weights(3) == first_weights(3)
    assert first_weights(3) != first_weights(4)


def test_choices_that_leave_no_pixels_are_refused_in_words():
    with pytest.raises(ArchitectureError, match="no pixels left"):
        architecture("standard", Choices(kernel=7, pooling=4))


def test_an_unknown_network_is_refused_and_the_known_ones_are_named():
    with pytest.raises(UnknownModelError, match="basic, standard"):
        architecture("resnet")
