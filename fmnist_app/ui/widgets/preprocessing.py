"""What the network sees: the strip of every step, and the controls that override one."""

import numpy as np
import numpy.typing as npt
import streamlit as st
from PIL import Image

from fmnist_app.images import Overrides, PreparedPicture
from fmnist_app.ui.widgets.pictures import show_picture
from fmnist_app.ui.widgets.segments import segments

PALE = 160  # of 255: added to a quarter of each tone, so that what was left out can still be seen
TILE = 100  # pixels on the page; and three fit beside each other on a phone
SHARP = 2 * TILE  # pixels sent, for screens with two to the point
KIND_WORDS = {"auto": "Automatic", "photo": "Photo", "drawing": "Drawing"}
TURN_WORDS = {0: "0°", 1: "90°", 2: "180°", 3: "270°"}
KIND_HELP = "A drawing has its outline filled; from a photo the garment is cut out."
TURN_HELP = "The catalogue shows clothes upright, and shoes with the toe to the left."
KEEP_HELP = "When the background was taken for the garment, or part of it cut away."
INVERT_HELP = "Swap light and dark within the garment."


def show_steps(sight: PreparedPicture) -> None:
    """Draw every step from the original to 28x28 in one row, which wraps on a narrow page."""
    with st.container(horizontal=True, gap="small"):
        for step in sight.steps:
            with st.container(width=TILE, gap=None):
                show_tile(step.picture, TILE, f"The step: {step.name}")
                st.caption(f"**{step.name[:1].upper()}{step.name[1:]}**  \n{step.note}")


def show_tile(picture: npt.NDArray[np.uint8], width: int, alt: str) -> None:
    """Draw a picture as a tile so wide; `alt` is what a screen reader says."""
    show_picture(tile(picture), width, alt)


def tile(picture: npt.NDArray[np.uint8]) -> Image.Image:
    """A picture (h, w) or (h, w, 3) in the middle of a square tile; few pixels stay square ones."""
    image = Image.fromarray(np.ascontiguousarray(picture))
    scale = SHARP / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    way = Image.Resampling.NEAREST if max(image.size) <= 56 else Image.Resampling.BOX
    resized = image.resize(size, way)
    if resized.size == (SHARP, SHARP):
        return resized
    square = Image.new("LA" if resized.mode == "L" else "RGBA", (SHARP, SHARP))
    square.paste(resized, ((SHARP - size[0]) // 2, (SHARP - size[1]) // 2))
    return square


def cut_out(sight: PreparedPicture, quarter_turns: int) -> npt.NDArray[np.uint8]:
    """The original (h, w, 3) as it was turned, with all that was not cut out of it gone pale."""
    original = np.rot90(sight.steps[0].picture, quarter_turns)
    if sight.mask is None:
        return original
    pale = PALE + original // 4
    return np.where(sight.mask[..., None], original, pale).astype(np.uint8)


def override_controls(key: str) -> Overrides:
    """Draw the controls that override a step, one set per `key`; returns what they say."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        kind = segments("Read as", KIND_WORDS, f"{key}_kind", help=KIND_HELP)
        turn = segments("Turn to the left", TURN_WORDS, f"{key}_turn", help=TURN_HELP)
        with st.container(gap=None, width="content"):
            keep = st.toggle("Keep background", key=f"{key}_keep", help=KEEP_HELP)
            invert = st.toggle("Invert", key=f"{key}_invert", help=INVERT_HELP)
    return Overrides(kind=kind, keep_background=keep, invert=invert, rotate=turn)
