"""Catalogue pictures as a phone would show them: other light, cloth, ground and faulty cut-outs."""

from __future__ import annotations

import cv2
import numpy as np

from fmnist_app.augment.geometry import INK, enlarged, turned
from fmnist_app.augment.pose import posed
from fmnist_app.images.frame import cropped, stretched, to_28

LEAST = 40


def photographed(picture: np.ndarray, label: int, rng: np.random.Generator) -> np.ndarray:
    """A catalogue picture (28, 28) uint8 as a cut-out photo, read as the app reads it."""
    garment = enlarged(picture)
    moved = rng.random() < 0.75
    return taken(posed(garment, label, rng) if moved else turned(garment, rng, 8.0), rng)


def taken(garment: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A grey garment (h, w) uint8 on black as a cut-out photo, read as the app reads it."""
    if rng.random() < 0.5:
        garment = np.ascontiguousarray(garment[:, ::-1])
    garment = np.pad(garment, int(rng.integers(2, 14)))
    mask = cv2.morphologyEx((garment > INK).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3)))
    tones = _lit(garment, mask, rng)
    ground = _ground(garment.shape, rng)
    seen = np.where(mask > 0, tones, ground).astype(np.float32)
    found = faulty(mask.astype(bool), rng)
    seen += rng.normal(0, rng.uniform(0, 12), seen.shape)
    if rng.random() < 0.3:
        seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.6, 2.2)), np.float32)
    return finished(np.clip(seen, 0, 255).astype(np.uint8), found)


def finished(grey: np.ndarray, found: np.ndarray) -> np.ndarray:
    """A grey photo (h, w) uint8 and the mask found on it, through the app's last steps."""
    if found.sum() < LEAST:
        found = np.ones_like(found)
    return to_28(cropped(stretched(grey, found), found))


def faulty(mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The garment's mask (h, w) bool with the faults of cutting out: bites, leftovers, all kept."""
    chance = rng.random()
    if chance < 0.05:
        return np.ones_like(mask)
    found = mask.copy()
    if chance < 0.17:
        found |= cv2.dilate(mask.astype(np.uint8), _disc(rng, 5, 15)).astype(bool) & blob(
            mask.shape, 0.45, rng
        )
    if 0.15 < chance < 0.2:
        found |= blob(mask.shape, rng.uniform(0.03, 0.15), rng)
    if 0.19 < chance < 0.28:
        found &= ~blob(mask.shape, rng.uniform(0.05, 0.2), rng)
    if chance > 0.9:
        found = cv2.erode(found.astype(np.uint8), _disc(rng, 3, 6)).astype(bool)
    elif chance > 0.7:
        found = cv2.dilate(found.astype(np.uint8), _disc(rng, 3, 7)).astype(bool)
    return found


def blob(shape: tuple[int, int], share: float, rng: np.random.Generator) -> np.ndarray:
    """Smooth random patches (h, w) bool that cover about `share` of the area."""
    field = smooth(shape, int(rng.integers(3, 8)), rng)
    return np.asarray(field > np.quantile(field, 1.0 - share))


def smooth(shape: tuple[int, int], cells: int, rng: np.random.Generator) -> np.ndarray:
    """A smooth random field (h, w) float32 of about unit spread, with `cells` bumps a side."""
    field = rng.normal(0, 1, (cells, cells)).astype(np.float32)
    return cv2.resize(field, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)


def folds(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """The light and shade of creased cloth (h, w) float32: smooth, drawn out in one direction."""
    long, short = int(rng.integers(2, 5)), int(rng.integers(3, 14))
    cells = (long, short) if rng.random() < 0.6 else (short, long)
    coarse = rng.normal(0, 1, cells).astype(np.float32)
    field = cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    turn = cv2.getRotationMatrix2D((shape[1] / 2, shape[0] / 2), rng.uniform(-40, 40), 1.3)
    return cv2.warpAffine(field, turn, (shape[1], shape[0]), borderMode=cv2.BORDER_REFLECT)


def _lit(garment: np.ndarray, mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The garment's tones (h, w) float32 in other light, cloth and contrast; half are negatives."""
    tones = garment.astype(np.float32)
    if rng.random() < 0.5:
        tones = 255.0 - tones
    tones = 255.0 * (tones / 255.0) ** np.exp(rng.normal(0, 0.4))
    tones = 127.0 + (tones - 127.0) * rng.uniform(0.25, 1.1) + rng.normal(0, 40)
    for _ in range(int(rng.integers(0, 3))):
        tones += rng.uniform(3, 22) * folds(tones.shape, rng)
    if rng.random() < 0.25:
        tones += rng.uniform(10, 70) * _pattern(tones.shape, rng)
    if rng.random() < 0.15:
        tones = np.where(_print(mask, rng), tones + rng.choice([-1, 1]) * 90, tones)
    return np.asarray(np.clip(tones, 0, 255))


def _pattern(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """Stripes, checks or spots (h, w) float32 between -1 and 1."""
    down, across = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    pitch, phase = rng.uniform(4, 20), rng.uniform(0, 6)
    kind = rng.integers(4)
    if kind == 0:
        return np.asarray(np.sign(np.sin(down * 6.28 / pitch + phase)))
    if kind == 1:
        return np.asarray(np.sign(np.sin(across * 6.28 / pitch + phase)))
    if kind == 2:
        return np.asarray(np.sin(down * 6.28 / pitch + phase) * np.sin(across * 6.28 / pitch))
    return np.asarray(np.sign(smooth(shape, int(rng.integers(8, 20)), rng)))


def _print(mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A printed motif on the chest (h, w) bool: a box of broken lines or a blot."""
    height, width = mask.shape
    box = np.zeros(mask.shape, bool)
    top, left = int(height * rng.uniform(0.25, 0.5)), int(width * rng.uniform(0.3, 0.45))
    box[top : top + int(height * rng.uniform(0.08, 0.3)), left : int(width * 0.65)] = True
    return box & blob(mask.shape, 0.5, rng) if rng.random() < 0.7 else box


def _ground(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """A floor, bed or wall (h, w) float32 to lie behind the garment."""
    ground = np.full(shape, rng.uniform(0, 255), np.float32)
    ground += rng.uniform(0, 40) * smooth(shape, int(rng.integers(2, 12)), rng)
    if rng.random() < 0.3:
        ground += rng.uniform(5, 40) * _pattern(shape, rng)
    return ground


def _disc(rng: np.random.Generator, least: int, most: int) -> np.ndarray:
    """A round structuring element of a random diameter."""
    size = int(rng.integers(least, most))
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
