"""What the Train page's address says: settings in words, read and written; knows no widget.

The words are those that Streamlit itself writes into the address for the page's controls, so that
a link made here and one copied from the browser say the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fmnist_app.core.errors import LabError
from fmnist_app.lab.lessons import LESSON as LETTERS
from fmnist_app.training import FIELDS, TrainingSettings
from fmnist_app.training.fields import Choice, Field, Several, Stops, Text
from fmnist_app.training.settings import RANGES, most_pictures

DEFAULT = TrainingSettings()
CONTROLS, HIDDEN = "controls", "hidden"
LESSON, SEEDS, OWN, TASK = "lesson", "seeds", "own", "task"
LONGEST_TASK = 200  # characters: a sentence or two, and the code stays one that cameras read
Params = Mapping[str, list[str]]


@dataclass(frozen=True)
class Link:
    """What an address says: settings by name, what of it was ignored, whether controls show.

    `lesson` has the letters of a lesson, if it is a link to one; `own_seeds` says whether each run
    of it has a seed of its own, and `task` what the class is asked, as plain text.
    """

    values: Mapping[str, Any]
    ignored: tuple[str, ...]
    controls: bool
    lesson: str = ""
    own_seeds: bool = False
    task: str = ""

    def settings(self) -> TrainingSettings:
        """The settings, the app's own where the address says nothing; may raise `LabError`."""
        return make_settings(self.values)


def make_settings(values: Mapping[str, Any]) -> TrainingSettings:
    """Settings from these values, with no more pictures than the protocol leaves."""
    values = {**values}
    if "pictures" in values:
        most = most_pictures(values.get("protocol", DEFAULT.protocol))
        values["pictures"] = min(values["pictures"], most)
    return TrainingSettings(**values)


def read_link(params: Params) -> Link:
    """What the address says; what a control could not show is ignored and named."""
    values, ignored = {}, []
    for field in FIELDS.values():
        if words := params.get(field.word):
            value, all_read = _read(field, words)
            if value is not None:
                values[field.name] = value
            if not all_read:
                ignored.append(field.noun)
    if params.get(CONTROLS, [HIDDEN]) != [HIDDEN]:
        ignored.append(CONTROLS)
    lesson, *more = params.get(LESSON, [""])
    if more or (lesson and not LETTERS.fullmatch(lesson)):
        ignored.append(LESSON)
        lesson = ""
    shown = params.get(CONTROLS) != [HIDDEN]
    task = plain(params.get(TASK, [""])[0]) if lesson else ""
    return Link(values, tuple(ignored), shown, lesson, params.get(SEEDS) == [OWN], task)


def plain(text: str) -> str:
    """A task as one line of what can be seen, not too long."""
    seen = "".join(letter for letter in text if letter.isprintable() or letter.isspace())
    return " ".join(seen.split())[:LONGEST_TASK]


def write_link(
    address: str,
    settings: TrainingSettings,
    *,
    run: str | None = None,
    controls: bool = True,
    embed: bool = False,
    lesson: str = "",
    own_seeds: bool = False,
    task: str = "",
) -> str:
    """The address of the Train page with these settings; those that are the app's own are left out.

    `run` is the id of a run to be watched, `embed` leaves out the app's frame; `lesson` has the
    letters of a lesson whose runs stand side by side, with `own_seeds` each with its own, and
    `task` what the class is asked.
    """
    params = words_of(settings)
    params |= {"run": run} if run else {}
    params |= {} if controls else {CONTROLS: HIDDEN}
    params |= {"embed": "true"} if embed else {}
    params |= {LESSON: lesson} if lesson else {}
    params |= {SEEDS: OWN} if lesson and own_seeds else {}
    params |= {TASK: plain(task)} if lesson and plain(task) else {}
    return f"{address}?{urlencode(params, doseq=True)}" if params else address


def words_of(settings: TrainingSettings) -> dict[str, Any]:
    """What an address says of these settings; nothing of those that are the app's own."""
    return {
        field.word: words or ""  # an empty choice is one too
        for field in FIELDS.values()
        if (words := field.words(getattr(settings, field.name))) != field.words(field.default)
    }


def _read(field: Field, words: list[str]) -> tuple[Any, bool]:
    """The value that these words say, if they say one, and whether they say nothing else."""
    if isinstance(field.about.control, Several):
        asked = [word for word in words if word]
        found = tuple(one for one, word in field.about.control.words.items() if word in asked)
        return (found if found or not asked else None), len(found) == len(asked)
    try:
        (word,) = words
        return _one(field, word), True
    except (ValueError, OverflowError, KeyError, LabError):
        return None, False


def _one(field: Field, word: str) -> Any:
    match field.about.control:
        case Choice(words):
            return {shown: value for value, shown in words.items()}[word]
        case Stops(options):
            return {field.words(value): value for value in options}[word]
        case Text():
            make_settings({field.name: word})
            return word
        case _:
            limits = RANGES[field.name]
            number = limits.kind(float(word))
            limits.check(field.name, number)
            return number
