"""The text that a visitor's own network is, changed by presses; the last texts can be had back."""

import time
from collections.abc import Callable

from fmnist_app.models.own import words_of
from fmnist_app.training import FIELDS
from fmnist_app.ui.shell.session import Slot

MOST_EARLIER = 30  # texts to go back to, some hundred bytes each
# What was replaced so short a time ago and comes back was not typed: with every press a browser
# sends all that its controls stand at, and it may not have heard yet what an earlier press changed.
ON_THE_WAY = 5.0  # seconds
TEXT = Slot[str](FIELDS["own"].word, "")
NOW = Slot("own_now", "")
REPLACED = Slot[tuple[tuple[float, str], ...]]("own_replaced", ())
EARLIER = Slot[tuple[str, ...]]("own_earlier", ())
PLACE = Slot("own_place", 0)
# Part of the keys of controls, so that what is sent for those of before a press is not taken for
# the new ones.
VERSION = Slot("own_version", 0)
Edit = Callable[[str, int], tuple[str, int]]


def settle() -> str:
    """The text as it stands, for all to see; to be called before its line is drawn."""
    text = TEXT.get()
    if text != NOW.get():
        since = time.monotonic() - ON_THE_WAY
        if any(then > since and text == before for then, before in REPLACED.get()):
            TEXT.set(NOW.get())
        else:
            NOW.set(text)
            VERSION.set(VERSION.get() + 1)
    return NOW.get()


def chosen_place(words: tuple[str, ...]) -> int:
    """The place of the layer that is being changed, one that there is."""
    return max(0, min(PLACE.get(), len(words) - 1))


def edit(by: Edit, then: Callable[[], None]) -> None:
    """Change the layers and the chosen place, then call `then`; for a button to call."""
    text = settle()
    new, place = by(text, chosen_place(words_of(text)))
    replace_text(new, then, place)


def replace_text(new: str, then: Callable[[], None], place: int = 0) -> None:
    """Put another text in place of the present one, which is kept to go back to."""
    EARLIER.set((*EARLIER.get(), settle())[-MOST_EARLIER:])
    _put(new)
    PLACE.set(place)
    VERSION.set(VERSION.get() + 1)
    then()


def change_number(by: Callable[[str, int], str], then: Callable[[], None]) -> None:
    """Change a number of the chosen layer; its control stays, for more changes of it."""
    text = settle()
    _put(by(text, chosen_place(words_of(text))))
    then()


def undo(then: Callable[[], None]) -> None:
    """Have the text back that was there before the last press."""
    settle()
    if EARLIER.get():
        *earlier, last = EARLIER.get()
        EARLIER.set(tuple(earlier))
        _put(last)
        VERSION.set(VERSION.get() + 1)
    then()


def _put(new: str) -> None:
    known = [(then, text) for then, text in REPLACED.get() if text != new]
    REPLACED.set((*known, (time.monotonic(), NOW.get()))[-MOST_EARLIER:])
    TEXT.set(new)
    NOW.set(new)
