import numpy as np
import pytest

from fmnist_app.core.numbers import as_text, from_text


def test_numbers_come_back_as_they_were_written():
    values = np.random.default_rng(0).normal(size=(3, 4)).astype(np.float32)
    assert (from_text(as_text(values)).reshape(3, 4) == values).all()


@pytest.mark.parametrize("text", ["no numbers!", "AAA=", "AAAA"])
def test_text_that_holds_no_numbers_is_refused(text):
    with pytest.raises(ValueError):
        from_text(text)
