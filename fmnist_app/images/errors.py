"""The one error of reading pictures."""

from fmnist_app.core.errors import LabError


class PictureError(LabError):
    """A picture that cannot be used; its text is one sentence: what was found, what is expected."""
