"""The way to the Draw page with networks chosen: for other pages' buttons."""

from collections.abc import Sequence
from typing import NoReturn

from fmnist_app.ui.draw.fold import NETWORKS
from fmnist_app.ui.shell.going import go_to
from fmnist_app.ui.widgets.networks import titles

PAGE = "pages/use/draw.py"


def open_with(ids: Sequence[str]) -> NoReturn:
    """Go to the Draw page with the networks of these ids chosen, the first to give the line.

    Those that nobody can ask are left out. It ends the run of the script, so it is to be called
    from a page, where a button was pressed, and not as a button's callback.
    """
    words = titles()
    go_to(PAGE, {NETWORKS: [words[one] for one in ids if one in words]})
