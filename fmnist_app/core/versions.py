"""The versions of Python and of the packages that something was made or measured with."""

import platform
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

# TensorFlow has two builds, and each platform installs one of them.
LIBRARIES = ("tensorflow-cpu", "tensorflow", "keras", "numpy")


def versions(packages: Iterable[str] = LIBRARIES) -> dict[str, str]:
    """The version of Python and of each package that is installed, by name."""
    found = {"python": platform.python_version()}
    for name in packages:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
