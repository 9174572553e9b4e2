"""Homes of tests' own, which share the verified data set of the user's."""

from pathlib import Path

from fmnist_app import paths


def bring_data(home: Path) -> None:
    """Make the data set, verified before, known in a new home without a copy of it."""
    home.mkdir(parents=True, exist_ok=True)
    if not (home / "arrays").exists():
        (home / "arrays").symlink_to(paths.home() / "arrays")
