"""Shoes as people show them: from above, in pairs, with higher ankles."""

from __future__ import annotations

import cv2
import numpy as np

from fmnist_app.augment.geometry import INK, SIDE, tight, turned


def from_above(shoe: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The shoe (84, 84), seen from the side, unfolded into a view from above: (n, 84) uint8.

    Each column is laid from the middle line outwards and mirrored, within the form of a sole.
    """
    mask = shoe > INK
    columns = np.flatnonzero(mask.any(axis=0))
    if columns.size < 30:
        return shoe
    top = np.argmax(mask, axis=0).astype(np.float32)
    bottom = (SIDE - 1 - np.argmax(mask[::-1], axis=0)).astype(np.float32)
    along = np.clip((np.arange(SIDE) - columns[0]) / max(1, columns[-1] - columns[0]), 0, 1)
    half = _sole(along, rng) * SIDE * rng.uniform(0.15, 0.23)
    reach = int(np.ceil(half.max())) + 1
    out = np.abs(np.arange(-reach, reach + 1, dtype=np.float32))[:, None]
    share = out / np.maximum(half[None, :], 0.5)
    power = rng.uniform(0.7, 1.4)
    source = top[None, :] + np.clip(share, 0, 1) ** power * (bottom - top)[None, :]
    across = np.broadcast_to(np.arange(SIDE, dtype=np.float32), source.shape)
    view = cv2.remap(shoe, across.astype(np.float32), source.astype(np.float32), cv2.INTER_LINEAR)
    inside = (share <= 1.0) & (along[None, :] > 0) & (along[None, :] < 1)
    if rng.random() < 0.8:
        insole = rng.uniform(30, 220)
        view = np.where(view > INK + 20, view, np.uint8(insole))
    return np.where(inside, view, 0).astype(np.uint8)


def paired(shoe: np.ndarray, rng: np.random.Generator, mirror: bool) -> np.ndarray:
    """Two of the same shoe beside or before each other on one canvas, (n, n) uint8."""
    first = tight(shoe)
    second = first[:, ::-1] if mirror else first
    tall = first.shape[0] >= first.shape[1]
    gap = int(rng.integers(-4, 14))
    canvas = np.zeros((220, 220), np.uint8)
    spots = [(30, 30), (30, 30)]
    if tall:
        spots[1] = (30 + int(rng.normal(0, 6)), 30 + first.shape[1] + gap)
    else:
        spots[1] = (30 + int(first.shape[0] * rng.uniform(0.4, 1.1)), 30 + int(rng.normal(8, 10)))
    for single, (below, beside) in zip((first, second), spots, strict=True):
        whole = turned(single, rng, 12.0, plain=True)
        down, right = max(0, below), max(0, beside)
        spot = canvas[down : down + whole.shape[0], right : right + whole.shape[1]]
        part = whole[: spot.shape[0], : spot.shape[1]]
        spot[part > INK] = part[part > INK]
    return canvas


def ankle_raised(shoe: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The shoe (84, 84), its toe to the left, with a higher ankle and the toe as it was."""
    down, across = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)
    rows = np.flatnonzero((shoe > INK).any(axis=1))
    if rows.size == 0:
        return shoe
    start = rng.uniform(0.4, 0.65)
    rise = np.clip((across / SIDE - start) / 0.12, 0, 1)
    factor = 1.0 + rng.uniform(0.2, 0.9) * rise
    source = rows[-1] - (rows[-1] - down) / factor
    return cv2.remap(shoe, across, source.astype(np.float32), cv2.INTER_LINEAR)


def shoe_posed(shoe: np.ndarray, label: int, rng: np.random.Generator) -> np.ndarray:
    """A shoe as people photograph and draw it: from the side, from above, alone or as a pair."""
    kind = rng.random()
    if label == 9:
        kind = 0.4 + 0.6 * kind
    if kind < 0.45:
        view = from_above(shoe, rng)
        view = np.rot90(view, -1 if rng.random() < 0.7 else 1)
        view = np.ascontiguousarray(view)
        return paired(view, rng, mirror=True) if rng.random() < 0.7 else view
    if kind < 0.65:
        shoe = np.ascontiguousarray(shoe[:, ::-1]) if rng.random() < 0.5 else shoe
        return paired(shoe, rng, mirror=rng.random() < 0.2)
    if kind < 0.72:
        return np.ascontiguousarray(np.rot90(shoe, 1 if rng.random() < 0.5 else -1))
    return shoe


def _sole(along: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Half width (n,) float32 of a sole along its length 0-1 (toe first), at most about 1."""
    ends = np.sqrt(np.clip(1 - (2 * along - 1) ** 2, 0, 1)) ** rng.uniform(0.35, 0.8)
    waist = 1 - rng.uniform(0.0, 0.3) * np.exp(-(((along - 0.6) / 0.18) ** 2))
    heel = 1 - rng.uniform(0.0, 0.3) * along
    return np.asarray(ends * waist * heel, np.float32)
