"""Any picture -> RGB and alpha at working size; knows files and formats, nothing about clothes."""

from __future__ import annotations

import io
import threading
import warnings
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from fmnist_app.images.errors import PictureError

Source = str | Path | bytes | Image.Image | np.ndarray

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "PPM")
MOST_PIXELS = 50_000_000
MOST_BYTES = 64_000_000
FEWEST_SIDE = 4
WORKING_SIDE = 320
# Decoded at full size such a picture takes 50 MB and more, so they are read one after the other.
LARGE_PIXELS = 12_500_000
THINNED_SIDE = 2_000
ONE_LARGE = threading.Lock()


@dataclass(frozen=True, eq=False)
class Picture:
    """A decoded picture: `rgb` (h, w, 3) uint8 and `alpha` (h, w) uint8, sides at most 320."""

    rgb: np.ndarray
    alpha: np.ndarray


def decode(source: Source) -> Picture:
    """Decode a path, bytes, PIL picture or array (grey, RGB or RGBA; uint8, uint16 or 0-1 floats).

    Raises PictureError for what is empty, cut off, too large, too small or no picture at all.
    """
    if isinstance(source, np.ndarray):
        return _shrunk(_from_array(source))
    if isinstance(source, Image.Image):
        return _shrunk(_checked(source))
    data = _read(source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Pillow warns of is either read or refused here
        return _shrunk(_checked(_opened(data)))


def _opened(data: bytes) -> Image.Image:
    """The file's picture, not decoded yet."""
    try:
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError:
        raise PictureError(
            "The picture declares far more pixels than allowed; "
            f"at most {MOST_PIXELS // 1_000_000} megapixels are read."
        ) from None
    except Exception:  # a broken header may raise anything in one of seven decoders
        raise PictureError(
            "The file is no picture that can be read; expected PNG, JPEG, WebP, GIF, BMP or TIFF."
        ) from None


def _read(source: str | Path | bytes) -> bytes:
    """Bytes of the file, refused when missing, empty or oversized."""
    if isinstance(source, str | Path):
        path = Path(source)
        if not path.is_file():
            raise PictureError(f"There is no file named {path.name}; expected a picture file.")
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
    else:
        data = bytes(source)
        size = len(data)
    if size > MOST_BYTES:
        raise PictureError(
            f"The file has {size / 1e6:.0f} MB; at most {MOST_BYTES // 1_000_000} MB are read."
        )
    if not data:
        raise PictureError("The file is empty (0 bytes); expected a picture.")
    return data


def _checked(picture: Image.Image) -> Image.Image:
    """The picture, after its declared size was found acceptable (nothing is decoded yet)."""
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise PictureError(
            f"The picture declares {width} x {height} pixels; "
            f"at most {MOST_PIXELS // 1_000_000} megapixels are read."
        )
    if min(width, height) < FEWEST_SIDE:
        raise PictureError(
            f"The picture has {width} x {height} pixels; "
            f"at least {FEWEST_SIDE} x {FEWEST_SIDE} are needed."
        )
    return picture


def _shrunk(picture: Image.Image) -> Picture:
    """Decode at a small size, turn as the camera says, and split colours from transparency."""
    large = picture.width * picture.height > LARGE_PIXELS
    with ONE_LARGE if large else nullcontext():
        turned = _loaded(picture)
    rgba = np.asarray(turned.convert("RGBA"))
    return Picture(np.ascontiguousarray(rgba[..., :3]), np.ascontiguousarray(rgba[..., 3]))


def _loaded(picture: Image.Image) -> Image.Image:
    """The picture decoded, turned as the camera says, and brought to working size."""
    try:
        if getattr(picture, "is_animated", False):
            picture.seek(0)
        picture.draft("RGB", (2 * WORKING_SIDE, 2 * WORKING_SIDE))
        picture.load()
        turned = ImageOps.exif_transpose(_eight_bit(_thinned(picture)))
    except Exception:  # as above
        raise PictureError(
            "The picture is damaged or cut off; expected a complete picture file."
        ) from None
    turned.thumbnail((WORKING_SIDE, WORKING_SIDE), Image.Resampling.BOX, reducing_gap=2.0)
    return turned


def _thinned(picture: Image.Image) -> Image.Image:
    """A large picture brought down before anything copies it at full size."""
    if picture.width * picture.height <= LARGE_PIXELS:
        return picture
    if picture.mode in ("RGB", "L"):
        thin = picture.reduce(max(1, max(picture.size) // THINNED_SIDE))
    else:  # averaging other modes would convert them whole first
        scale = THINNED_SIDE / max(picture.size)
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        thin = picture.resize(size, Image.Resampling.NEAREST)
    thin.info.update(picture.info)
    thin.getexif().update(picture.getexif())
    return thin


def _eight_bit(picture: Image.Image) -> Image.Image:
    """The picture in a mode of 8 bits per channel; keeps the camera's orientation note."""
    if picture.mode in ("RGB", "RGBA", "L"):
        if "transparency" not in picture.info:
            return picture
        return picture.convert("RGBA")
    if picture.mode.startswith(("I", "F")):
        small = np.asarray(picture, dtype=np.float32)
        top = 65535.0 if 255 < small.max() <= 65535 else max(float(small.max()), 1.0)
        scaled = Image.fromarray(np.clip(small * (255.0 / top), 0, 255).astype(np.uint8))
        scaled.info.update(picture.info)
        scaled.getexif().update(picture.getexif())
        return scaled
    if picture.mode in ("P", "PA", "LA", "La", "RGBa"):
        return picture.convert("RGBA")
    return picture.convert("RGB")


def _from_array(pixels: np.ndarray) -> Image.Image:
    """An array (grey, RGB or RGBA) as a PIL picture."""
    shape_fits = pixels.ndim == 2 or (pixels.ndim == 3 and pixels.shape[2] in (1, 3, 4))
    if not shape_fits or pixels.size == 0:
        raise PictureError(
            f"The array has shape {pixels.shape}; expected (h, w), (h, w, 3) or (h, w, 4)."
        )
    if pixels.ndim == 3 and pixels.shape[2] == 1:
        pixels = pixels[..., 0]
    if pixels.dtype == np.uint16:
        pixels = (pixels >> 8).astype(np.uint8)
    elif pixels.dtype != np.uint8:
        top = 255.0 if float(pixels.max()) <= 1.0 else 1.0
        pixels = np.clip(np.nan_to_num(pixels) * top, 0, 255).astype(np.uint8)
    return _checked(Image.fromarray(pixels))
