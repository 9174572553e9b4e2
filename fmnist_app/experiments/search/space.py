"""What a search may try: for each setting a range on a scale or a choice, from their table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fmnist_app.core.errors import LabError
from fmnist_app.training.fields import Choice, Field, Scale, Stops
from fmnist_app.training.ranges import spoken
from fmnist_app.training.settings import FIELDS

MOST_DIGITS = 4  # of a number tried: 0.003172, as no result hangs on more


class SpaceError(LabError):
    """A space that cannot be searched."""


@dataclass(frozen=True)
class Dimension:
    """One setting that is searched.

    `low` and `high` are the ends of its range, both included; `options` all of its values where it
    has so few that they are counted.
    """

    name: str
    scale: Scale
    low: float = 0.0
    high: float = 0.0
    options: tuple[Any, ...] = ()

    @property
    def ordered(self) -> bool:
        """Whether its values lie in a row; those of a choice do not."""
        return self.scale != "choice"

    def holds(self, value: Any) -> bool:
        """Whether a search here could come upon this value."""
        return value in self.options if self.options else self.low <= value <= self.high


Space = tuple[Dimension, ...]


def searchable() -> Mapping[str, Field]:
    """The rows of the table of settings that can be searched."""
    return {name: field for name, field in FIELDS.items() if field.about.search}


def dimension(name: str, low: float | None = None, high: float | None = None) -> Dimension:
    """A setting to be searched between these values, or where the table begins.

    Raises `SpaceError` for a setting that cannot be searched, and for ends that are none.
    """
    field = searchable().get(name)
    if field is None or field.about.search is None:
        raise SpaceError(
            f"“{name[:40]}” cannot be searched; expected one of {', '.join(searchable())}."
        )
    search = field.about.search
    if isinstance(field.about.control, Choice):
        if low is not None or high is not None:
            raise SpaceError(f"{spoken(name)} is a choice; expected it without a range.")
        return Dimension(name, "choice", options=tuple(field.about.control.words))
    ends = (search.low if low is None else low, search.high if high is None else high)
    _check(field, *ends, logarithmic=search.scale == "log")
    return Dimension(name, search.scale, *ends, options=_counted(field, *ends))


def usual_space() -> Space:
    """What is searched where nothing else is said: how it learns, and none of its layers."""
    return tuple(
        dimension(name)
        for name, field in searchable().items()
        if field.about.search and field.about.search.usual
    )


def space_from(read: Mapping[str, Any]) -> Space:
    """The space of a plain dict: to each name its two ends, or nothing for those of the table."""
    if not read:
        raise SpaceError("Nothing is searched; expected at least one setting.")
    return tuple(_from(name, ends) for name, ends in read.items())


def space_as_dict(space: Space) -> dict[str, Any]:
    """What `space_from` reads."""
    return {one.name: [one.low, one.high] if one.ordered else [] for one in space}


def _from(name: str, ends: Any) -> Dimension:
    match ends:
        case None | [] | ():
            return dimension(name)
        case [int() | float() as low, int() | float() as high]:
            return dimension(name, low, high)
    raise SpaceError(f"{spoken(name)} has the range {ends!r:.40}; expected two numbers.")


def _check(field: Field, low: float, high: float, *, logarithmic: bool) -> None:
    assert field.range is not None  # noqa: S101 - what is no choice is a number
    for end in (low, high):
        field.range.check(field.name, end)
    if low >= high:
        raise SpaceError(
            f"{spoken(field.name)} is to be searched from {low:g} to {high:g}; expected the lower "
            "end first, and the two apart."
        )
    if logarithmic and low <= 0:
        raise SpaceError(
            f"{spoken(field.name)} is searched on a logarithmic scale; expected ends above 0."
        )


def _counted(field: Field, low: float, high: float) -> tuple[Any, ...]:
    """All values of a setting of whole numbers: the stops of its control, or one after another."""
    if field.range is None or field.range.kind is float:
        return ()
    control = field.about.control
    every = control.options if isinstance(control, Stops) else range(int(low), int(high) + 1)
    found = tuple(int(value) for value in every if low <= value <= high)
    if len(found) < 2:
        raise SpaceError(
            f"{spoken(field.name)} has no two values from {low:g} to {high:g} to choose from."
        )
    return found
