"""Frozen dataclasses as lines of JSON, told apart by the name of their kind."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, is_dataclass
from typing import Any, Generic, TypeVar

from fmnist_app.core.errors import LabError
from fmnist_app.training.settings import settings_from

T = TypeVar("T")
# Fields of which JSON makes something else.
READ: Mapping[str, Callable[[Any], Any]] = {
    "settings": settings_from,
    "files": tuple,
    "classes": tuple,
    "shares": tuple,
}
MOST_QUOTED = 80  # characters of a line that cannot be read


class MessageError(LabError):
    """A line holds no event and no command that is known here."""


class Codec(Generic[T]):
    """One vocabulary: the kinds of value in it by name, the name written under `tag`."""

    def __init__(
        self,
        tag: str,
        kinds: Mapping[str, type[T]],
        read: Mapping[str, Callable[[Any], Any]] = READ,
    ) -> None:
        """Write and read values of `kinds`; `read` makes the fields of which JSON makes others."""
        self._tag, self._kinds, self._read = tag, kinds, read
        self._names = {kind: name for name, kind in kinds.items()}

    def encode(self, value: T) -> str:
        """The value as a line, without its end."""
        return json.dumps(self.to_dict(value))

    def decode(self, line: str) -> T:
        """The value in a line that `encode` wrote; raises `MessageError` for any other."""
        return self.from_dict(read_json(line))

    def to_dict(self, value: T) -> dict[str, Any]:
        """The value as a dict that JSON can hold."""
        body = {name: _plain(getattr(value, name)) for name in _fields(type(value))}
        return {self._tag: self._names[type(value)], **body}

    def from_dict(self, read: Any) -> T:
        """The value that `to_dict` wrote; raises `MessageError` for anything else."""
        try:
            body = dict(read)
            kind = self._kinds[body.pop(self._tag)]
            return kind(**{name: self._read.get(name, _as_it_is)(body[name]) for name in body})
        except (KeyError, TypeError, ValueError, LabError) as error:
            raise MessageError(f"“{str(read)[:MOST_QUOTED]}” is nothing known here.") from error


def read_json(line: str) -> Any:
    """What a line of JSON says; raises `MessageError` if it is none."""
    try:
        return json.loads(line)
    except ValueError as error:
        raise MessageError(f"“{line[:MOST_QUOTED]}” is no JSON.") from error


def _fields(kind: Any) -> list[str]:
    return [field.name for field in fields(kind)]


def _plain(value: Any) -> Any:
    """What JSON can hold: dataclasses say themselves how, or are their fields."""
    if hasattr(value, "as_dict"):
        return value.as_dict()
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _as_it_is(value: Any) -> Any:
    return value
