"""How small a made defect is found among the good pictures of a style, kind by kind."""

from collections.abc import Mapping
from functools import partial

import numpy as np
import numpy.typing as npt

from fmnist_app.augment.defects import KINDS, with_defect
from fmnist_app.bench import Figures, Say
from fmnist_app.catalog import shipped
from fmnist_app.catalog.weights import read_weights
from fmnist_app.data import CLASS_NAMES, CLASSES, Dataset, load_dataset
from fmnist_app.data.files import UInt8Array
from fmnist_app.data.nearest import Nearest
from fmnist_app.evaluation.detection import auroc
from fmnist_app.evaluation.intervals import wilson
from fmnist_app.inference.anomaly.detector import LEVEL, Describe, Detector, Inspection
from fmnist_app.inference.anomaly.measured import (
    NETWORK,
    Measured,
    OfDefect,
    OfStyle,
    Share,
)
from fmnist_app.inference.anomaly.memory import patch_features, pixel_features
from fmnist_app.inference.anomaly.styles import GOOD, OTHERS, Style, densest, style_around

SEED = 0
BESIDE = 2  # pixels by which a mark may miss a defect: how far a part sees
Inspections = list[list[Inspection]]  # of each style's pictures


def measure(epochs: int, rounds: int, say: Say) -> Figures:  # noqa: ARG001 - nothing is trained
    """Have a style of each class remembered, and made defects looked for on its other pictures."""
    data = load_dataset()
    styles = _styles(data)
    say(
        f"{len(styles)} styles, one of each class that has one: {GOOD} good pictures remembered, "
        f"{OTHERS // 2} other good ones against {OTHERS // 2} with a defect."
    )
    network = read_weights(shipped(NETWORK))
    by_network = _Bench(data, styles, partial(patch_features, network))
    by_pixels = _Bench(data, styles, pixel_features)
    found = Measured(
        network=NETWORK,
        seed=SEED,
        good=GOOD,
        checked=OTHERS,
        styles=tuple(OfStyle(label=one.label, picture=place) for place, one in styles.items()),
        good_against_good=by_network.against(by_network.spoilt),
        alarms=_share([one.differs for of_style in by_network.good for one in of_style]),
        defects=tuple(
            _of_defect(by_network, by_pixels, kind, size)
            for kind, about in KINDS.items()
            for size in about.sizes
        ),
    )
    for line in _lines(found):
        say(line)
    return {"defects": found.model_dump()}


def _styles(data: Dataset) -> Mapping[int, Style]:
    """A style for each class, by the training picture that it lies around."""
    index = Nearest(data.train_images)
    places = [densest(data, index, label, SEED) for label in range(CLASSES)]
    found = {place: style_around(data, index, place) for place in places if place is not None}
    return {place: style for place, style in found.items() if style}


class _Bench:
    """One way of describing pictures, and a detector by it for each style."""

    def __init__(self, data: Dataset, styles: Mapping[int, Style], describe: Describe) -> None:
        half = OTHERS // 2
        others = [data.train_images[one.others] for one in styles.values()]
        self.detectors = [
            Detector(describe, data.train_images[one.good]) for one in styles.values()
        ]
        self.good = self.inspected([pictures[:half] for pictures in others])
        self.whole = [pictures[half:] for pictures in others]
        self.spoilt = self.inspected(self.whole)  # before anything is done to them

    def inspected(self, pictures: list[UInt8Array]) -> Inspections:
        """What is found of each style's pictures."""
        pairs = zip(self.detectors, pictures, strict=True)
        return [detector.inspect(some) for detector, some in pairs]

    def against(self, bad: Inspections) -> Share:
        """The AUROC of the good pictures against others."""
        found = auroc(_scores(self.good), _scores(bad), SEED)
        return _rounded(found.value, found.interval.low, found.interval.high)


def _of_defect(by_network: _Bench, by_pixels: _Bench, kind: str, size: int) -> OfDefect:
    drawn = np.random.default_rng([SEED, size])
    made = [[with_defect(one, kind, size, drawn) for one in some] for some in by_network.whole]
    pictures = [np.stack([picture for picture, _ in some]) for some in made]
    found = by_network.inspected(pictures)
    each = [
        (one, where)
        for row, some in zip(found, made, strict=True)
        for one, (_, where) in zip(row, some, strict=True)
    ]
    return OfDefect(
        kind=kind,
        size=size,
        auroc=by_network.against(found),
        found=_share([one.differs for one, _ in each]),
        pointed=_share([_points_at(one, where) for one, where in each]),
        pixels=by_pixels.against(by_pixels.inspected(pictures)),
    )


def _points_at(found: Inspection, where: npt.NDArray[np.bool_]) -> bool:
    """Whether the strongest mark is on the defect, or so near that the part there sees it."""
    rows, columns = np.nonzero(where)
    row, column = np.unravel_index(found.heat.argmax(), found.heat.shape)
    away = np.maximum(np.abs(rows - row), np.abs(columns - column))
    return bool(len(away) and away.min() <= BESIDE)


def _scores(found: Inspections) -> npt.NDArray[np.float64]:
    return np.array([[one.score for one in of_style] for of_style in found])


def _share(said: list[bool]) -> Share:
    ends = wilson(sum(said), len(said))
    return _rounded(sum(said) / len(said), ends.low, ends.high)


def _rounded(value: float, low: float, high: float) -> Share:
    return Share(value=round(value, 4), low=round(low, 4), high=round(high, 4))


def _lines(found: Measured) -> list[str]:
    styles = ", ".join(CLASS_NAMES[one.label] for one in found.styles)
    fair = found.good_against_good.low <= 1 / 2 <= found.good_against_good.high
    return [
        f"  styles: {styles}",
        f"  good against good: AUROC {_words(found.good_against_good)}, "
        f"{'0.5 within' if fair else '0.5 OUTSIDE'} its interval",
        f"  good called different, of at most {LEVEL:.0%} meant: {_words(found.alarms)}",
        *(
            f"  {one.kind:8}{one.size:3} pixels: AUROC {_words(one.auroc)}, by pixels alone "
            f"{one.pixels.value:.3f}; found {one.found.value:.0%}, "
            f"pointed at {one.pointed.value:.0%}"
            for one in found.defects
        ),
    ]


def _words(share: Share) -> str:
    return f"{share.value:.3f} ({share.low:.3f} to {share.high:.3f})"
