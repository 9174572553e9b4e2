"""The family of errors that a user may see: each is one clear sentence."""


class LabError(Exception):
    """Anything that went wrong for a reason a user can act on; its text is one sentence."""
