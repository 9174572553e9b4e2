"""What the app needs is locked, at versions that its own bounds allow."""

from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def requirements(name):
    lines = (ROOT / name).read_text().splitlines()
    return [Requirement(line) for line in lines if line and line[0] not in "#-"]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_locked_at_a_version_that_it_allows(name):
    locked = requirements("requirements.lock")
    for wanted in requirements(name):
        pins = [p for p in locked if canonicalize_name(p.name) == canonicalize_name(wanted.name)]
        assert pins, f"{wanted.name} is not locked; run `make lock`"
        for pin in pins:
            (version,) = (clause.version for clause in pin.specifier)
            assert wanted.specifier.contains(version), f"{pin}; run `make lock`"


def test_a_lock_can_constrain_pip_on_every_platform():
    for pin in requirements("requirements.lock"):
        assert not pin.extras
        assert not pin.url
        assert [clause.operator for clause in pin.specifier] == ["=="]
