"""What a setting is besides its value: the words people meet it by, and how it is edited."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from fmnist_app.core.formatting import count
from fmnist_app.training.ranges import Range, SettingsError, spoken

Scale = Literal["linear", "log", "choice"]
Group = Literal["", "remedies", "augmentation"]


@dataclass(frozen=True)
class Slider:
    """A slider over the whole range in equal steps; `grouped` writes 54,000 for 54000."""

    step: float = 1
    grouped: bool = False


@dataclass(frozen=True)
class NumberBox:
    """A box to type any number of the range into."""


@dataclass(frozen=True)
class Stops:
    """A slider that stops at some numbers of the range, such as the powers of two."""

    options: tuple[float, ...]


@dataclass(frozen=True)
class Choice:
    """A choice of one value; `words` are shown for each."""

    words: Mapping[str, str]


@dataclass(frozen=True)
class Several:
    """A choice of any number of values; `words` are shown for each."""

    words: Mapping[str, str]


@dataclass(frozen=True)
class Text:
    """A line of text, empty if there is none; `example` shows how one is written."""

    example: str


Control = Slider | NumberBox | Stops | Choice | Several | Text


@dataclass(frozen=True)
class Searched:
    """How a search for good settings may try one: on which scale, and between which values.

    The values are where a search begins by itself; it may be told others of the setting's range. A
    choice has none: all of its options are tried. `usual` settings are searched where nothing else
    is said; others shape the network, which then has another number of parameters, or alter its
    pictures, which takes longer.
    """

    scale: Scale
    low: float = 0.0
    high: float = 0.0
    usual: bool = True


@dataclass(frozen=True)
class About:
    """How people meet a setting: the label of its control, what explains it, the control itself.

    `noun` names it within a sentence where the label does not, `word` in the address where its own
    name does not. An `advanced` one waits behind “More”, with those of its `group`. `search` says
    how a search for good settings may try its values; without it, none may. `unit` is what it
    counts, one of them.
    """

    label: str
    help: str
    control: Control
    noun: str = ""
    word: str = ""
    advanced: bool = False
    group: Group = ""
    search: Searched | None = None
    unit: str = ""


@dataclass(frozen=True)
class Field:
    """One row of the table of settings; those whose values are no numbers have no range."""

    name: str
    default: Any
    about: About
    range: Range | None

    @property
    def noun(self) -> str:
        """What the setting is called within a sentence."""
        return self.about.noun or self.about.label.lower()

    @property
    def word(self) -> str:
        """What stands for the setting in the address; its control has it as key."""
        return self.about.word or self.name

    def words(self, value: Any) -> Any:
        """A value as its control shows it and the address writes it: text, or texts of several."""
        match self.about.control:
            case Several(words):
                return [words[one] for one in value if one in words]
            case Choice(words):
                return words[value]
            case Stops():
                return f"{value:g}"
            case _:
                return str(value)

    def phrase(self, value: Any) -> str:
        """A value as it is said within a sentence: "3 epochs", "learning rate 0.01"."""
        match self.about.control:
            case Several():
                return " and ".join(self.words(value))
            case Choice():
                words = str(self.words(value))
                written_so = any(map(str.isupper, words.partition(" ")[0][1:]))  # as SGD and SiLU
                return words if written_so else words[:1].lower() + words[1:]
            case Text():
                layers = count(value.count(",") + 1, "layer")
                return f"{self.noun} with {layers}" if value else f"without {self.noun}"
            case _ if self.about.unit:
                return count(value, self.about.unit)
            case _:
                return f"{self.noun} {self.words(value)}"

    def refusal(self, found: Any, why: str) -> SettingsError:
        """The error for a value that it cannot have; `why` is pydantic's type of error."""
        if self.range:
            return self.range.refusal(self.name, found, why)
        expected = ", the wrong kind of value; expected names in a list"
        if isinstance(self.about.control, Text):
            expected = "; expected text"
        if isinstance(self.about.control, Choice):
            expected = f"; expected {' or '.join(f'“{one}”' for one in self.about.control.words)}"
        return SettingsError(f"{spoken(self.name)} is {found!r}{expected}.")
