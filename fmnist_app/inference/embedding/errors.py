"""What can go wrong with a map."""

from fmnist_app.core.errors import LabError


class NoMapError(LabError):
    """A network whose features cannot be laid out, with the reason in a sentence."""
