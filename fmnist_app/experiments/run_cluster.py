"""A study on a Dask cluster: as many seeds at once as it has workers, each in its own process.

Dask begins a seed anew whose worker went. Loaded only by who asked for it.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from distributed import Client, as_completed, get_worker

from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import count
from fmnist_app.experiments.file import SeedExperiment, study_from, write_study
from fmnist_app.experiments.progress import begun, in_words
from fmnist_app.lab.cluster_client import ClusterError
from fmnist_app.lab.cluster_data import have_dataset
from fmnist_app.training.environment import CORES

ROOT = Path(__file__).parents[2]
PROCESS = "fmnist_app.experiments.seed_process"


def run_study_on(
    client: Client, wanted: SeedExperiment, path: Path, say: Callable[[str], None]
) -> SeedExperiment:
    """As `run_study`, but on the workers of `client`; one that was broken off goes on, here too.

    Raises `LabError` if a seed cannot be trained, or for what `run_study` refuses; the seeds that
    ended before are kept.
    """
    study = begun(wanted, path)
    write_study(study, path)  # a place that cannot be written is found out before the work
    began = time.monotonic()
    futures = [
        client.submit(do_seed, replace(study.settings, seed=seed).as_dict(), pure=False, retries=0)
        for seed in study.left
    ]
    for future in as_completed(futures):
        part = _part(future, study)
        took, began = time.monotonic() - began, time.monotonic()
        study = study.with_repeats(list(part.repeats), took)
        write_study(study, path)
        say(in_words(part.repeats, part.seconds))
    return study


def machine_of(client: Client) -> str:
    """What a study says of the workers that it ran on."""
    known = client.scheduler_info(n_workers=-1)["workers"].values()
    workers = count(sum(one["nthreads"] for one in known), "worker")
    return f"{workers} of a Dask cluster, CPU only, a seed each"


def do_seed(settings: dict[str, Any]) -> tuple[str, str]:
    """Train one seed on the worker where this is called; returns the study of it as text.

    Or, as the second, a sentence on why it cannot be trained.
    """
    try:
        have_dataset()  # which the process then finds
    except LabError as error:
        return "", str(error)
    with TemporaryDirectory(prefix="fmnist-study-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "study.json"
        done = subprocess.run(
            [sys.executable, "-m", PROCESS, str(path), str(os.getpid())],
            cwd=ROOT,
            env={**os.environ, CORES: str(get_worker().state.nthreads)},
            input=json.dumps(settings),
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            return "", done.stdout.strip() or f"Seed {settings['seed']} ended without a word."
        return path.read_text(encoding="utf-8"), ""


def _part(future: Any, study: SeedExperiment) -> SeedExperiment:
    """The study of one seed that has come back, if it asks what `study` does."""
    try:
        text, why_not = future.result()
    except Exception as error:  # whatever Dask raises, of its own or of a worker's
        raise ClusterError(
            "The cluster was gone before the study was done; the same command goes on with it."
        ) from error
    if why_not:
        raise LabError(why_not)
    part = study_from(text)
    if not part.same_question(replace(study, settings=part.settings)):
        raise LabError(
            "A worker has other versions or another data set than this machine; install the same "
            "requirements on all."
        )
    return part
