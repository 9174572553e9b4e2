"""How far this visitor has come on the tour: in the session, and carried along in the address."""

from fmnist_app.core.tour import DONE, STEPS, WORD, Tour, read_tour
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.session import Slot

TOUR = Slot[Tour | None]("tour_taken", None)
# An address is asked once in a session: later it may lag behind what was pressed.
ASKED = Slot("tour_asked", False)
WORDS = (WORD, DONE, *(step.word for step in STEPS if step.asks))


def take_up() -> Tour | None:
    """The tour this visitor is on, if any; the address says so on every page."""
    if not ASKED.get():
        ASKED.set(True)
        TOUR.set(read_tour(session.address()))
    tour = TOUR.get()
    _tell(tour)
    return tour


def keep(tour: Tour | None) -> None:
    """Make this the tour the visitor is on; None ends it."""
    TOUR.set(tour)
    _tell(tour)


def begin() -> None:
    """Start at the first step; what was done before stays done."""
    tour = TOUR.get() or Tour()
    keep(tour.moved(1 - tour.number))


def move(by: int) -> None:
    """Go so many steps on; for a button to call."""
    if tour := TOUR.get():
        keep(tour.moved(by))


def _tell(tour: Tour | None) -> None:
    words = tour.words() if tour else {}
    now = session.address()
    session.take_from_address([word for word in WORDS if word in now and word not in words])
    new = {word: said for word, said in words.items() if now.get(word) != said}
    if new:
        session.add_to_address(new)
