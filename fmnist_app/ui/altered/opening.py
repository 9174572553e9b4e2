"""The way to the page of altered pictures with the visitor's own photo, for other pages."""

from typing import NoReturn

from fmnist_app.ui.altered.picture import CHOSEN, PHOTO
from fmnist_app.ui.shell.going import go_to

PAGE = "pages/train/altered.py"
ICON = ":material/transform:"


def open_with_photo() -> NoReturn:
    """Go to the page with the photo that is kept of the visit.

    It ends the run of the script, so it is to be called from a page, where a button was pressed,
    and not as a button's callback.
    """
    go_to(PAGE, {CHOSEN: PHOTO})
