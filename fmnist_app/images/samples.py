"""Test pictures as the photos they may have been taken from: dark cloth on white, and larger."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
import numpy.typing as npt
from PIL import Image

from fmnist_app.data import CLASS_NAMES, CLASSES, Dataset

SIDE = 420
MARGIN = 60
CLOTH = ((32, 40, 66), (74, 28, 34), (24, 60, 52), (48, 44, 42), (58, 40, 84))


def catalogue_photo(pixels: npt.NDArray[np.uint8], cloth: int) -> BytesIO:
    """A picture (28, 28) as a PNG file of a garment in one of five colours on a white ground.

    The data set was made from the negatives of such photos, so bright becomes dark again.
    """
    inner = SIDE - 2 * MARGIN
    large = Image.fromarray(pixels).resize((inner, inner), Image.Resampling.BICUBIC)
    share = np.pad(np.asarray(large, np.float32)[..., None] / 255, ((MARGIN,) * 2,) * 2 + ((0, 0),))
    colour = np.array(CLOTH[cloth % len(CLOTH)], np.float32)
    photo = 255 * (1 - share) + colour * share
    file = BytesIO()
    Image.fromarray(photo.round().astype(np.uint8)).save(file, "PNG")
    return file


@dataclass(frozen=True, eq=False)
class SamplePhoto:
    """A photo of a test picture (28, 28), drawn when it is read; its class is its name."""

    file_id: str
    name: str
    pixels: npt.NDArray[np.uint8]
    cloth: int

    def getvalue(self) -> bytes:
        """The PNG file."""
        return catalogue_photo(self.pixels, self.cloth).getvalue()


def sample_photos(dataset: Dataset, each: int) -> list[SamplePhoto]:
    """Photos of the first `each` test pictures of every class, in five colours in turn."""
    places = [
        int(place)
        for label in range(CLASSES)
        for place in np.flatnonzero(dataset.test_labels == label)[:each]
    ]
    return [
        SamplePhoto(
            f"sample-{place}",
            f"{CLASS_NAMES[dataset.test_labels[place]]}, test picture {place}",
            dataset.test_images[place],
            cloth,
        )
        for cloth, place in enumerate(places)
    ]
