"""What can be wrong with a network that was asked for."""

from fmnist_app.core.errors import LabError


class UnknownModelError(LabError):
    """A network was asked for by a name that the registry does not have."""


class ArchitectureError(LabError):
    """A network that cannot be built: a layer has nothing to work on, or all is too large.

    `place` is the number of the layer at which it fails, from 0, where there is one, and `why` what
    is wrong there, to follow the layer's name.
    """

    def __init__(self, sentence: str, place: int | None = None, why: str = "") -> None:
        """Say so in `sentence`."""
        super().__init__(sentence)
        self.place, self.why = place, why
