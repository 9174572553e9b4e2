"""Pictures of no clothing, made from nothing or from parts of catalogue pictures."""

from __future__ import annotations

import cv2
import numpy as np

from fmnist_app.augment.drawings import hand_drawn, read
from fmnist_app.augment.geometry import enlarged
from fmnist_app.augment.photos import blob, finished, photographed, smooth

SIDE = 108
SEGMENTS = ["abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg"]
ENDS = {
    "a": ((0, 0), (1, 0)),
    "b": ((1, 0), (1, 1)),
    "c": ((1, 1), (1, 2)),
    "d": ((0, 2), (1, 2)),
    "e": ((0, 1), (0, 2)),
    "f": ((0, 0), (0, 1)),
    "g": ((0, 1), (1, 1)),
}


def other_drawing(rng: np.random.Generator) -> np.ndarray:
    """A drawing of something else, read as the app reads drawings: (28, 28) uint8."""
    makers = (_scribble, _closed_form, _closed_form, _composed, _composed, _digits, _strokes)
    canvas = np.zeros((SIDE, SIDE), np.uint8)
    makers[rng.integers(len(makers))](canvas, rng)
    return read(canvas.astype(bool)) if canvas.any() else other_drawing(rng)


def other_photo(pictures: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A photo of something else; `pictures` (n, 28, 28) uint8 lend their textures."""
    shape = (SIDE, SIDE)
    kind = rng.random()
    if kind < 0.25:
        texture = _texture(shape, rng)
        return finished(texture, np.ones(shape, bool))
    if kind < 0.6:
        canvas = np.zeros(shape, np.uint8)
        for _ in range(int(rng.integers(1, 4))):
            _closed_form(canvas, rng, solid=True)
        return finished(_texture(shape, rng), canvas.astype(bool))
    if kind < 0.7:
        return finished(_texture(shape, rng), blob(shape, rng.uniform(0.1, 0.5), rng))
    return _scrambled(pictures[rng.integers(len(pictures))], pictures, rng)


def part_of_garment(picture: np.ndarray, label: int, rng: np.random.Generator) -> np.ndarray:
    """Half a garment, which is none: trousers cut to shorts, a dress cut to a skirt, a corner."""
    if label == 1:
        part = picture[: int(rng.integers(8, 14))]
    elif label == 3:
        part = picture[int(rng.integers(11, 16)) :]
    else:
        side = int(rng.integers(9, 14))
        top, left = rng.integers(0, 28 - side, 2)
        part = picture[top : top + side, left : left + side]
    columns = np.flatnonzero((part > 20).any(axis=0))
    if columns.size < 4:
        part, columns = picture, np.arange(28)
    part = part[:, columns[0] : columns[-1] + 1]
    scale = 28 / max(part.shape)
    size = (max(1, round(part.shape[1] * scale)), max(1, round(part.shape[0] * scale)))
    part = cv2.resize(part, size, interpolation=cv2.INTER_CUBIC)
    whole = np.zeros((28, 28), np.uint8)
    top, left = (28 - size[1]) // 2, (28 - size[0]) // 2
    whole[top : top + size[1], left : left + size[0]] = part
    return whole


def _scribble(canvas: np.ndarray, rng: np.random.Generator) -> None:
    """A pen that runs to and fro."""
    count = int(rng.integers(4, 30))
    if rng.random() < 0.5:
        path = rng.uniform(15, SIDE - 15, (count, 2))
    else:
        path = np.cumsum(rng.normal(0, 14, (count, 2)), axis=0)
        path = (path - path.min(axis=0)) / max(1.0, float(np.ptp(path))) * 80 + 12
    if rng.random() < 0.5:
        bends = path.astype(np.float32)
        path = np.asarray(cv2.resize(bends, (2, 6 * count), interpolation=cv2.INTER_CUBIC))
    cv2.polylines(canvas, [np.round(path).astype(np.int32)], False, 1, int(rng.integers(2, 7)))


def _closed_form(
    canvas: np.ndarray,
    rng: np.random.Generator,
    solid: bool = False,
    centre: tuple[float, float] | None = None,
    size: tuple[float, float] = (10, 42),
) -> None:
    """A polygon, ellipse, star or round blot, outlined or solid."""
    middle = rng.uniform(40, SIDE - 40, 2) if centre is None else np.array(centre)
    radius = rng.uniform(*size, 2)
    kind = rng.integers(4)
    count = int(rng.integers(3, 9)) if kind < 2 else 48
    around = np.linspace(0, 2 * np.pi, count, endpoint=False) + rng.uniform(0, 6.3)
    reach = np.ones(count)
    if kind == 1:
        reach = rng.uniform(0.35, 1.0, count)
    elif kind == 3:
        for wave in range(2, 7):
            reach += rng.normal(0, 0.5 / wave) * np.cos(wave * around + rng.uniform(0, 6.3))
    ring = np.c_[np.cos(around), np.sin(around)]
    line = middle + radius * np.maximum(reach, 0.15)[:, None] * ring
    line = hand_drawn(line.astype(np.float32), 0.6, rng.uniform(0, 1.5), rng)
    if solid or rng.random() < 0.15:
        cv2.fillPoly(canvas, [line], 1)
    else:
        cv2.polylines(canvas, [line], True, 1, int(rng.integers(2, 7)))


def _composed(canvas: np.ndarray, rng: np.random.Generator) -> None:
    """A form with smaller ones inside, on top or beside, as faces, houses and tools are drawn."""
    middle = rng.uniform(48, SIDE - 48, 2)
    _closed_form(canvas, rng, centre=tuple(middle), size=(20, 42))
    if rng.random() < 0.6:
        for _ in range(int(rng.integers(1, 7))):
            spot = middle + rng.normal(0, 13, 2)
            _closed_form(canvas, rng, rng.random() < 0.4, tuple(spot), (2, 10))
    if rng.random() < 0.5:
        spot = middle + rng.choice([-1, 1]) * np.array([rng.normal(0, 8), rng.uniform(20, 40)])
        _closed_form(canvas, rng, centre=tuple(spot), size=(10, 30))
    if rng.random() < 0.4:
        _strokes(canvas, rng)


def _digits(canvas: np.ndarray, rng: np.random.Generator) -> None:
    """One to three digits of straight strokes, shaken and slanted."""
    count = int(rng.integers(1, 4))
    size = np.array([70 / count - 8, 38]) * rng.uniform(0.6, 1.0, 2)
    slant = rng.normal(0, 0.15)
    width = int(rng.integers(2, 9))
    for place in range(count):
        corner = np.array([16 + place * 76 / count, 14 + rng.uniform(0, 8)])
        for name in SEGMENTS[rng.integers(len(SEGMENTS))]:
            ends = np.array(ENDS[name]) * size + corner + rng.normal(0, 2, (2, 2))
            ends[:, 0] -= slant * ends[:, 1]
            start, stop = np.round(ends).astype(int).tolist()
            cv2.line(canvas, start, stop, 1, width)


def _strokes(canvas: np.ndarray, rng: np.random.Generator) -> None:
    """A few straight or bent strokes, or dots."""
    width = int(rng.integers(2, 7))
    for _ in range(int(rng.integers(1, 4))):
        if rng.random() < 0.25:
            spot = np.round(rng.uniform(15, SIDE - 15, 2)).astype(int).tolist()
            cv2.circle(canvas, spot, width, 1, -1)
            continue
        bends = rng.uniform(12, SIDE - 12, (int(rng.integers(2, 5)), 2)).astype(np.float32)
        path = cv2.resize(bends, (2, 20), interpolation=cv2.INTER_CUBIC)
        cv2.polylines(canvas, [np.round(path).astype(np.int32)], False, 1, width)


def _texture(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """Noise, clouds, stripes, bricks, gradients and patches of light (h, w) uint8."""
    down, across = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    field = np.full(shape, rng.uniform(0, 255), np.float32)
    for cells in (2, 4, 8, 16, 32, 64):
        field += rng.exponential(12) * smooth(shape, cells, rng)
    kind = rng.integers(5)
    if kind == 0:
        turn, pitch = rng.uniform(0, 3.2), rng.uniform(4, 30)
        wave = np.sin((down * np.cos(turn) + across * np.sin(turn)) * 6.28 / pitch)
        field += rng.uniform(10, 90) * wave
    elif kind == 1:
        pitch = int(rng.integers(6, 30))
        shifted = across + (down // pitch % 2) * pitch
        joints = (down % pitch < 2) | (shifted % (2 * pitch) < 2)
        field -= rng.uniform(20, 120) * joints
    elif kind == 2:
        field += rng.normal(0, 1.5) * (down - 54) + rng.normal(0, 1.5) * (across - 54)
    elif kind == 3:
        field += rng.normal(0, rng.uniform(10, 90), shape)
    else:
        for _ in range(int(rng.integers(2, 9))):
            patch = blob(shape, rng.uniform(0.02, 0.3), rng)
            field[patch] += rng.normal(0, 70)
    return np.clip(field, 0, 255).astype(np.uint8)


def _scrambled(picture: np.ndarray, pictures: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Catalogue pictures taken apart: tiles shuffled, halves of two joined, turned upside down."""
    other = pictures[rng.integers(len(pictures))]
    kind = rng.random()
    if kind < 0.5:
        cut = int(rng.choice([4, 7, 14]))
        tiles = picture.reshape(28 // cut, cut, 28 // cut, cut).swapaxes(1, 2).reshape(-1, cut, cut)
        grid = rng.permutation(tiles).reshape(28 // cut, 28 // cut, cut, cut)
        mixed = grid.swapaxes(1, 2).reshape(28, 28)
    elif kind < 0.75:
        mixed = np.where(blob((28, 28), 0.5, rng), np.rot90(picture), np.rot90(other, 3))
    else:
        spectrum = np.abs(np.fft.rfft2(picture.astype(np.float32)))
        phase = np.angle(np.fft.rfft2(rng.normal(0, 1, (28, 28))))
        mixed = np.abs(np.fft.irfft2(spectrum * np.exp(1j * phase), (28, 28)))
        mixed = np.clip(mixed, 0, 255).astype(np.uint8)
    grey = enlarged(np.ascontiguousarray(mixed))
    return finished(grey, grey > 20) if rng.random() < 0.5 else photographed(mixed, 1, rng)
