"""The text that a visitor's own network is, changed by presses; the last texts can be had back."""

from collections.abc import Callable

from fmnist_app.models.own import words_of
from fmnist_app.training import FIELDS
from fmnist_app.ui.shell.session import Slot

FIELD = FIELDS["own"]
MOST_EARLIER = 30  # texts to go back to, some hundred bytes each
TEXT = Slot[str](FIELD.word, "")
PLACE = Slot[int | None]("own_place", 0)
EARLIER = Slot[tuple[str, ...]]("own_earlier", ())
Edit = Callable[[str, int], tuple[str, int]]


def chosen_place(words: tuple[str, ...]) -> int:
    """The place of the layer that is being changed, one that there is."""
    return max(0, min(PLACE.get() or 0, len(words) - 1))


def edit(by: Edit, then: Callable[[], None]) -> None:
    """Change the text and the chosen place; `then` is called. For a control to call."""
    text = TEXT.get()
    new, place = by(text, chosen_place(words_of(text)))
    replace_text(new, then, place)


def replace_text(new: str, then: Callable[[], None], place: int = 0) -> None:
    """Put another text in place of the present one, which is kept to go back to."""
    EARLIER.set((*EARLIER.get(), TEXT.get())[-MOST_EARLIER:])
    TEXT.set(new)
    PLACE.set(place)
    then()


def undo(then: Callable[[], None]) -> None:
    """Have the text back that was there before the last press."""
    *earlier, last = EARLIER.get()
    EARLIER.set(tuple(earlier))
    TEXT.set(last)
    then()
