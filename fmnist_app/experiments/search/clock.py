"""The clock of a search, which stands still while the search is held."""

import time


class Clock:
    """Seconds of searching, all sittings together, pauses left out."""

    def __init__(self, spent: float) -> None:
        """Go on from the seconds spent before."""
        self._spent, self._since = spent, time.monotonic()
        self.held = False

    @property
    def seconds(self) -> float:
        """Seconds so far."""
        return self._spent + (0.0 if self.held else time.monotonic() - self._since)

    @property
    def minutes(self) -> float:
        """The same in minutes."""
        return self.seconds / 60

    def hold(self) -> None:
        """Stand still."""
        self._spent, self.held = self.seconds, True

    def go_on(self) -> None:
        """Run again."""
        self._since, self.held = time.monotonic(), False
