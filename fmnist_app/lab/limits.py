"""What one machine bears; each limit can be set by an environment variable."""

from dataclasses import dataclass

from fmnist_app.core.limits import LimitError, limits_of

__all__ = ["LimitError", "Limits", "limits_from_environment"]


@dataclass(frozen=True)
class Limits:
    """The limits of the training service.

    `queue`: runs that may wait (FMNIST_QUEUE). `idle_seconds`: after which an idle worker gives
    its memory back (FMNIST_IDLE_SECONDS). `pause_seconds`: how long a paused run may keep others
    waiting (FMNIST_PAUSE_SECONDS). `networks_per_worker`: after which a worker is renewed, for
    each trained network leaves some 10 MB behind in its process (FMNIST_NETWORKS_PER_WORKER).
    `keep_runs` and `keep_days`: the newest so many runs stay on disk, some 5 MB each, for so many
    days (FMNIST_KEEP_RUNS, FMNIST_KEEP_DAYS). `archives`: runs that may be brought in from files
    within an hour (FMNIST_ARCHIVES).
    """

    queue: int = 30
    idle_seconds: int = 120
    pause_seconds: int = 600
    networks_per_worker: int = 8
    keep_runs: int = 200
    keep_days: int = 30
    archives: int = 60


def limits_from_environment() -> Limits:
    """The limits, as the environment sets them; raises `LimitError` naming a wrong variable."""
    return limits_of(Limits)
