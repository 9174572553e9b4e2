"""The process that carries one search out for a server: Optuna, and Dask if wanted, load here.

It is told a folder with the search's record and the process it works for, and ends when that one is
gone. What it says on its output is a sentence for visitors.
"""

import os
import sys
from pathlib import Path

from fmnist_app.core.errors import LabError
from fmnist_app.experiments.search.coordinator import Coordinator
from fmnist_app.experiments.search.crew import Crew, LocalCrew
from fmnist_app.experiments.search.record import SearchRecord
from fmnist_app.experiments.search.result import write_result
from fmnist_app.lab.cluster import SCHEDULER, need_dask

NICE = 10  # answers and visitors' trainings come first


def main(folder: Path, server: int) -> int:
    """Carry the search out; returns 1 after one sentence."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    try:
        record = SearchRecord.read(folder)
        now = Coordinator(record, _crew(), _nothing, lambda: os.getppid() == server).run()
        write_result(now, folder)
    except LabError as error:
        print(error, flush=True)
        return 1
    return 0


def _crew() -> Crew:
    address = os.environ.get(SCHEDULER)
    if not address:
        return LocalCrew()
    need_dask()
    from fmnist_app.experiments.search.cluster import cluster_crew  # noqa: PLC0415 - an extra

    return cluster_crew(address, 0)


def _nothing(_: str) -> None:
    """The record says it all."""


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
