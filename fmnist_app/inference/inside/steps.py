"""The layers of networks in NumPy: what each makes of its input, and the way back of a gradient.

Each takes an array (n, ...) of float32 and returns its output with a function that turns the
gradient of a score with respect to that output into the gradient with respect to the input.
Results are Keras's at rest (no dropout, kept statistics), which a test holds to within 1e-4.
"""

from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.floating[Any]]
Pull = Callable[[Array], Array]
Made = tuple[Array, Pull]
EPSILON = np.float32(1e-3)  # what Keras adds to a variance before it divides by its root


def convolution(x: Array, kernel: Array, bias: Array | None, same: bool) -> Made:
    """Convolve (n, h, w, c) with `kernel` (k, k, c, m), stride 1; zeros around it if `same`."""
    side, (height, width) = kernel.shape[0], x.shape[1:3]
    lost = side - 1
    before = lost // 2 if same else 0
    y = correlated(_framed(x, before, lost - before) if same else x, kernel)
    if bias is not None:
        y += bias

    def pull(gradient: Array) -> Array:
        turned = np.ascontiguousarray(kernel[::-1, ::-1].swapaxes(2, 3))
        whole = correlated(_framed(gradient, lost, lost), turned)
        return whole[:, before : before + height, before : before + width]

    return y, pull


def correlated(x: Array, kernel: Array) -> Array:
    """Slide `kernel` (k, k, c, m) over (n, h, w, c) wherever it fits; (n, h-k+1, w-k+1, m)."""
    side, _, channels, maps = kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (side, side), axis=(1, 2))
    count, height, width = windows.shape[:3]
    rows = windows.transpose(0, 1, 2, 4, 5, 3).reshape(-1, side * side * channels)
    made: Array = (rows @ kernel.reshape(-1, maps)).reshape(count, height, width, maps)
    return made


def max_pool(x: Array, size: int) -> Made:
    """The largest of each window of `size` x `size`; rows and columns that fill none are left."""
    rows, columns = (length // size * size for length in x.shape[1:3])
    # Each place of a window, over all windows: quicker than windows one by one.
    corners = [
        np.s_[:, row:rows:size, column:columns:size]
        for row in range(size)
        for column in range(size)
    ]
    y = reduce(np.maximum, (x[corner] for corner in corners))

    def pull(gradient: Array) -> Array:
        whole = np.zeros_like(x)
        left = np.ascontiguousarray(gradient)
        for corner in corners:
            # Of several that are largest the first gets all, as in TensorFlow.
            hit = x[corner] == y
            whole[corner] = left * hit
            left = left * ~hit
        return whole

    return y, pull


def global_pool(x: Array) -> Made:
    """The mean of each map: (n, h, w, c) to (n, c)."""
    share = np.float32(1 / (x.shape[1] * x.shape[2]))

    def pull(gradient: Array) -> Array:
        return np.broadcast_to(gradient[:, None, None] * share, x.shape)

    return x.mean(axis=(1, 2)), pull


def flatten(x: Array) -> Made:
    """All values of a picture in one row."""
    return x.reshape(len(x), -1), lambda gradient: gradient.reshape(x.shape)


def dense(x: Array, kernel: Array, bias: Array) -> Made:
    """Weighted sums (n, d) by (d, m), before any activation."""
    return x @ kernel + bias, lambda gradient: gradient @ kernel.T


def normalise(x: Array, **weights: Array) -> Made:
    """Batch normalisation at rest, by the statistics that were kept; `weights` by Keras's names."""
    scale, shift = scale_and_shift(**weights)
    return x * scale + shift, lambda gradient: gradient * scale


def scale_and_shift(
    gamma: Array, beta: Array, moving_mean: Array, moving_variance: Array
) -> tuple[Array, Array]:
    """What batch normalisation at rest comes to: a factor and a summand for each map."""
    scale = gamma / np.sqrt(moving_variance + EPSILON)
    return scale, beta - moving_mean * scale


def activate(x: Array, kind: str) -> Made:
    """One of the activations of `models.ACTIVATIONS`; "softmax" is left out: scores stay scores."""
    match kind:
        case "relu":
            return np.maximum(x, 0), lambda gradient: gradient * (x > 0)
        case "tanh":
            y = np.tanh(x)
            return y, lambda gradient: gradient * (1 - y * y)
        case "silu":
            gate = _logistic(x)
            slope = gate * (1 + x * (1 - gate))
            return x * gate, lambda gradient: gradient * slope
        case "gelu":
            return _gelu(x)
        case _:
            return x, lambda gradient: gradient


def _gelu(x: Array) -> Made:
    """The input times the share of a normal distribution that lies below it."""
    from scipy.special import ndtr  # noqa: PLC0415 - few networks need it

    below = ndtr(x)
    density = np.exp(-x * x / 2) / np.float32(np.sqrt(2 * np.pi))
    slope = below + x * density
    return x * below, lambda gradient: gradient * slope


def _logistic(x: Array) -> Array:
    y: Array = 1 / (1 + np.exp(-np.clip(x, -60, 60)))
    return y


def _framed(x: Array, before: int, after: int) -> Array:
    """Zeros around each picture of (n, h, w, c)."""
    around = (before, after)
    return np.pad(x, ((0, 0), around, around, (0, 0)))
