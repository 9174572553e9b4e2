"""The same settings without remedies and with those recommended: nothing else may differ."""

from fmnist_app.training import FIELDS, TrainingSettings
from fmnist_app.training.cure import REMEDIES, cured, with_recommended, without_remedies

PLAIN = TrainingSettings(models=("basic",), epochs=3, pictures=1_000, seed=4, batch_size=16)


def test_remedies_are_all_that_differs():
    recommended = with_recommended(PLAIN)
    changed = {name for name in FIELDS if getattr(recommended, name) != getattr(PLAIN, name)}
    assert changed
    assert changed <= set(REMEDIES)
    assert without_remedies(recommended) == PLAIN


def test_remedies_chosen_already_are_kept():
    chosen = TrainingSettings(dropout=0.5)
    assert cured(chosen) == chosen
    assert cured(PLAIN) == with_recommended(PLAIN)


def test_small_networks_are_recommended_other_remedies_than_deep_ones():
    small, deep = (
        with_recommended(TrainingSettings(models=models)) for models in (("basic",), ("deep",))
    )
    assert small.shift == 0 < deep.shift
    assert small.schedule == deep.schedule == "cosine"
    both = with_recommended(TrainingSettings(models=("basic", "deep")))
    assert both.shift == deep.shift
