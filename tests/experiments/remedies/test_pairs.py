"""What remedies did over several seeds, with the interval that says what is chance."""

from fmnist_app.experiments.remedies.pairs import Outcome, Paired, over_seeds


def paired(*differences):
    """A seed each: by how much gap and accuracy, in points, differ with remedies."""
    return [
        Paired(seed, Outcome(20.0, 0.8), Outcome(20.0 + gap, 0.8 + accuracy / 100))
        for seed, (gap, accuracy) in enumerate(differences)
    ]


def test_what_all_seeds_agree_on_is_told_with_its_interval():
    gap, accuracy = over_seeds(paired((-10.0, 1.0), (-10.5, 1.2), (-9.5, 0.8)))
    assert gap == (
        "Over 3 seeds the gap changed by -10.0 points on average (95 % interval -11.2 to -8.8)."
    )
    assert "changed by +1.0 points on average (95 % interval +0.5 to +1.5)." in accuracy


def test_seeds_that_disagree_show_no_difference():
    gap, accuracy = over_seeds(paired((-5.0, 1.0), (5.0, -1.0)))
    assert gap.endswith("which shows no difference.")
    assert accuracy.endswith("which shows no difference.")


def test_one_seed_has_no_interval():
    gap, _ = over_seeds(paired((-5.0, 1.0)))
    assert gap == "Over 1 seed the gap changed by -5.0 points on average."
