"""What each remedy did, seed by seed against none."""

import pytest

from fmnist_app.experiments.remedies.effects import read_remedy_study
from fmnist_app.experiments.remedies.plans import CHANGES, EVERY, WITHOUT, Remedy
from fmnist_app.experiments.remedies.results import (
    RemedyResults,
    RemedyResultsError,
    RemedyRun,
    path_of,
    write_results,
)
from fmnist_app.experiments.spread import Spread, direction
from fmnist_app.training.cure import without_remedies

NONE, DROPOUT, DECAY, *_ = EVERY


def kept(folder, remedy, *accuracies, seen=0.95, seconds=10.0):
    """Results of both networks, of which Standard is right one point more often."""
    runs = tuple(
        RemedyRun(
            model=model,
            seed=seed,
            epochs=15,
            kept_epoch=15,
            seen_accuracy=seen,
            val_accuracy=0.85,
            test_accuracy=accuracy + more,
            seconds=seconds,
        )
        for seed, accuracy in enumerate(accuracies)
        for model, more in (("basic", 0.0), ("standard", 0.01))
    )
    results = RemedyResults(
        name=remedy.name,
        settings=remedy.settings.as_dict(),
        data_sha256="0" * 64,
        versions={},
        machine="one",
        made="2026-01-01",
        runs=runs,
    )
    write_results(results, remedy, folder)


def test_a_remedy_is_compared_with_none_seed_by_seed(tmp_path):
    kept(tmp_path, NONE, 0.80, 0.82)
    kept(tmp_path, DROPOUT, 0.82, 0.84, seen=0.91, seconds=15.0)
    study = read_remedy_study(tmp_path, seeds=(0, 1))
    assert [one.model for one in study.effects] == ["basic", "standard"]
    (effect,) = study.of("basic")
    assert effect.remedy == DROPOUT
    assert effect.accuracy.values == pytest.approx((2.0, 2.0))
    assert effect.gap.values == pytest.approx((-4.0, -4.0))
    assert effect.times == 1.5
    assert study.gaps("basic").mean == pytest.approx(10)
    assert study.accuracies("standard").mean == pytest.approx(0.82)


def test_what_helped_most_on_new_pictures_comes_first(tmp_path):
    kept(tmp_path, NONE, 0.80)
    kept(tmp_path, DROPOUT, 0.79)
    kept(tmp_path, DECAY, 0.81)
    study = read_remedy_study(tmp_path, seeds=(0,))
    assert [one.remedy for one in study.of("standard")] == [DECAY, DROPOUT]


def test_a_remedy_is_left_out_until_all_its_seeds_are_trained(tmp_path):
    kept(tmp_path, NONE, 0.80, 0.82)
    kept(tmp_path, DROPOUT, 0.82)
    assert read_remedy_study(tmp_path, seeds=(0, 1)) is None
    kept(tmp_path, DECAY, 0.82, 0.82)
    assert {one.remedy for one in read_remedy_study(tmp_path, seeds=(0, 1)).effects} == {DECAY}


def test_without_the_trainings_of_no_remedy_nothing_can_be_said(tmp_path):
    kept(tmp_path, DROPOUT, 0.82)
    kept(tmp_path, DECAY, 0.82)
    assert read_remedy_study(tmp_path, seeds=(0,)) is None


@pytest.mark.parametrize(
    ("values", "found"), [((1.0, 1.1), 1), ((-1.0, -1.1), -1), ((-1.0, 1.0), 0), ((1.0,), 0)]
)
def test_a_difference_is_shown_only_where_the_interval_leaves_nothing_out(values, found):
    assert direction(Spread.of(values)) == found


def test_results_of_other_settings_or_of_none_are_refused(tmp_path):
    kept(tmp_path, Remedy(NONE.name, DROPOUT.settings), 0.8)
    with pytest.raises(RemedyResultsError, match="other settings"):
        read_remedy_study(tmp_path)
    path_of(NONE, tmp_path).write_text("{}")
    with pytest.raises(RemedyResultsError, match=r"none\.json holds no results"):
        read_remedy_study(tmp_path)


def test_each_remedy_changes_the_plain_training_and_has_words_of_its_own():
    titles = [one.title for one in EVERY]
    assert len(set(titles)) == len(titles)
    assert all(title[0].isupper() or title[0].isdigit() for title in titles)
    assert all(one.settings != WITHOUT for one in EVERY[1:])
    assert without_remedies(WITHOUT) == WITHOUT
    assert set(CHANGES) < {one.name for one in EVERY}
