"""Pictures of clothing made large enough to be seen, pixel by pixel."""

from base64 import b64encode
from io import BytesIO
from typing import Literal

import numpy as np
import numpy.typing as npt
import streamlit as st
from PIL import Image

UInt8Array = npt.NDArray[np.uint8]
PER_ROW = 5
GAP = 2  # pixels between the pictures of a strip, before scaling


def as_url(file: bytes, kind: Literal["jpeg", "png"] = "jpeg") -> str:
    """A picture's file as a data URL.

    As a file of the server it might be gone, where one picture soon follows the other or the page
    is left, before the browser has asked for it.
    """
    return f"data:image/{kind};base64,{b64encode(file).decode()}"


def show_picture(picture: Image.Image, width: int | Literal["stretch"], alt: str) -> None:
    """Draw a picture pixel by pixel; `alt` is what a screen reader says."""
    st.image(as_png_url(picture), width=width, alt=alt)


def as_png_url(picture: Image.Image) -> str:
    """A picture as a data URL, unchanged: JPEG, which Streamlit would choose, blurs pixels."""
    file = BytesIO()
    picture.save(file, "PNG")
    return as_url(file.getvalue(), "png")


def strip(images: UInt8Array, scale: int = 3) -> Image.Image:
    """Pictures (n, 28, 28) side by side in one image, each pixel `scale` pixels wide."""
    spaced = np.pad(images, ((0, 0), (0, 0), (0, GAP)))
    row = np.concatenate(list(spaced), axis=1)[:, :-GAP]
    return Image.fromarray(row).resize(
        (row.shape[1] * scale, row.shape[0] * scale), Image.Resampling.NEAREST
    )


def class_strips(names: tuple[str, ...], samples: UInt8Array) -> None:
    """One strip per class, name above; `samples` is (classes, n, 28, 28)."""
    for first in range(0, len(names), PER_ROW):
        row = slice(first, first + PER_ROW)
        for column, name, images in zip(st.columns(PER_ROW), names[row], samples[row], strict=True):
            with column:
                st.markdown(f"**{name}**")
                show_picture(strip(images), "stretch", f"Samples of {name}")
