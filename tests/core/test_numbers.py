import base64

import numpy as np

from fmnist_app.core.numbers import as_text


def test_numbers_are_written_as_little_endian_float32_row_by_row():
    values = np.random.default_rng(0).normal(size=(3, 4))
    read = np.frombuffer(base64.b64decode(as_text(values.T)), "<f4")
    assert (read.reshape(4, 3) == values.T.astype(np.float32)).all()
