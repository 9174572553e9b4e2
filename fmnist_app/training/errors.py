"""What can go wrong with a training; nothing here loads TensorFlow."""

from fmnist_app.core.errors import LabError
from fmnist_app.models import network


class NotSavedError(LabError):
    """A network was trained and its files could not be written."""

    def __init__(self, model: str, error: OSError) -> None:
        """Say so of `model`, and why."""
        why = error.strerror or "the disk did not take it"
        super().__init__(f"{network(model).title} was trained, and could not be saved: {why}.")
