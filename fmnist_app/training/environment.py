"""How TensorFlow is to use this machine: the variables to set before it is loaded.

Chosen by measurement on two cores with and without AVX-512 (`python -m fmnist_app bench --only
train` prints what a machine does with them).
"""

import os
from types import MappingProxyType

CORES = "FMNIST_CORES"  # how many cores TensorFlow computes on; all there are where it is not set
VARIABLES = MappingProxyType(
    {
        # By itself TensorFlow turns oneDNN's operations on only where the processor has AVX-512
        # VNNI or the like; elsewhere they more than double the speed of these networks.
        "TF_ENABLE_ONEDNN_OPTS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        # Each thread's own heap would keep what it once used.
        "MALLOC_ARENA_MAX": "2",
        # A step's largest arrays are kept for the next step; taking them from the system each time,
        # and clearing them, is up to a fifth of a step of Basic.
        "MALLOC_MMAP_THRESHOLD_": "4194304",
        "MALLOC_TRIM_THRESHOLD_": "16777216",
    }
)


def prepare_environment() -> None:
    """Set the variables that are not set; before TensorFlow is loaded in this process."""
    for name, value in VARIABLES.items():
        os.environ.setdefault(name, value)
