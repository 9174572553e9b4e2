"""Loading TensorFlow as this machine runs it best, and no more than it needs."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from fmnist_app.training.environment import prepare_environment

# Keras and TensorFlow import these wherever they are installed and need none of them here. Without
# them a process is smaller by 150 MB, 85 MB of it memory of its own, and starts in two thirds of
# the time.
UNUSED = ("pandas", "scipy", "sklearn", "pyarrow", "cv2", "PIL", "matplotlib", "IPython")


def load_tensorflow() -> None:
    """Load TensorFlow and Keras, once; the variables that it reads are set before."""
    if "tensorflow" in sys.modules and "keras" in sys.modules:
        return
    prepare_environment()
    with _without(UNUSED):
        import keras  # noqa: F401, PLC0415 - this import is the work
        import tensorflow as tf  # noqa: F401, PLC0415
    # Looking for garbage takes 0.3 s as long as it goes through all that was loaded.
    gc.freeze()


@contextmanager
def _without(names: tuple[str, ...]) -> Iterator[None]:
    """As if these packages were not installed, unless they are loaded; without garbage collection.

    Looking for garbage among the modules would take a fifth of loading them.
    """
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type] # None forbids an import
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        for name in absent:
            del sys.modules[name]
