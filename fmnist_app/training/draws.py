"""What is drawn for each training picture: one projective transform, and a rectangle to erase.

By the run's seed, the epoch and the picture's own number, and by nothing else: the same three give
the same draw, whatever else is trained. NumPy alone; what pages show and what trains is drawn here.
"""

import numpy as np
import numpy.typing as npt

SIDE = 28
CENTRE = (SIDE - 1) / 2
CORNERS = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * CENTRE
DRAWN = 24  # bits of each number drawn
NUMBERS = 19  # drawn for each picture, whatever is used: so one strength leaves the others' draws


def mixed(numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Each number below 2**32 turned into another that looks like chance (Mueller's hash)."""
    for _ in range(2):
        numbers = ((numbers >> 16) ^ numbers) * 0x45D9F3B & 0xFFFFFFFF
    return (numbers >> 16) ^ numbers


def drawn(seed: int, epoch: int, indices: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """Whole numbers (19, n) below 2**24 for the pictures at `indices` (n,), by seed and epoch."""
    key = mixed(mixed(np.array([seed])) ^ epoch)
    pictures = mixed(key ^ np.asarray(indices, np.int64))
    places = np.arange(1, NUMBERS + 1)[:, np.newaxis] * 0x9E3779B9
    return mixed((pictures + places) & 0xFFFFFFFF) >> (32 - DRAWN)


def transforms(
    seed: int,
    epoch: int,
    indices: npt.NDArray[np.integer],
    *,
    stretch: float,
    perspective: float,
    flip: float,
    mirror: float,
    turn: float,
    shift: int,
    erase: int,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """The transform and the erased rectangle of each picture at `indices` (n,).

    Matrices (n, 3, 3) lead from a pixel of the new picture to the place in the old one that it
    shows, both counted from the centre; rectangles (n, 4) are left, top, right and bottom in the
    new picture. `stretch` is a factor, `perspective` in pixels by which each corner moves either
    way, `flip` and `mirror` are probabilities, `turn` is in degrees, `shift` and `erase` in whole
    pixels; each is the most that is drawn.
    """
    numbers = drawn(seed, epoch, indices)
    factors, angles, shifts, moved = parts(
        numbers,
        stretch=stretch,
        perspective=perspective,
        flip=flip,
        mirror=mirror,
        turn=turn,
        shift=shift,
    )
    matrices = np.zeros((len(angles), 3, 3))
    matrices[:, 0, 0], matrices[:, 0, 1] = np.cos(angles), np.sin(angles)
    matrices[:, 1, 0], matrices[:, 1, 1] = -np.sin(angles), np.cos(angles)
    matrices[:, 2, 2] = 1
    matrices[:, :2] *= factors.T[:, :, np.newaxis]
    if perspective:
        matrices = matrices @ np.linalg.inv(to_corners(moved))
    back = np.tile(np.eye(3), (len(angles), 1, 1))
    back[:, :2, 2] = -shifts.T
    return matrices @ back, rectangles(numbers[15:19], erase)


def parts(
    numbers: npt.NDArray[np.int64],
    *,
    stretch: float,
    perspective: float,
    flip: float,
    mirror: float,
    turn: float,
    shift: int,
) -> tuple[npt.NDArray[np.float64], ...]:
    """What `numbers` (19, n) stand for at these strengths, each across and down.

    Factors (2, n) by which the new picture looks further than the old one, negative where it is
    mirrored or flipped; angles (n,) clockwise, in radians; shifts (2, n) to the right and downwards
    in pixels; places (n, 4, 2) of the corners.
    """
    either_way = numbers / 2 ** (DRAWN - 1) - 1
    flips = 1 - 2 * (numbers[10:12] < np.array([[mirror], [flip]]) * 2**DRAWN)
    factors = flips * stretch ** either_way[0:2]
    angles = np.radians(turn) * either_way[12]
    shifts = numbers[13:15] % (2 * shift + 1) - shift
    moved = CORNERS + perspective * either_way[2:10].T.reshape(-1, 4, 2)
    return factors, angles, shifts.astype(np.float64), moved


def to_corners(moved: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The projective transforms (n, 3, 3) that lead a picture's corners to `moved` (n, 4, 2).

    In closed form (Heckbert, 1989, "Fundamentals of texture mapping and image warping").
    """
    first, second, third, fourth = np.moveaxis(moved, 1, 0)
    across, down = second - third, fourth - third
    rest = first - second + third - fourth
    area = cross(across, down)
    slant = np.stack([cross(rest, down), cross(across, rest)], axis=1) / area[:, np.newaxis]
    matrices = np.ones((len(moved), 3, 3))
    matrices[:, :2, 0] = second - first + slant[:, :1] * second
    matrices[:, :2, 1] = fourth - first + slant[:, 1:] * fourth
    matrices[:, :2, 2] = first
    matrices[:, 2, :2] = slant
    from_centre = np.array([[1, 0, CENTRE], [0, 1, CENTRE], [0, 0, SIDE - 1]]) / (SIDE - 1)
    return matrices @ from_centre


def cross(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The cross products (n,) of vectors (n, 2)."""
    return one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]


def rectangles(numbers: npt.NDArray[np.int64], erase: int) -> npt.NDArray[np.int64]:
    """Left, top, right and bottom (n, 4) of rectangles of up to `erase` pixels a side."""
    sizes = numbers[:2] % (erase + 1)
    starts = numbers[2:] % (SIDE + 1 - sizes)
    return np.concatenate([starts, starts + sizes]).T
