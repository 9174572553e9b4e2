"""The numbers that a setting, or a figure in a stranger's file, may be: pydantic holds them."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

from pydantic import (
    AllowInfNan,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    Strict,
    TypeAdapter,
    ValidationError,
)

from fmnist_app.core.errors import LabError


class SettingsError(LabError):
    """A setting is outside what the app can train with."""


def spoken(name: str) -> str:
    """A name as the beginning of a sentence."""
    return name.replace("_", " ").capitalize()


def _whole(value: Any) -> Any:
    # JSON and spreadsheets write 3.0 for 3.
    return int(value) if isinstance(value, float) and value.is_integer() else value


# Strict: “3” is no number and neither is True, wherever they come from.
NUMBERS = {
    int: Annotated[int, Strict(), BeforeValidator(_whole)],
    float: Annotated[float, Strict(), AllowInfNan(False)],
}


@dataclass(frozen=True)
class Range:
    """The numbers something may be, both ends included; pydantic checks what is annotated so."""

    low: float
    high: float
    kind: type[int] | type[float] = int

    @property
    def annotation(self) -> Any:
        """The type of these numbers."""
        return Annotated[NUMBERS[self.kind], Field(ge=self.low, le=self.high)]

    def check(self, name: str, value: Any) -> None:
        """Raise `SettingsError` unless `value` is a number of the right kind within the range."""
        try:
            _checker(self).validate_python(value)
        except ValidationError as error:
            raise self.refusal(name, value, error.errors()[0]["type"]) from error

    def refusal(self, name: str, found: Any, why: str) -> SettingsError:
        """The error for what was found under `name`; `why` is pydantic's type of error."""
        if why in ("greater_than_equal", "less_than_equal"):
            ends = f"{self.low:,} to {self.high:,}"
            return SettingsError(f"{spoken(name)} is {found:,}; expected {ends}.")
        kind = "a whole number" if self.kind is int else "a number"
        return SettingsError(f"{spoken(name)} is {found!r}; expected {kind}.")

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> Any:
        return handler.generate_schema(self.annotation)


@lru_cache(maxsize=256)  # some ranges end with a run's own epochs, so that there is no end of them
def _checker(allowed: Range) -> TypeAdapter[Any]:
    return TypeAdapter(allowed.annotation)
