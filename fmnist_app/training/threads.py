"""How many threads TensorFlow computes with in this process."""

import os

import tensorflow as tf

from fmnist_app.training.environment import CORES


def share_cores() -> None:
    """Compute each operation on one core, as many side by side as there are cores.

    The halves of a batch, and networks side by side, keep the cores busy; an operation spread over
    two threads gains less. Before TensorFlow's first operation.
    """
    cores = int(os.environ.get(CORES) or 0) or _there_are()
    tf.config.threading.set_intra_op_parallelism_threads(max(1, cores // 2))
    tf.config.threading.set_inter_op_parallelism_threads(cores)


def _there_are() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
