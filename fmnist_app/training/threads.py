"""How many threads TensorFlow computes with in this process."""

import os

import tensorflow as tf


def share_cores() -> None:
    """Compute each operation on one core, as many side by side as there are cores.

    The halves of a batch, and networks side by side, keep the cores busy; an operation spread over
    two threads gains less. Before TensorFlow's first operation.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    tf.config.threading.set_intra_op_parallelism_threads(max(1, (cores or 1) // 2))
    tf.config.threading.set_inter_op_parallelism_threads(cores or 1)
