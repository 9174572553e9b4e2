"""TensorFlow is loaded lightly, and what was kept out of it can be loaded all the same."""

import subprocess
import sys

CODE = """
import gc, sys
from fmnist_app.training.load import UNUSED, load_tensorflow
load_tensorflow()
print(gc.get_freeze_count() > 100_000)
print("keras" in sys.modules, "tensorflow" in sys.modules, sorted(set(UNUSED) & set(sys.modules)))
import pandas, scipy.stats
load_tensorflow()
print("pandas" in sys.modules)
"""


def test_what_tensorflow_does_not_need_is_left_out_and_can_be_loaded_later():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["True", "True True []", "True"]
