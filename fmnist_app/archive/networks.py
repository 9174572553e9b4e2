"""The networks in an archive: plain arrays, held against the settings before anyone uses them."""

from fmnist_app.archive.layout import ArchiveError
from fmnist_app.models import architecture
from fmnist_app.training import TrainingSettings
from fmnist_app.training.saved import SavedNetwork, SavedNetworkError, check_values, read_saved


def read_network(file: str, model: str, data: bytes, settings: TrainingSettings) -> SavedNetwork:
    """The network `model` of a run with these settings, in `data`, the content of `file`.

    Raises `ArchiveError`, naming the file, for another network, numbers that are none, or a
    training that has gone further than the settings allow.
    """
    layers = architecture(model, settings.choices)
    try:
        saved = read_saved(data, layers)
        check_values(saved, layers)
    except SavedNetworkError as error:
        raise ArchiveError(f"{file} is broken: {error}") from error
    if saved.start.step > settings.epochs * settings.steps_per_epoch:
        raise ArchiveError(f"{file} is broken: It was trained for longer than the run.")
    return saved
