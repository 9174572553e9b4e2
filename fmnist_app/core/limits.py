"""Limits that whoever runs the app may set: one environment variable for each."""

import os
from dataclasses import fields
from typing import Any, TypeVar

from fmnist_app.core.errors import LabError

Kind = TypeVar("Kind")


class LimitError(LabError):
    """An environment variable for a limit holds no sensible number."""


def limits_of(kind: type[Kind]) -> Kind:
    """The limits of this frozen dataclass: `queue` is FMNIST_QUEUE, its default where not set.

    Raises `LimitError` naming a variable that holds no whole number above 0.
    """
    chosen: dict[str, Any] = {}
    for field in fields(kind):  # type: ignore[arg-type] # any dataclass
        variable = f"FMNIST_{field.name.upper()}"
        text = os.environ.get(variable)
        if text is None:
            continue
        if not text.isdecimal() or int(text) < 1:
            raise LimitError(f"{variable} is “{text}”; expected a whole number above 0.")
        chosen[field.name] = int(text)
    return kind(**chosen)
