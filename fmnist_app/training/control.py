"""The handle by which a running training is paused, resumed, stopped or made longer."""

import threading
import time


class Control:
    """Thread-safe switches that every network of one run obeys between its short steps."""

    def __init__(self, epochs: int) -> None:
        """Start running, with `epochs` epochs to go in all."""
        self._running = threading.Event()
        self._running.set()
        self._stopped = threading.Event()
        self._epochs = epochs
        self._paused_at: float | None = None
        self._paused_before = 0.0

    @property
    def epochs(self) -> int:
        """Epochs to train in all, counted from the first."""
        return self._epochs

    @property
    def stopped(self) -> bool:
        """Whether the run was asked to end now."""
        return self._stopped.is_set()

    def pause(self) -> None:
        """Hold every network at its next step; does nothing to a run already held."""
        if self._paused_at is None:
            self._paused_at = time.monotonic()
            self._running.clear()

    def resume(self) -> None:
        """Go on; does nothing to a run that is not held."""
        if self._paused_at is not None:
            self._paused_before += time.monotonic() - self._paused_at
            self._paused_at = None
            self._running.set()

    def stop(self) -> None:
        """End every network at its next step, a held one too."""
        self._stopped.set()
        self.resume()

    def add_epochs(self, epochs: int) -> None:
        """Train `epochs` more than planned."""
        self._epochs += epochs

    def go_on(self) -> bool:
        """Wait while the run is held; then say whether to take another step."""
        self._running.wait()
        return not self.stopped

    def clock(self) -> float:
        """Seconds on a clock that stands still while the run is held."""
        now = self._paused_at if self._paused_at is not None else time.monotonic()
        return now - self._paused_before
