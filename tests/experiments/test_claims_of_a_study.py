import numpy as np
import pytest
from scipy import stats

from fmnist_app.evaluation import the_report
from fmnist_app.experiments.claims import ahead, study_claims
from fmnist_app.experiments.file import Repeat, SeedExperiment
from fmnist_app.experiments.spread import Spread
from fmnist_app.training import TrainingSettings

EPOCHS = 15


def study(basic, standard, seeds=6, noise=0.001, pictures=54_000):
    """A made-up study; `basic` and `standard` give the test accuracy of each epoch."""
    chance = np.random.default_rng(0)
    repeats = []
    for seed in range(seeds):
        for model, course in (("basic", basic), ("standard", standard)):
            rows = []
            for epoch in range(1, EPOCHS + 1):
                test = course(epoch) + chance.normal(0, noise)
                rows.append((test + 0.01 * epoch / 3, 0.3, test, 0.3, test, 0.3))
            repeats.append(Repeat(model, seed, 100.0, tuple(rows)))
    settings = TrainingSettings(epochs=EPOCHS, pictures=pictures)
    return SeedExperiment(settings, seeds, "x", {}, "here", tuple(repeats), 1.0)


def claim(claims, words):
    return next(one for one in claims if words in one.claim)


AS_REPORTED = study(lambda e: 0.903 - 0.02 / e + 0.0025, lambda e: 0.9069 - 0.03 / e + 0.00375)


def test_a_spread_matches_scipy():
    values = [90.1, 90.4, 90.2, 89.9, 90.6]
    spread = Spread.of(values)
    low, high = stats.t.interval(0.95, 4, np.mean(values), stats.sem(values))
    assert (spread.interval.low, spread.interval.high) == pytest.approx((low, high))
    assert (spread.mean, spread.range.low, spread.range.high) == pytest.approx((90.24, 89.9, 90.6))


def test_where_the_next_run_lands_is_as_computed_by_hand():
    # Mean 2, deviation 1, t with two degrees of freedom 4.30265, times sqrt(4 / 3).
    spread = Spread.of([1, 2, 3])
    assert spread.next_run.high == pytest.approx(2 + 4.30265 * (4 / 3) ** 0.5, abs=1e-4)


def test_both_intervals_cover_in_about_95_of_100_draws():
    chance = np.random.default_rng(1)
    means = runs = 0
    for _ in range(2_000):
        values = chance.normal(90, 0.2, 11)
        spread = Spread.of(values[:10])
        means += 90 in spread.interval
        runs += values[10] in spread.next_run
    assert 0.935 <= means / 2_000 <= 0.965
    assert 0.935 <= runs / 2_000 <= 0.965


def test_one_seed_has_no_interval_and_none_is_refused():
    assert Spread.of([1]).interval is None
    assert Spread.of([1]).next_run is None
    with pytest.raises(ValueError, match="none"):
        Spread.of([])


def test_the_difference_is_taken_seed_by_seed():
    found = ahead(the_report(), AS_REPORTED.table(), 8)
    table = (
        AS_REPORTED.table()
        .query("epoch == 8")
        .pivot(index="seed", columns="model", values="test_accuracy")
    )
    assert found.values == pytest.approx(tuple(100 * (table["standard"] - table["basic"])))


def test_a_study_like_the_report_agrees_with_its_figures():
    claims = study_claims(AS_REPORTED)
    assert len(claims) == 7
    assert claim(claims, "Basic reaches 90.30\u00a0%").verdict == "agrees"
    assert claim(claims, "Standard reaches 90.69\u00a0%").verdict == "agrees"
    assert claim(claims, "0.39 points better").verdict == "agrees"
    assert claim(claims, "the better of the two").verdict == "agrees"
    assert "6 of 6 seeds" in claim(claims, "the better of the two").this_run


def test_who_is_ahead_early_is_judged_by_the_third_epoch():
    level = study(lambda e: 0.89, lambda e: 0.89)
    assert claim(study_claims(level), "Basic is ahead after 3").verdict == "cannot tell"
    behind = study(lambda e: 0.88, lambda e: 0.90)
    assert claim(study_claims(behind), "Basic is ahead after 3").verdict == "differs"
    before = study(lambda e: 0.90, lambda e: 0.88)
    assert claim(study_claims(before), "Basic is ahead after 3").verdict == "agrees"
    assert claim(study_claims(before), "the better of the two").verdict == "differs"


def test_fewer_pictures_excuse_a_lower_figure_but_not_a_higher_one():
    low = study_claims(study(lambda e: 0.88, lambda e: 0.88))
    assert claim(low, "Basic reaches").verdict == "cannot tell"
    assert "more pictures" in claim(low, "Basic reaches").why
    high = study_claims(study(lambda e: 0.93, lambda e: 0.93))
    assert claim(high, "Basic reaches").verdict == "differs"


def test_eight_epochs_are_good_where_going_on_brings_little_and_bad_where_it_brings_much():
    assert claim(study_claims(AS_REPORTED), "good place to stop").verdict == "agrees"
    rising = study(lambda e: 0.85 + 0.003 * e, lambda e: 0.85 + 0.003 * e)
    assert claim(study_claims(rising), "good place to stop").verdict == "differs"


def test_the_gap_is_judged_seed_by_seed():
    found = claim(study_claims(AS_REPORTED), "gap")
    assert "Basic agrees with" in found.why
    assert "from epoch" in found.this_run


def test_one_seed_cannot_tell_and_says_so():
    claims = study_claims(study(lambda e: 0.903, lambda e: 0.907, seeds=1))
    for one in claims:
        if "gap" not in one.claim:
            assert one.verdict == "cannot tell"
    assert "One seed is one draw" in claims[0].why


def test_a_study_that_is_too_short_or_of_other_networks_judges_nothing():
    whole = AS_REPORTED
    short = tuple(Repeat(r.model, r.seed, 1.0, r.rows[:5]) for r in whole.repeats)
    assert study_claims(SeedExperiment(whole.settings, 6, "x", {}, "here", short)) == []
    basic = tuple(r for r in whole.repeats if r.model == "basic")
    assert study_claims(SeedExperiment(whole.settings, 6, "x", {}, "here", basic)) == []
