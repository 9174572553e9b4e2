"""One picture's way through a network, as plain data that a browser can calculate with."""

from __future__ import annotations

from typing import Any

import numpy as np

from fmnist_app.core.numbers import as_text
from fmnist_app.inference.inside.network import ArrayNetwork, Trace, Weights
from fmnist_app.inference.inside.steps import Array, scale_and_shift
from fmnist_app.models.layers import (
    Activation,
    BatchNorm,
    Conv,
    Dense,
    Dropout,
    Flatten,
    GlobalPool,
    Layer,
    MaxPool,
    Residual,
)

MOST_MAPS = 12  # of a layer that are shown, those that matter most to the class
MOST_TERMS = 8  # of a sum over many inputs that are shown one by one


def contributions(trace: Trace, weights: Array) -> list[Array]:
    """How much each map or unit of each layer matters to the scores weighted by (10,).

    A value's part is the value times the score's gradient; an array (maps,) for each layer.
    """
    gradients = (*trace.gradients(weights)[1:], np.asarray(weights, np.float32)[None])
    return [
        (value * gradient)[0].reshape(-1, value.shape[-1]).sum(axis=0)
        for value, gradient in zip(trace.values, gradients, strict=True)
    ]


def way(network: ArrayNetwork, picture: Array, weights: Array) -> list[dict[str, Any]]:
    """Every layer that does something at rest, in order, for a picture (28, 28) of 0 to 1.

    Each has `title`, `kind`, `shape`, its `values` (float32, little-endian, base64), `shown`: the
    numbers of the maps that matter most, `parts`: what these add, and what its kind needs to be
    calculated again. The first entry is the picture itself.
    """
    trace = network.trace(picture[None])
    matters = contributions(trace, weights)
    stages = [_stage("The picture", "picture", picture[..., None], np.zeros(1), 1)]
    came = picture[..., None]
    for place, layer in enumerate(network.layers):
        value = trace.values[place][0]
        if not isinstance(layer, (Dropout, Flatten)):
            last = place == len(network.layers) - 1
            kind = "scores" if last else _kind(layer)
            stage = _stage(str(layer), kind, value, matters[place], 10 if last else MOST_MAPS)
            more = _more(layer, network.weights[place], stage["shown"], came)
            if place in trace.blocks:
                more = _added(trace.blocks[place], stage["shown"], layer)
            stages.append({**stage, **more})
        came = value
    return stages


def _stage(title: str, kind: str, value: Array, parts: Array, most: int) -> dict[str, Any]:
    order = np.argsort(-parts, kind="stable")
    shown = sorted(order[:most].tolist()) if kind == "scores" else order[:most].tolist()
    return {
        "title": title,
        "kind": kind,
        "shape": list(value.shape),
        "values": as_text(value),
        "shown": shown,
        "parts": [float(parts[each]) for each in shown],
    }


def _kind(layer: Layer) -> str:
    kinds: dict[type, str] = {
        Conv: "convolution",
        BatchNorm: "normalisation",
        Activation: "activation",
        MaxPool: "pooling",
        Residual: "residual",
        GlobalPool: "mean",
        Dense: "dense",
    }
    return kinds[type(layer)]


def _more(layer: Layer, weights: Weights, shown: list[int], came: Array) -> dict[str, Any]:
    """What a browser needs to calculate the shown maps from what came in."""
    match layer:
        case Conv(_, side, same, activation, _):
            bias = weights.get("bias")
            return {
                "side": side,
                "before": (side - 1) // 2 if same else 0,
                "activation": activation,
                # A map after the other, as the numbers of `shown` are.
                "kernel": as_text(np.moveaxis(weights["kernel"][..., shown], -1, 0)),
                "bias": [0.0 if bias is None else float(bias[each]) for each in shown],
                "largest": float(np.abs(weights["kernel"]).max()),
            }
        case MaxPool(size):
            return {"side": size}
        case Activation(kind):
            return {"activation": kind}
        case BatchNorm():
            scale, shift = scale_and_shift(**weights)
            return {
                "scale": [float(scale[each]) for each in shown],
                "shift": [float(shift[each]) for each in shown],
            }
        case Dense(_, activation):
            terms = [_terms(came, weights["kernel"][:, each]) for each in shown]
            return {
                "activation": "linear" if activation == "softmax" else activation,
                "terms": terms,
                "bias": [float(weights["bias"][each]) for each in shown],
            }
        case _:
            return {}


def _terms(came: Array, kernel: Array) -> dict[str, Any]:
    """The products of a unit: the largest one by one, and the sum of all others."""
    products = came.ravel() * kernel
    largest = np.argsort(-np.abs(products), kind="stable")[:MOST_TERMS]
    return {
        "largest": [
            [int(each), float(came.ravel()[each]), float(kernel[each]), float(products[each])]
            for each in largest
        ],
        "others": float(products.sum() - products[largest].sum()),
        "count": len(products) - len(largest),
    }


def _added(block: tuple[Array, Array], shown: list[int], layer: Layer) -> dict[str, Any]:
    branch, kept = (as_text(each[0][..., shown]) for each in block)
    return {"branch": branch, "kept": kept, "activation": getattr(layer, "activation", "linear")}
