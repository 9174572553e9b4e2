"""t-SNE: a flat map that tries to keep neighbours together, by openTSNE.

van der Maaten and Hinton (2008); begun from PCA, as Kobak and Berens (2019) recommend.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from fmnist_app.inference.embedding.errors import NoMapError
from fmnist_app.inference.embedding.neighbours import Places
from fmnist_app.inference.inside.steps import Array

PERPLEXITY = 30
CLOSEST = 3 * PERPLEXITY  # neighbours of a picture that t-SNE looks at
EXAGGERATED, STEPS, EXAGGERATION = 250, 500, 12  # openTSNE's own phases
TOLD_EVERY = 25  # steps from one map shown to the next
SEED = 0

Told = Callable[[Array, float], None]


def tsne(begun_from: Array, places: Places, distances: Array, told: Told) -> Array:
    """A map (n, 2) float32 of pictures with their closest (n, k), begun from a map (n, 2).

    `told` is given the map so far and the share of steps done. One thread, so that the server and
    a training beside it go on; 10,000 pictures take some half a minute. Raises `NoMapError` where
    openTSNE is missing.
    """
    try:  # here, for the server must not load scikit-learn
        from openTSNE import TSNEEmbedding, affinity, initialization  # noqa: PLC0415
        from openTSNE.nearest_neighbors import PrecomputedNeighbors  # noqa: PLC0415
    except ImportError as error:
        raise NoMapError(
            "openTSNE is not installed on this server, so there is no t-SNE."
        ) from error

    near = PrecomputedNeighbors(places, distances.astype(np.float64))
    affinities = affinity.PerplexityBasedNN(knn_index=near, perplexity=_perplexity(places))
    begun = initialization.rescale(begun_from.astype(np.float64))
    # By Fourier transforms from 10,000 pictures on: these take as long for few.
    made = TSNEEmbedding(
        begun, affinities, negative_gradient_method="auto", n_jobs=1, random_state=SEED
    )
    done = 0
    for steps, exaggeration, momentum in ((EXAGGERATED, EXAGGERATION, 0.5), (STEPS, None, 0.8)):
        before = done

        def tell(step: int, _error: float, now: npt.NDArray[np.float64]) -> None:
            told(_flat(now), (before + step) / (EXAGGERATED + STEPS))  # noqa: B023 - called at once

        made = made.optimize(
            steps,
            exaggeration=exaggeration,
            momentum=momentum,
            callbacks=[tell],
            callbacks_every_iters=TOLD_EVERY,
        )
        done += steps
    return _flat(made)


def _perplexity(places: Places) -> int:
    return min(PERPLEXITY, int(places.shape[1]) // 3)


def _flat(points: npt.NDArray[np.float64]) -> Array:
    return np.asarray(points, np.float32)
