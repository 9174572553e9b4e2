"""Labels for many pictures: read on a few threads, and remembered for the visit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fmnist_app.images import PictureError, PreparedPicture
from fmnist_app.images.small import as_jpeg
from fmnist_app.inference import Answering
from fmnist_app.inference.batch import read_all
from fmnist_app.inference.label import Label, label_by
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.upload.cards import seen
from fmnist_app.ui.upload.sources import Upload
from fmnist_app.ui.widgets.networks import classifier
from fmnist_app.ui.widgets.pictures import as_url

READERS = 2  # a photo of 60 megapixels takes 250 MB while it is read
THUMBNAIL, LARGE = 96, 360  # pixels: in the table, and to look at one by one


@dataclass(frozen=True)
class Labelled:
    """A picture with its label: `key` and `name` are the upload's.

    `thumbnail` and `large` are data URLs; `network` is the name of the one that labelled it.
    """

    key: str
    name: str
    thumbnail: str
    label: Label
    large: str = ""
    network: str = ""


@dataclass(frozen=True)
class Skipped:
    """A picture that could not be read, and the sentence that says why."""

    key: str
    name: str
    why: str


DONE = Slot[Mapping[tuple[str, tuple[str, ...]], Labelled | Skipped]]("upload_labels", {})


def label_all(
    uploads: Sequence[Upload], names: Sequence[str], on_progress: Callable[[int], None]
) -> list[Labelled | Skipped]:
    """Label every picture by the first network named; the others have to agree.

    A picture on which they do not agree needs a look as well. What was labelled before is not
    read again. `on_progress` is called with the number of pictures done.
    """
    networks = [classifier(name) for name in names]
    wanted = {(upload.key, tuple(names)): upload for upload in uploads}
    done = {place: row for place, row in DONE.get().items() if place in wanted}
    DONE.set(done)  # which grows, and stays when the visitor turns to something else
    left = [place for place in wanted if place not in done]
    sights = read_all([wanted[place] for place in left], seen, READERS)
    for place, sight in zip(left, sights, strict=True):
        on_progress(len(done))
        done[place] = _row(wanted[place], sight, networks)
    return [done[place] for place in wanted]


def _row(
    upload: Upload, sight: PreparedPicture | PictureError, networks: Sequence[Answering]
) -> Labelled | Skipped:
    if isinstance(sight, PictureError):
        return Skipped(upload.key, upload.name, str(sight))
    label, picture = label_by(networks, sight), sight.steps[0].picture
    small, large = (as_url(as_jpeg(picture, side)) for side in (THUMBNAIL, LARGE))
    return Labelled(upload.key, upload.name, small, label, large, networks[0].name)
