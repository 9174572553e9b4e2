"""One small real run, packed."""

import io
import zipfile

import pytest

from fmnist_app.archive.write import pack
from fmnist_app.lab.events import StateChanged
from fmnist_app.lab.limits import Limits
from fmnist_app.lab.records import Record
from fmnist_app.lab.service import Lab
from fmnist_app.training import TrainingSettings
from tests.lab.conftest import Executors


@pytest.fixture(scope="session")
def trained(dataset, tmp_path_factory):
    """Train with some settings, as a worker does; gives the record."""

    def trained(settings):
        from fmnist_app.training.control import Control
        from fmnist_app.training.run import train

        folder = tmp_path_factory.mktemp("runs") / "run"
        record = Record.create("run", folder, settings)
        train(
            dataset,
            settings,
            Control(settings.epochs),
            folder,
            on_point=record.append,
            on_progress=lambda progress: None,
            on_result=record.append,
        )
        return record

    return trained


@pytest.fixture(scope="session")
def folder(trained):
    """A finished run of both networks, as a worker leaves it."""
    record = trained(TrainingSettings(epochs=2, pictures=1_000, filters=4, seed=5))
    record.append(StateChanged("finished"))
    return record.folder


@pytest.fixture(scope="session")
def now(folder):
    return Record.read(folder).snapshot()


@pytest.fixture(scope="session")
def packed(now, folder, dataset):
    return pack(now, folder, dataset.sha256)


@pytest.fixture
def files(packed):
    """The archive's files by name, to be tampered with and zipped again."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def zipped():
    def zip_it(files, **options):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, **options) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return made.getvalue()

    return zip_it


@pytest.fixture
def workers():
    return Executors()


@pytest.fixture
def lab(tmp_path, workers):
    """A service that takes two runs, with an executor that only notes what it is told."""
    return Lab(tmp_path, Limits(archives=2), workers.make)
