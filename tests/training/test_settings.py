"""What a run may be set to."""

import pytest

from fmnist_app.training import SettingsError, TrainingSettings, settings_from


def test_settings_survive_the_way_to_a_file_and_back():
    settings = TrainingSettings(epochs=3, protocol="report", pictures=60_000)
    assert settings_from(settings.as_dict()) == settings


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"epochs": 0}, "Epochs is 0; expected 1 to 50"),
        ({"epochs": 51}, "expected 1 to 50"),
        ({"epochs": 2.5}, "expected a whole number"),
        ({"epochs": True}, "expected a whole number"),
        ({"learning_rate": float("nan")}, "expected a number"),
        ({"learning_rate": "fast"}, "expected a number"),
        ({"pictures": 60_000}, "keeps 6,000 for validation"),
        ({"pictures": 499}, "expected 500"),
        ({"models": []}, "at least one network"),
        ({"models": ["basic", "basic"]}, "each once"),
        ({"models": None}, "wrong kind"),
        ({"protocol": "test"}, "“holdout” or “report”"),
        ({"colour": "red"}, "Unknown setting “colour”"),
    ],
)
def test_what_cannot_be_trained_is_refused_by_name(values, said):
    with pytest.raises(SettingsError, match=said):
        settings_from(values)


def test_the_last_smaller_batch_counts_as_a_step():
    assert TrainingSettings(pictures=1000, batch_size=300).steps_per_epoch == 4
