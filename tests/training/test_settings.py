"""What a run may be set to."""

import json
from dataclasses import FrozenInstanceError, replace
from typing import get_args

import pytest

from fmnist_app.models import Choices
from fmnist_app.training import FIELDS, SettingsError, TrainingSettings, settings_from
from fmnist_app.training.fields import Stops
from fmnist_app.training.settings import Protocol

HUNGRY = "conv40,act-relu,act-relu,gap,dense10"  # little work, and many values
# As runs, archives and studies have it on disk.
SAVED = """{
  "models": ["basic", "standard"], "epochs": 3, "batch_size": 64, "learning_rate": 0.01, "seed": 5,
  "pictures": 60000, "protocol": "report", "filters": 16, "kernel": 5, "pooling": 3
}"""


def test_settings_survive_the_way_to_a_file_and_back():
    settings = TrainingSettings(epochs=3, protocol="report", pictures=60_000)
    assert settings_from(settings.as_dict()) == settings


def test_settings_saved_by_an_earlier_version_are_read():
    assert settings_from(json.loads(SAVED)) == TrainingSettings(
        epochs=3,
        batch_size=64,
        learning_rate=0.01,
        seed=5,
        pictures=60_000,
        protocol="report",
        filters=16,
        kernel=5,
        pooling=3,
    )


def test_settings_keep_the_names_they_are_saved_under():
    assert set(TrainingSettings().as_dict()) >= set(json.loads(SAVED))


def test_a_whole_number_may_be_written_as_a_fraction_and_a_rate_as_a_whole_number():
    settings = settings_from({"epochs": 8.0, "learning_rate": 1})
    assert (type(settings.epochs), type(settings.learning_rate)) == (int, float)
    assert settings == TrainingSettings(epochs=8, learning_rate=1.0)


def test_settings_never_change_and_a_changed_copy_is_checked_too():
    settings = TrainingSettings()
    with pytest.raises(FrozenInstanceError):
        settings.epochs = 3  # type: ignore[misc] # which is the point
    assert replace(settings, epochs=3).epochs == 3
    with pytest.raises(SettingsError, match="Epochs is 0; expected 1 to 50"):
        replace(settings, epochs=0)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"epochs": 0}, "Epochs is 0; expected 1 to 50"),
        ({"epochs": 51}, "expected 1 to 50"),
        ({"epochs": 2.5}, "expected a whole number"),
        ({"epochs": True}, "expected a whole number"),
        ({"epochs": "3"}, "Epochs is '3'; expected a whole number"),
        ({"epochs": None}, "Epochs is None; expected a whole number"),
        ({"epochs": 10**400}, "Epochs is 10,000"),
        ({"learning_rate": True}, "Learning rate is True; expected a number"),
        ({"learning_rate": 10**400}, "expected a number"),
        ({"learning_rate": float("inf")}, "expected a number"),
        ({"learning_rate": float("nan")}, "expected a number"),
        ({"learning_rate": "fast"}, "expected a number"),
        ({"pictures": 60_000}, "keeps 6,000 for validation"),
        ({"pictures": 499}, "expected 500"),
        ({"models": []}, "at least one network"),
        ({"models": ["basic", "basic"]}, "each once"),
        ({"models": None}, "wrong kind"),
        ({"models": "basic"}, "wrong kind"),
        ({"models": [["basic"]]}, "wrong kind"),
        ({"protocol": "test"}, "“holdout” or “report”"),
        ({"protocol": []}, "“holdout” or “report”"),
        ({"colour": "red"}, "Unknown setting “colour”"),
        (
            {"models": ["deep"], "batch_size": 512},
            "Batch size is 512; Deep .* at most \\d+ at once",
        ),
        ({"own": HUNGRY, "batch_size": 512}, "Batch size is 512; Your own .* at most \\d+ at once"),
        ({"colour": "red", "epochs": 0}, "Unknown setting “colour”"),
        ({"\ud800": 1}, "expected names"),
        ([], "expected names"),
    ],
)
def test_what_cannot_be_trained_is_refused_by_name(values, said):
    with pytest.raises(SettingsError, match=said):
        settings_from(values)


def test_the_last_smaller_batch_counts_as_a_step():
    assert TrainingSettings(pictures=1000, batch_size=300).steps_per_epoch == 4


@pytest.mark.parametrize("field", FIELDS.values(), ids=list(FIELDS))
def test_a_row_of_the_table_agrees_with_itself(field):
    assert field.default == getattr(TrainingSettings(), field.name)
    if isinstance(field.about.control, Stops):
        assert field.default in field.about.control.options
        for stop in field.about.control.options:
            field.range.check(field.name, stop)
    if (search := field.about.search) and field.range:
        assert field.range.low <= search.low < search.high <= field.range.high
        assert search.low > 0 or search.scale == "linear"


def test_each_protocol_has_its_words():
    assert set(FIELDS["protocol"].about.control.words) == set(get_args(Protocol))


def test_a_network_left_to_itself_is_the_one_that_the_table_has():
    assert TrainingSettings().choices == Choices()
