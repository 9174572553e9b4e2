"""Names for runs, by what differs among their settings."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from fmnist_app.core.formatting import count
from fmnist_app.training.fields import Field
from fmnist_app.training.settings import FIELDS, TrainingSettings

ALONE = "your run"  # a single run differs from nothing
MOST_REMEDIES_NAMED = 2  # each by its value; more would make a name too long to read
FIRST, AGAIN = "first", "again"


def names_of(runs: Sequence[TrainingSettings]) -> list[str]:
    """A name for each of these runs, in their order: "learning rate 0.01", "3 epochs, seed 1".

    It says every setting in which not all of them are alike; runs with equal settings are told
    apart by "again". No two names are equal.
    """
    if len(runs) == 1:
        return [ALONE]
    said = [", ".join(filter(None, one)) for one in _phrases(runs)]
    return list(_told_apart(said))


def instead(before: TrainingSettings, after: TrainingSettings) -> str:
    """What `after` changes: "learning rate 0.01 instead of 0.001"; empty for equals."""
    return ", ".join(
        f"{field.phrase(new)} instead of {_bare(field, old)}"
        for field in FIELDS.values()
        if (new := getattr(after, field.name)) != (old := getattr(before, field.name))
        # A network of one's own is among the networks too, and said once.
        and not (field.name == "models" and field.phrase(new) == field.phrase(old))
    )


def _bare(field: Field, value: Any) -> str:
    if field.about.unit:
        return count(value)
    if value == "":
        return "none"
    return field.phrase(value).removeprefix(f"{field.noun} ")


def _phrases(runs: Sequence[TrainingSettings]) -> Iterator[list[str]]:
    differing = [
        field
        for field in FIELDS.values()
        if any(getattr(one, field.name) != getattr(runs[0], field.name) for one in runs)
    ]
    remedies = [field for field in differing if field.about.group]
    if len(remedies) <= MOST_REMEDIES_NAMED:
        remedies = []
    for one in runs:
        plain = [field for field in differing if field not in remedies]
        yield [field.phrase(getattr(one, field.name)) for field in plain] + (
            [_remedies(one, runs, remedies)] if remedies else []
        )


def _remedies(one: TrainingSettings, runs: Sequence[TrainingSettings], fields: list[Field]) -> str:
    """What a run has against overfitting, in words short enough for a name."""
    at_rest = tuple(field.default for field in fields)
    own, *kinds = (tuple(getattr(run, field.name) for field in fields) for run in (one, *runs))
    if own == at_rest:
        return "without remedies"
    if len(set(kinds) - {at_rest}) == 1:
        return "with remedies"
    chosen = zip(fields, own, strict=True)
    return ", ".join(field.phrase(value) for field, value in chosen if value != field.default)


def _told_apart(said: Sequence[str]) -> Iterator[str]:
    met: Counter[str] = Counter()
    for words in said:
        met[words] += 1
        times = met[words]
        more = "" if times == 1 else AGAIN if times == 2 else f"{AGAIN} ({times})"
        yield ", ".join(part for part in (words, more) if part) or FIRST
