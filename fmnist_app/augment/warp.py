"""Pictures seen through projective transforms, as training sees them, in NumPy and OpenCV."""

import cv2
import numpy as np

SIDE = 28
CENTRE = (SIDE - 1) / 2
NEAREST_PLANE = 0.05  # what a slanted view shows from behind it would be endlessly far away


def warped(pictures: np.ndarray, matrices: np.ndarray, rectangles: np.ndarray) -> np.ndarray:
    """Altered copies, float32 (n, 28, 28) in [0, 1], of pictures (n, 28, 28) uint8.

    `matrices` (n, 3, 3) lead from a pixel of the new picture to a place in the old one, counted
    from the centre; between pixels it is bilinear, and outside it is black. `rectangles` (n, 4) are
    erased: left, top, right and bottom in the new picture.
    """
    made = np.empty(pictures.shape, np.float32)
    for place, (picture, matrix) in enumerate(zip(pictures, matrices, strict=True)):
        made[place] = seen_through(picture, matrix)
        left, top, right, bottom = rectangles[place]
        made[place, top:bottom, left:right] = 0
    return made / np.float32(255)


def seen_through(picture: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """The picture (28, 28) uint8 through one matrix, float32 from 0 to 255.

    The four pixels around each place are fetched by OpenCV and weighed here: OpenCV itself would
    round the place to a 32nd of a pixel.
    """
    rows, columns = np.mgrid[0:SIDE, 0:SIDE] - CENTRE
    x, y, plane = np.tensordot(matrix, np.stack([columns, rows, np.ones_like(rows)]), axes=1)
    plane = np.maximum(plane, NEAREST_PLANE)
    x, y = (np.clip(one / plane + CENTRE, -1, SIDE).astype(np.float32) for one in (x, y))
    left, top = np.floor(x), np.floor(y)

    def pixels(right: int, down: int) -> np.ndarray:
        near = cv2.remap(picture, left + right, top + down, cv2.INTER_NEAREST, borderValue=0)
        return near.astype(np.float32)

    upper = pixels(0, 0) + (x - left) * (pixels(1, 0) - pixels(0, 0))
    lower = pixels(0, 1) + (x - left) * (pixels(1, 1) - pixels(0, 1))
    return np.asarray(upper + (y - top) * (lower - upper))
