"""What the Train page's address says: settings in words, read and written; knows no widget.

The words are those that Streamlit itself writes into the address for the page's controls, so that
a link made here and one copied from the browser say the same.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fmnist_app.models import MODELS
from fmnist_app.training import HOLDOUT_PICTURES, RANGES, SettingsError, TrainingSettings

DEFAULT = TrainingSettings()
BATCHES = [8, 16, 32, 64, 128, 256, 512]
RATES = [0.00001, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 1.0, 10.0, 1000.0]
FILTERS = [4, 8, 16, 32, 64]
PROTOCOL_WORDS = {"holdout": "On a hold-out", "report": "As in the report"}
RATE_WORD = "{:g}".format
NETWORKS, CONTROLS, HIDDEN = "networks", "controls", "hidden"
Params = Mapping[str, list[str]]


@dataclass(frozen=True)
class Words:
    """How one setting stands in the address: its name for a reader, and reader and writer of it."""

    name: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str


def _number(setting: str) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = int(float(text))
        RANGES[setting].check(setting, number)
        return number

    return read


def _one_of(options: Iterable[Any], word: Callable[[Any], str] = str) -> Callable[[str], Any]:
    by_word = {word(option): option for option in options}
    return by_word.__getitem__


SETTINGS: Mapping[str, Words] = {
    "epochs": Words("epochs", _number("epochs")),
    "protocol": Words(
        "validation",
        _one_of(PROTOCOL_WORDS, PROTOCOL_WORDS.__getitem__),
        PROTOCOL_WORDS.__getitem__,
    ),
    "pictures": Words("training pictures", _number("pictures")),
    "batch_size": Words("batch size", _one_of(BATCHES)),
    "learning_rate": Words("learning rate", _one_of(RATES, RATE_WORD), RATE_WORD),
    "filters": Words("filters", _one_of(FILTERS)),
    "kernel": Words("kernel size", _number("kernel")),
    "pooling": Words("pooling", _number("pooling")),
    "seed": Words("seed", _number("seed")),
}


@dataclass(frozen=True)
class Link:
    """What an address says: settings by name, what of it was ignored, whether controls show."""

    values: Mapping[str, Any]
    ignored: tuple[str, ...]
    controls: bool

    def settings(self) -> TrainingSettings:
        """The settings, the app's own where the address says nothing; may raise `LabError`."""
        return make_settings(self.values)


def make_settings(values: Mapping[str, Any]) -> TrainingSettings:
    """Settings from these values, with no more pictures than a hold-out leaves."""
    values = dict(values)
    if values.get("protocol", DEFAULT.protocol) == "holdout" and "pictures" in values:
        values["pictures"] = min(values["pictures"], HOLDOUT_PICTURES)
    return TrainingSettings(**values)


def read_link(params: Params) -> Link:
    """What the address says; what a control could not show is ignored and named."""
    values, ignored = {}, []
    for setting, words in SETTINGS.items():
        if setting in params:
            try:
                (text,) = params[setting]
                values[setting] = words.read(text)
            except (ValueError, OverflowError, KeyError, SettingsError):
                ignored.append(words.name)
    if asked := params.get(NETWORKS):
        titles = [title for title in asked if title]
        values["models"] = tuple(name for name, one in MODELS.items() if one.title in titles)
        if len(values["models"]) != len(titles):
            ignored.append(NETWORKS)
            if not values["models"]:
                del values["models"]
    if params.get(CONTROLS, [HIDDEN]) != [HIDDEN]:
        ignored.append(CONTROLS)
    return Link(values, tuple(ignored), params.get(CONTROLS) != [HIDDEN])


def write_link(
    address: str,
    settings: TrainingSettings,
    *,
    run: str | None = None,
    controls: bool = True,
    embed: bool = False,
) -> str:
    """The address of the Train page with these settings; those that are the app's own are left out.

    `run` is the id of a run to be watched, `embed` leaves out the app's frame.
    """
    params: dict[str, Any] = {
        setting: words.write(getattr(settings, setting))
        for setting, words in SETTINGS.items()
        if getattr(settings, setting) != getattr(DEFAULT, setting)
    }
    if settings.models != DEFAULT.models:
        params[NETWORKS] = [MODELS[name].title for name in settings.models]
    params |= {"run": run} if run else {}
    params |= {} if controls else {CONTROLS: HIDDEN}
    params |= {"embed": "true"} if embed else {}
    return f"{address}?{urlencode(params, doseq=True)}" if params else address
