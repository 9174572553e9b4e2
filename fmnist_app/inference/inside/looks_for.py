"""What each map of a network looks for: the pictures that wake it most, and one made for it.

Made pictures: Erhan et al. (2009), "Visualizing higher-layer features of a deep network".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from fmnist_app.data import normalise
from fmnist_app.inference.inside.network import ArrayNetwork, parts
from fmnist_app.inference.inside.steps import Array
from fmnist_app.models.layers import Activation, Conv, Residual

STRONGEST, WEAKEST = 9, 3
AT_ONCE, TOLD_EVERY = 50, 10  # pictures in one pass, and passes from one word to the next
STEPS, STEP, SMOOTH, SEED = 60, 0.08, 0.5, 0  # of a made picture: pixels' values are 0 to 1
LINEAR, ENDS_AT_ZERO = "linear", "relu"  # the activation whose maps can be dead

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Woken:
    """Which pictures wake the maps of one layer most, and how much.

    `strongest` (maps, 9) and `weakest` (maps, 3) are places in the pictures; `peaks` (maps,) the
    highest value of each map over all of them.
    """

    strongest: Places
    weakest: Places
    peaks: Array

    def is_dead(self, map_: int) -> bool:
        """Whether a map of a ReLU layer never rises above 0."""
        return bool(self.peaks[map_] <= 0)


def layers_with_maps(network: ArrayNetwork) -> tuple[int, ...]:
    """The numbers of the layers whose maps look for something: convolutions after their ReLU."""
    found = []
    for place, layer in enumerate(network.layers):
        after = network.layers[place + 2 : place + 3]
        bare = isinstance(layer, Conv) and layer.activation == "linear"
        if bare and after and isinstance(after[0], Activation):
            found.append(place + 2)  # behind its batch normalisation
        elif isinstance(layer, Conv | Residual):
            found.append(place)
    return tuple(found)


def can_be_dead(network: ArrayNetwork, place: int) -> bool:
    """Whether the layer ends in ReLU, so that a map can stay at 0 for good."""
    layer = network.layers[place]
    kind = layer.kind if isinstance(layer, Activation) else getattr(layer, "activation", "")
    return kind == ENDS_AT_ZERO


def woken(
    network: ArrayNetwork, pictures: npt.NDArray[np.uint8], progress: Callable[[float], None]
) -> dict[int, Woken]:
    """What wakes the maps of each layer that has some, among pictures (n, 28, 28) uint8.

    `progress` is told the share that is done; 10,000 pictures take some seconds.
    """
    wanted = layers_with_maps(network)
    peaks: dict[int, list[Array]] = {place: [] for place in wanted}
    for number, part in enumerate(parts(pictures, AT_ONCE)):
        values = network.trace(normalise(part)[..., 0]).values
        for place in wanted:
            peaks[place].append(values[place].max(axis=(1, 2)))
        if number % TOLD_EVERY == 0:
            progress(number * AT_ONCE / len(pictures))
    return {place: _ranked(np.concatenate(own)) for place, own in peaks.items()}


def _ranked(peaks: Array) -> Woken:
    """From the peak of each map on each picture, (n, maps)."""
    order = np.argsort(-peaks, axis=0, kind="stable").T
    return Woken(order[:, :STRONGEST], order[:, : -WEAKEST - 1 : -1], peaks.max(axis=0))


def made_for(network: ArrayNetwork, place: int, map_: int) -> Array:
    """A picture (28, 28) of 0 to 1 made to wake one map of layer `place`, where it is most awake.

    It begins as grey noise by a fixed seed and climbs for 60 steps, smoothed a little after each.
    """
    import cv2  # noqa: PLC0415 - 40 MB, for those who ask for a picture

    network = _ending_at(network, place)
    picture = np.random.default_rng(SEED).uniform(0.3, 0.5, (28, 28)).astype(np.float32)
    for _ in range(STEPS):
        trace = network.trace(picture[None])
        value = trace.values[place][..., map_]
        gradient = np.zeros_like(trace.values[place])
        # The higher places weigh more: what wakes a map everywhere a little is often plain black.
        gradient[..., map_] = np.maximum(value - value.mean(), 0) ** 2
        slope = trace.back(place, gradient)[0, ..., 0]
        spread = float(np.abs(slope).mean())
        if not spread:
            break  # nothing that comes before lets anything through
        risen = picture + STEP * np.clip(slope / spread, -1, 1)
        picture = np.clip(cv2.GaussianBlur(risen, (0, 0), SMOOTH), 0, 1)
    return picture


def _ending_at(network: ArrayNetwork, place: int) -> ArrayNetwork:
    """The network up to a layer, without its activation: a map at 0 would not say where up is."""
    *before, last = network.layers[: place + 1]
    if isinstance(last, Conv):
        last = replace(last, activation=LINEAR)
    elif isinstance(last, Activation):
        last = Activation(LINEAR)
    return ArrayNetwork((*before, last), network.weights[: place + 1])
