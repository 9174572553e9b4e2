"""The way to the Compare page with networks chosen: for other pages' buttons."""

from collections.abc import Sequence
from typing import NoReturn

from fmnist_app.ui.compare.choice import CHOSEN
from fmnist_app.ui.shell.going import go_to
from fmnist_app.ui.widgets.networks import networks

PAGE = "pages/judge/compare.py"


def open_with(ids: Sequence[str]) -> NoReturn:
    """Go to the Compare page with the networks of these ids chosen.

    It ends the run of the script, so it is to be called from a page, where a button was pressed,
    and not as a button's callback.
    """
    words = {one.id: one.title for one in networks()}
    go_to(PAGE, {CHOSEN: [words[one] for one in ids if one in words]})
