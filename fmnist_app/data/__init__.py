"""The real data set: find, verify, split, normalise. Knows NumPy only."""

from fmnist_app.data.classes import CLASS_NAMES, CLASSES, SIDE
from fmnist_app.data.dataset import Dataset, load_dataset, locate
from fmnist_app.data.fetch import deliver, fetch, packed
from fmnist_app.data.files import FILES, DatasetBrokenError, IdxFile, read_file
from fmnist_app.data.normalise import normalise
from fmnist_app.data.search import DatasetMissingError, Found, find
from fmnist_app.data.split import (
    MEASURED_PICTURES,
    MIN_PICTURES,
    TEST_PICTURES,
    VALIDATION_PICTURES,
    Protocol,
    Split,
    evaluation_sizes,
    make_split,
)

__all__ = [
    "CLASSES",
    "CLASS_NAMES",
    "FILES",
    "MEASURED_PICTURES",
    "MIN_PICTURES",
    "SIDE",
    "TEST_PICTURES",
    "VALIDATION_PICTURES",
    "Dataset",
    "DatasetBrokenError",
    "DatasetMissingError",
    "Found",
    "IdxFile",
    "Protocol",
    "Split",
    "deliver",
    "evaluation_sizes",
    "fetch",
    "find",
    "load_dataset",
    "locate",
    "make_split",
    "normalise",
    "packed",
    "read_file",
]
