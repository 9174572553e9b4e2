"""Every error of the app belongs to the one family, which its docstring draws."""

import re
from pathlib import Path

from fmnist_app.core import errors

ROOT = Path(errors.__file__).parents[1]


def test_the_drawn_family_is_the_family():
    drawn = set(re.findall(r"─ (\w+Error)", errors.__doc__))
    defined = {
        name
        for path in ROOT.rglob("*.py")
        for name in re.findall(r"^class (\w+)\(LabError\)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert drawn == defined
