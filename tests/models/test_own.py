"""A network of one's own: read from a line of text, or refused with one sentence."""

import pytest

from fmnist_app.models import (
    MODELS,
    ArchitectureError,
    Choices,
    architecture,
    count_parameters,
    layer_table,
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
from fmnist_app.models.own import LONGEST, as_text, largest_batch, parse


def test_every_kind_of_layer_is_read():
    text = (
        "conv8-5-valid-linear-nobias, bn, act-tanh, pool2, res16, drop0.25, flat, dense32, dense10"
    )
    assert parse(text, "gelu") == (
        Conv(8, 5, same=False, activation="linear", bias=False),
        BatchNorm(),
        Activation("tanh"),
        MaxPool(2),
        Residual(16, 3, "gelu", bias=False),
        Dropout(0.25),
        Flatten(),
        Dense(32, "gelu"),
        Dense(10, "softmax"),
    )
    assert parse("gap,dense10") == (GlobalPool(), Dense(10, "softmax"))


@pytest.mark.parametrize("activation", ["relu", "silu"])
@pytest.mark.parametrize("name", list(MODELS))
def test_one_can_start_from_any_other_network(name, activation):
    layers = architecture(name, Choices(filters=16, activation=activation))
    assert parse(as_text(layers, activation), activation) == layers
    assert len(as_text(layers, activation)) < LONGEST


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("", None, "no layers yet"),
        ("conv32,gap", 1, "has to be dense10"),
        ("conv32,dense10", 1, "put gap or flat before it"),
        ("flat,conv8,dense10", 1, "made one row"),
        ("pool28,conv3-2-valid,gap,dense10", 1, "no pixels left"),
        ("covn32,gap,dense10", 0, "is no layer"),
        ("conv,gap,dense10", 0, "no fitting number"),
        ("conv0,gap,dense10", 0, "no fitting number"),
        ("conv-5,gap,dense10", 0, "no fitting number"),
        ("gap2,dense10", 0, "no fitting number"),
        ("drop1.5,gap,dense10", 0, "is no layer"),
        ("conv8-blue,gap,dense10", 0, "“blue” behind it"),
        ("flat,dense10-relu", 1, "has to be dense10"),
        ("conv1000000,gap,dense10", 0, "10,000,000 parameters; at most 500,000"),
        ("conv64-7,conv64-7,gap,dense10", 1, "multiply-adds"),
        ("conv999-1,gap,dense10", 0, "values"),
        ("conv" + "9" * 40 + ",gap,dense10", 0, "is no layer"),
        ("conv\uff18,gap,dense10", 0, "is no layer"),
        (",".join(["bn"] * 30 + ["gap", "dense10"]), None, "32 layers; at most 30"),
        ("a" * 601, None, "600 characters"),
    ],
)
def test_what_cannot_work_is_refused_at_its_layer(text, place, said):
    with pytest.raises(ArchitectureError, match=said) as refused:
        parse(text)
    assert refused.value.place == place
    assert str(refused.value).endswith(".")


def test_limits_are_the_servers_own(monkeypatch):
    monkeypatch.setenv("FMNIST_OWN_PARAMETERS", "100")
    with pytest.raises(ArchitectureError, match="at most 100"):
        parse("flat,dense10")


def test_the_text_is_a_choice_like_any_other():
    layers = architecture("own", Choices(own="flat,dense16,dense10", dropout=0.5))
    assert [row.layer for row in layer_table(layers)] == [
        "Flatten",
        "Dropout 0.5",
        "Dense 16, ReLU",
        "Dropout 0.5",
        "Dense 10, softmax",
    ]
    assert count_parameters(layers) == 785 * 16 + 17 * 10


def test_dropout_of_ones_own_is_not_doubled():
    layers = architecture("own", Choices(own="gap,drop0.2,dense10", dropout=0.5))
    assert [layer for layer in layers if isinstance(layer, Dropout)] == [Dropout(0.2)]


@pytest.mark.slow
def test_a_layer_of_ones_own_begins_with_the_weights_it_has_elsewhere():
    from fmnist_app.models.build import build

    own = build(parse("conv32-3-valid,pool2,flat,dense10"), "own", 3).get_weights()
    for mine, basic in zip(
        own, build(architecture("basic"), "basic", 3).get_weights(), strict=True
    ):
        assert (mine == basic).all()


def test_a_network_that_makes_many_values_trains_on_small_batches(monkeypatch):
    layers = parse("conv10,flat,dense10")
    values = 10 * 28 * 28 * 2 + 10  # the convolution, the row that it becomes, the classes
    monkeypatch.setenv("FMNIST_BATCH_VALUES", str(3 * values))
    assert largest_batch(layers) == 3
    monkeypatch.setenv("FMNIST_BATCH_VALUES", "1")
    assert largest_batch(layers) == 1
