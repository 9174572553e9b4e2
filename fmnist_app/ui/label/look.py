"""The pictures of a delivery, one by one, each looked up when its turn comes."""

from collections.abc import Mapping, Sequence

from fmnist_app.delivery.store import Delivery
from fmnist_app.ui.upload.labelling import Labelled
from fmnist_app.ui.upload.review import show_review
from fmnist_app.ui.widgets.pictures import as_url


def show_photos(delivery: Delivery, rows: Sequence[Labelled], said: Mapping[str, str]) -> None:
    """Draw what is still to be looked at, and the next of it to be named."""
    show_review(rows, said, lambda row: as_url(delivery.photo(row.key)))
