"""The handle by which a running training is paused, resumed, stopped or made longer."""

import threading
import time


class Control:
    """Switches that every network of one run obeys between its short steps; thread-safe.

    A network that has had its epochs rests here, and goes on if the run is made longer while
    another still trains.
    """

    def __init__(self, epochs: int) -> None:
        """Start running, with `epochs` epochs to go in all."""
        self._changed = threading.Condition()
        self._epochs = epochs
        self._training = 1  # networks that neither rest nor have left
        self._rested: list[int] = []  # after how many epochs the others rest
        self._stopped = self._over = False
        self._paused_at: float | None = None
        self._paused_before = 0.0

    @property
    def epochs(self) -> int:
        """Epochs to train in all, counted from the first."""
        return self._epochs

    @property
    def stopped(self) -> bool:
        """Whether the run was asked to end now."""
        return self._stopped

    @property
    def alone(self) -> bool:
        """Whether at most one network of the run is training just now."""
        return self._training <= 1

    def begin(self, networks: int) -> None:
        """Note that so many networks train."""
        with self._changed:
            self._training = networks

    def pause(self) -> None:
        """Hold every network at its next step; does nothing to a run already held."""
        with self._changed:
            if self._paused_at is None and not self._stopped:
                self._paused_at = time.monotonic()

    def resume(self) -> None:
        """Go on; does nothing to a run that is not held."""
        with self._changed:
            if self._paused_at is not None:
                self._paused_before += time.monotonic() - self._paused_at
                self._paused_at = None
                self._changed.notify_all()

    def stop(self) -> None:
        """End every network at its next step, a held one too."""
        with self._changed:
            self._stopped = True
            self.resume()
            self._changed.notify_all()

    def add_epochs(self, epochs: int) -> bool:
        """Train `epochs` more than planned; false when the run is over, and nobody would."""
        with self._changed:
            if self._over or self._stopped:
                return False
            self._epochs += epochs
            self._changed.notify_all()
            return True

    def go_on(self) -> bool:
        """Wait while the run is held; then say whether to take another step."""
        with self._changed:
            self._changed.wait_for(lambda: self._paused_at is None)
            return not self._stopped

    def rest(self, epochs: int) -> bool:
        """Wait, as a network that has trained `epochs` epochs, for the run to grow longer.

        True once it has; false when it is over for all, because no network trains any more.
        """
        with self._changed:
            self._training -= 1
            self._rested.append(epochs)
            self._end_with_the_last()
            self._changed.wait_for(lambda: self._over or self._stopped or self._epochs > epochs)
            self._rested.remove(epochs)
            self._training += 1
            return not (self._over or self._stopped)

    def leave(self) -> None:
        """Train no more, as a network that ended in another way: the others need not wait."""
        with self._changed:
            self._training -= 1
            self._end_with_the_last()

    def clock(self) -> float:
        """Seconds on a clock that stands still while the run is held."""
        with self._changed:
            now = self._paused_at if self._paused_at is not None else time.monotonic()
            return now - self._paused_before

    def _end_with_the_last(self) -> None:
        # A network that rests although the run has grown is about to wake up.
        if self._training == 0 and all(epochs >= self._epochs for epochs in self._rested):
            self._over = True
            self._changed.notify_all()
