"""The whole way of a picture from any source to 28x28, and the order of its steps."""

from __future__ import annotations

import cv2
import numpy as np

from fmnist_app.images import drawing, frame, polarity
from fmnist_app.images.background import LEAST_SHARE, garment_masks
from fmnist_app.images.decode import Source, decode
from fmnist_app.images.person import clothes_mask, find_person, part_of
from fmnist_app.images.steps import NAMES, Overrides, PreparedPicture, Step

SEE_THROUGH = 0.02
EMPTY_SPREAD = 6.0


def preprocess(source: Source, overrides: Overrides | None = None) -> PreparedPicture:
    """Turn a path, bytes, PIL picture or array into what the network sees.

    Raises PictureError for what cannot be read; a blank picture gives an empty PreparedPicture.
    """
    wish = overrides or Overrides()
    picture = decode(source)
    alpha = np.rot90(picture.alpha, wish.rotate)
    rgb = _on_ground(np.ascontiguousarray(np.rot90(picture.rgb, wish.rotate)), alpha)
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    done = [Step(NAMES[0], picture.rgb), Step(NAMES[1], grey)]
    if float(grey.std()) < EMPTY_SPREAD and float(np.ptp(grey)) < 40:
        return _blank(done, "drawing" if polarity.is_drawing(grey) else "photo")
    kind = wish.kind
    if kind == "auto":
        kind = "drawing" if polarity.is_drawing(grey) else "photo"
    if kind == "drawing":
        return _read_drawing(grey, wish, done)
    if worn := _worn(rgb, wish):
        mask, part = worn
        return _read_photo(grey, [mask], wish, done, worn=part)
    return _read_photo(grey, _masks(rgb, alpha, wish), wish, done, worn="")


def _read_drawing(grey: np.ndarray, wish: Overrides, done: list[Step]) -> PreparedPicture:
    """A drawing: ink found on its flat ground, the outline filled, the inner lines kept."""
    ink = drawing.ink_of(grey, polarity.border_tone(grey))
    if ink.sum() < 12:
        return _blank(done, "drawing")
    clean = np.where(ink, np.uint8(255), np.uint8(0))
    ink = drawing.compact(ink)
    shape = drawing.filled_shape(ink)
    shaded = drawing.shaded(ink, shape)
    if wish.keep_background:
        shaded, shape = polarity.white_on_black(grey), np.ones(grey.shape, bool)
    if wish.invert:
        shaded = np.where(shape, 255 - shaded, 0).astype(np.uint8)
    square = frame.cropped(shaded, shape)
    pixels = frame.to_28(square)
    done = [
        *done,
        Step(NAMES[2], clean, "ink separated from its ground"),
        Step(NAMES[3], shaded, "outline filled, white on black"),
        Step(NAMES[4], square),
        Step(NAMES[5], pixels),
    ]
    return PreparedPicture(pixels, "drawing", False, tuple(done), pixels[None])


def _read_photo(
    grey: np.ndarray, masks: list[np.ndarray], wish: Overrides, done: list[Step], *, worn: str
) -> PreparedPicture:
    """A photo: the garment cut out, its tones turned and spread as the catalogue has them."""
    mask, others = masks[0], masks[1:]
    cut = np.where(mask, grey, 0).astype(np.uint8)
    # The negative unless a person wishes otherwise: in the catalogue dark cloth came out bright.
    negative = not wish.invert
    toned = frame.stretched(255 - grey if negative else grey, mask)
    square = frame.cropped(toned, mask)
    pixels = frame.to_28(square)
    done = [
        *done,
        Step(NAMES[2], cut, _how_cut(mask, worn=worn)),
        Step(NAMES[3], toned, "turned to a negative" if negative else "tones spread"),
        Step(NAMES[4], square),
        Step(NAMES[5], pixels),
    ]
    # As long as nobody has said which, the tones as they are may be the right ones too.
    tones = [grey] if wish.invert else [255 - grey, grey]
    views = [_cut_out(tone, mask) for tone in tones]
    other_views = [_cut_out(tone, other) for other in others for tone in tones]
    return PreparedPicture(
        pixels,
        "photo",
        False,
        tuple(done),
        np.stack(views),
        np.array(other_views, np.uint8).reshape(-1, *pixels.shape),
        None if mask.all() else mask,
        worn,
    )


def _how_cut(mask: np.ndarray, *, worn: str) -> str:
    if worn:
        which = "what" if worn == "whole" else f"the {worn} part of what"
        return f"{which} someone wears cut out, without head and skin"
    return "background kept" if mask.all() else "garment cut out"


def _worn(rgb: np.ndarray, wish: Overrides) -> tuple[np.ndarray, str] | None:
    """What a person on the photo wears, as a mask, and which part of it; None where nobody is."""
    if wish.worn == "nobody" or wish.keep_background or not (person := find_person(rgb)):
        return None
    mask, part = part_of(rgb, clothes_mask(rgb, person), person, wish.worn)
    return (mask, part) if mask.mean() > LEAST_SHARE else None


def _cut_out(tones: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The masked part of tones (h, w) uint8, spread, cropped and brought to 28x28."""
    return frame.to_28(frame.cropped(frame.stretched(tones, mask), mask))


def _masks(rgb: np.ndarray, alpha: np.ndarray, wish: Overrides) -> list[np.ndarray]:
    """Where the garment may be: everything, the opaque part, or what stands out from the border.

    What stands out is unsure, so that several guesses follow, and the whole photo comes last.
    """
    everything = np.ones(alpha.shape, bool)
    if wish.keep_background:
        return [everything]
    opaque = alpha > 127
    if SEE_THROUGH < 1.0 - opaque.mean() < 1.0 - SEE_THROUGH:
        return [opaque]
    masks = garment_masks(rgb)
    return masks if masks[0].all() else [*masks, everything]


def _on_ground(rgb: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """The colours laid on white, or on black where the opaque part is itself light."""
    opaque = alpha > 127
    if opaque.all():
        return rgb
    light = opaque.any() and float(rgb[opaque].mean()) > 170.0
    ground = 0.0 if light else 255.0
    share = alpha[..., None].astype(np.float32) / 255.0
    return np.asarray(rgb * share + ground * (1.0 - share)).astype(np.uint8)


def _blank(done: list[Step], kind: str) -> PreparedPicture:
    """The sight of a picture on which nothing stands out: black, and said to be empty."""
    black = np.zeros((28, 28), np.uint8)
    steps = (*done, *(Step(name, black, "nothing found") for name in NAMES[2:]))
    return PreparedPicture(black, kind, True, steps, black[None])
