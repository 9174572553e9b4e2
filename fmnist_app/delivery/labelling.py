"""Labels for a delivery, made behind the page: picture after picture is kept as it is done."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fmnist_app.core.errors import LabError
from fmnist_app.core.priority import give_way
from fmnist_app.delivery.alike import look_of
from fmnist_app.delivery.store import Delivery, DeliveryError, Named, Read
from fmnist_app.images import PictureError, PreparedPicture
from fmnist_app.images.small import as_jpeg
from fmnist_app.inference import Answering
from fmnist_app.inference.batch import read_all, read_one
from fmnist_app.inference.label import label_by

READERS = 2  # a photo of 60 megapixels takes 250 MB while it is read
THUMBNAIL, PHOTO = 96, 360  # pixels of the longer side: in the table, and to look at one by one
KEPT_AT_ONCE = 8  # pictures that are written together
LOG = logging.getLogger(__name__)
BROKE_OFF = "Something went wrong with these pictures, and it is noted on the server."
PACE = 32  # the last pictures, by which the time left is told


def key_of(data: bytes) -> str:
    """The digest by which a file is known, whatever its name."""
    return hashlib.sha256(data).hexdigest()[:32]


@dataclass(frozen=True, eq=False)
class File:
    """A file that came, and what it is called."""

    named: Named
    data: bytes

    @classmethod
    def of(cls, name: str, data: bytes) -> File:
        """The file with its key."""
        return cls(Named(key_of(data), name), data)


def read(files: Sequence[File], networks: Sequence[Answering]) -> Iterator[Read]:
    """What the first network says of each file, in order; the others have to agree."""
    sights = read_all([file.data for file in files], read_one, READERS)
    for file, sight in zip(files, sights, strict=True):
        yield _read(file.named.key, sight, networks)


def _read(key: str, sight: PreparedPicture | PictureError, networks: Sequence[Answering]) -> Read:
    if isinstance(sight, PictureError):
        return Read(key, why=str(sight))
    picture: npt.NDArray[np.uint8] = sight.steps[0].picture
    return Read(
        key,
        label_by(networks, sight),
        thumbnail=as_jpeg(picture, THUMBNAIL),
        photo=as_jpeg(picture, PHOTO),
        look=look_of(picture),
        network=networks[0].name,
    )


def label_all(
    delivery: Delivery, files: Sequence[File], networks: Sequence[Answering]
) -> Iterator[int]:
    """Label what is not labelled yet, keeping some at a time; yields how many are done.

    Raises `DeliveryError` as the delivery does.
    """
    left = still_to_read(delivery, files)
    for first in range(0, len(left), KEPT_AT_ONCE):
        part = left[first : first + KEPT_AT_ONCE]
        delivery.note(list(read(part, networks)))
        yield first + len(part)


def still_to_read(delivery: Delivery, files: Sequence[File]) -> list[File]:
    """Note that these files came; returns those that were not read yet, each once."""
    wanted = {one.key for one in delivery.expect([file.named for file in files])}
    return list({one.named.key: one for one in files if one.named.key in wanted}.values())


@dataclass(frozen=True, eq=False)
class _Job:
    """Some files of one delivery, which are kept together."""

    delivery: Delivery
    files: Sequence[File]
    networks: Sequence[Answering]

    @property
    def path(self) -> Path:
        return self.delivery.path

    @property
    def size(self) -> int:
        return sum(len(file.data) for file in self.files)


class Labeller:
    """The thread of a server that labels deliveries, some files of each in turn."""

    def __init__(self, megabytes: int) -> None:
        """Holds at most so many megabytes of files that wait."""
        self._most = megabytes * 1_000_000
        self._jobs: list[_Job] = []
        self._change = threading.Lock()
        self._thread: threading.Thread | None = None
        self._times: deque[float] = deque(maxlen=PACE)
        self._failed: dict[Path, str] = {}

    def submit(
        self, delivery: Delivery, files: Iterable[File], networks: Sequence[Answering]
    ) -> int:
        """Have files labelled that are not yet; returns how many those are.

        Raises `DeliveryError` if too much waits already, or the delivery cannot take them.
        """
        files = list(files)
        size = sum(len(file.data) for file in files)
        with self._change:
            held = sum(job.size for job in self._jobs)
            if held + size > self._most:
                raise DeliveryError(
                    f"{(held + size) / 1e6:,.0f} MB of pictures would wait to be read; expected at "
                    f"most {self._most / 1e6:,.0f}. Bring some now and the others later: what is "
                    "here already is not read twice."
                )
            own = (job for job in self._jobs if job.path == delivery.path)
            waiting = {file.named.key for job in own for file in job.files}
            left = [one for one in still_to_read(delivery, files) if one.named.key not in waiting]
            self._failed.pop(delivery.path, None)
            for first in range(0, len(left), KEPT_AT_ONCE):
                part = left[first : first + KEPT_AT_ONCE]
                self._jobs.append(_Job(delivery, part, networks))
            if left and not (self._thread and self._thread.is_alive()):
                self._thread = threading.Thread(target=self._work, name="labeller", daemon=True)
                self._thread.start()
        return len(left)

    def waiting(self, delivery: Delivery) -> int:
        """How many of its files this server still holds, being read or to be read."""
        with self._change:
            return sum(len(job.files) for job in self._jobs if job.path == delivery.path)

    def failure(self, delivery: Delivery) -> str:
        """Why its labelling broke off, in a sentence; empty if it did not."""
        return self._failed.get(delivery.path, "")

    def seconds_left(self, delivery: Delivery) -> float | None:
        """About how long until all of a delivery is labelled; None before the pace is known."""
        with self._change:
            if len(self._times) < 2:
                return None
            pace = (self._times[-1] - self._times[0]) / (len(self._times) - 1)
            own = sum(job.path == delivery.path for job in self._jobs)
            turns = own * len({job.path for job in self._jobs})
            return pace * min(turns, len(self._jobs))

    def _work(self) -> None:
        give_way()
        last: Path | None = None
        while job := self._next(last):
            last = job.path
            try:
                done = list(read(job.files, job.networks))  # first: nobody else can write meanwhile
                job.delivery.note(done)
            except LabError as error:  # such as a full disk: the rest would fail as well
                self._drop(job, str(error))
            except Exception:  # one delivery must not end the thread that others wait for
                LOG.exception("A delivery could not be labelled")
                self._drop(job, BROKE_OFF)
            else:
                with self._change:
                    self._jobs.remove(job)
                    self._times.append(time.monotonic())

    def _next(self, last: Path | None) -> _Job | None:
        """The first job of another delivery than the last, so that each has its turn."""
        with self._change:
            if not self._jobs:
                self._times.clear()
                self._thread = None
                return None
            others = (job for job in self._jobs if job.path != last)
            return next(others, self._jobs[0])

    def _drop(self, failed: _Job, why: str) -> None:
        with self._change:
            self._jobs = [job for job in self._jobs if job.path != failed.path]
            self._failed[failed.path] = why
