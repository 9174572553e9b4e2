"""What to try after a run: a few changes of its settings that follow from what happened in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from fmnist_app.evaluation import GapReport
from fmnist_app.evaluation.seen import foremost
from fmnist_app.training import FIELDS, TrainingSettings
from fmnist_app.training.fields import Stops
from fmnist_app.training.naming import instead
from fmnist_app.training.settings import RANGES, most_pictures

MOST = 3
MORE_PICTURES = 5
FEW_PICTURES = 1_000


@dataclass(frozen=True)
class Suggestion:
    """A run worth making: what it changes, why, and its settings."""

    change: str
    why: str
    settings: TrainingSettings


def next_runs(
    settings: TrainingSettings, reports: Mapping[str, GapReport], *, blown_up: bool
) -> tuple[Suggestion, ...]:
    """At most three runs to try after one with these settings.

    `reports` are those of its networks, by title, `blown_up` says whether a loss did.
    """
    if blown_up or not reports:
        found = list(_after_a_blow_up(settings) if blown_up else ())
    else:
        report = reports[foremost(reports)]
        match report.standing.stage:
            case "memorising":
                found = [*_less_memory(settings, report), *_rates(settings)]
            case "gap":
                found = [*_more_pictures(settings), *_longer(settings), *_rates(settings)]
            case _:
                found = [*_longer(settings), *_rates(settings), *_few_pictures(settings)]
    return tuple(found[:MOST])


def _suggest(before: TrainingSettings, why: str, **changes: object) -> Suggestion:
    after = replace(before, **changes)  # type: ignore[arg-type] # settings check their own values
    return Suggestion(instead(before, after), why, after)


def _after_a_blow_up(settings: TrainingSettings) -> Iterator[Suggestion]:
    for rate in reversed([stop for stop in _stops() if stop <= settings.learning_rate / 10]):
        yield _suggest(settings, "Smaller corrections do not overshoot.", learning_rate=rate)


def _less_memory(settings: TrainingSettings, report: GapReport) -> Iterator[Suggestion]:
    yield from _more_pictures(settings)
    best = report.best_by_loss.epoch
    if best < settings.epochs:
        yield _suggest(settings, "Its loss on new pictures was lowest there.", epochs=best)
    if settings.filters // 2 >= RANGES["filters"].low:
        yield _suggest(settings, "A smaller memory holds less.", filters=settings.filters // 2)


def _more_pictures(settings: TrainingSettings) -> Iterator[Suggestion]:
    more = min(MORE_PICTURES * settings.pictures, most_pictures(settings.protocol))
    if more > settings.pictures:
        yield _suggest(settings, "More pictures are harder to learn by heart.", pictures=more)


def _longer(settings: TrainingSettings) -> Iterator[Suggestion]:
    more = min(2 * settings.epochs, int(RANGES["epochs"].high))
    if more > settings.epochs:
        yield _suggest(settings, "Does it go on getting better on new pictures?", epochs=more)


def _rates(settings: TrainingSettings) -> Iterator[Suggestion]:
    for rate in [stop for stop in _stops() if 9 < stop / settings.learning_rate < 11]:
        yield _suggest(
            settings, "Ten times larger corrections: quicker, or too much?", learning_rate=rate
        )


def _few_pictures(settings: TrainingSettings) -> Iterator[Suggestion]:
    if settings.pictures > FEW_PICTURES:
        yield _suggest(settings, "So few can be learnt by heart.", pictures=FEW_PICTURES)


def _stops() -> tuple[float, ...]:
    control = FIELDS["learning_rate"].about.control
    return control.options if isinstance(control, Stops) else ()
