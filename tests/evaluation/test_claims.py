from dataclasses import replace
from typing import Any

import pytest

from fmnist_app.evaluation import EpochGap, GapReport, NetworkResult, judge, the_report

BASIC = NetworkResult("basic", 54_410, 0.9052, 0.27, 10_000, 60.0, 6, 8)
STANDARD = NetworkResult("standard", 121_930, 0.9101, 0.26, 10_000, 150.0, 6, 8)
BOTH = {"basic": BASIC, "standard": STANDARD}


def gap_report(points):
    """Make a gap report from the gap in points of each epoch, with a margin of one point."""
    gaps = (EpochGap(epoch, size, 1.0, 0.1, 0.9, 0.3) for epoch, size in enumerate(points, start=1))
    return GapReport(tuple(gaps), 6000, 10_000)


def opening(epoch, epochs=8):
    """Make a gap report whose gap opens at `epoch`."""
    return gap_report([3.0 if now >= epoch else 0.3 for now in range(1, epochs + 1)])


RUN: dict[str, Any] = {
    "epochs": 8,
    "pictures": 60_000,
    "protocol": "report",
    "batch_size": 32,
    "learning_rate": 0.001,
}


def verdicts(results=BOTH, gaps=None, **run):
    gaps = {"basic": opening(4), "standard": opening(4)} if gaps is None else gaps
    return judge(results, gaps, **(RUN | run))


def test_the_report_is_read_from_its_file():
    report = the_report()
    assert report.source == "the report this project started from"
    assert report.networks["basic"].test_accuracy == 0.9030
    assert report.networks["standard"].parameters == 121_930


def test_a_run_like_the_report_agrees_with_every_claim():
    claims = verdicts()
    assert [claim.verdict for claim in claims] == ["agrees"] * 4
    assert claims[0].claim == "Basic reaches 90.30\u00a0% test accuracy after 8 epochs"
    assert claims[0].this_run == "90.52\u00a0% (95\u00a0% interval 89.93\u00a0% to 91.08\u00a0%)"
    assert "one draw" in claims[0].why


@pytest.mark.parametrize(("accuracy", "word"), [(0.92, "higher"), (0.89, "lower")])
def test_an_accuracy_outside_the_interval_differs_and_names_the_direction(accuracy, word):
    claim = verdicts(BOTH | {"basic": replace(BASIC, test_accuracy=accuracy)})[0]
    assert claim.verdict == "differs"
    assert word in claim.why
    assert "seed" in claim.why


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"epochs": 5}, "stopped after 5 of 8"),
        ({"test_accuracy": None}, "not tried on the test pictures"),
        ({"parameters": 9}, "9 parameters"),
        ({"test_pictures": 500}, "500 test pictures"),
    ],
)
def test_a_network_unlike_the_reports_cannot_tell(change, why):
    claims = verdicts(BOTH | {"basic": replace(BASIC, **change)})
    assert claims[0].verdict == claims[3].verdict == "cannot tell"
    assert why in claims[0].why


def test_another_number_of_epochs_cannot_tell():
    few = {name: replace(result, epochs=3) for name, result in BOTH.items()}
    claims = verdicts(few, {"basic": opening(3, 3)}, epochs=3)
    assert [claim.verdict for claim in claims] == ["cannot tell"] * 4
    assert "trained for 3 epochs" in claims[0].why


def test_fewer_training_pictures_cannot_tell():
    claims = verdicts(pictures=10_000, protocol="holdout")
    assert [claim.verdict for claim in claims] == ["cannot tell"] * 4
    assert "held others back" in claims[2].why


def test_a_hold_out_of_a_tenth_can_agree_and_says_so():
    claims = verdicts(pictures=54_000, protocol="holdout")
    assert [claim.verdict for claim in claims] == ["agrees"] * 4
    assert all("held others back" in claim.why for claim in claims)


def test_where_a_hold_out_differs_the_missing_tenth_may_be_why():
    worse = BOTH | {"basic": replace(BASIC, test_accuracy=0.89)}
    claim = verdicts(worse, pictures=54_000, protocol="holdout")[0]
    assert claim.verdict == "cannot tell"
    assert "54,000" in claim.why


@pytest.mark.parametrize(
    ("run", "why"),
    [({"batch_size": 64}, "batches of 64"), ({"learning_rate": 0.01}, "rate of 0.01")],
)
def test_another_recipe_cannot_tell(run, why):
    claims = verdicts(**run)
    assert [claim.verdict for claim in claims] == ["cannot tell"] * 4
    assert why in claims[0].why


def test_one_network_alone_says_nothing_of_the_difference():
    claims = verdicts({"standard": STANDARD}, {"standard": opening(4)})
    assert [claim.verdict for claim in claims] == ["cannot tell", "agrees", "agrees", "cannot tell"]
    assert "did not train Basic" in claims[3].why


def test_no_result_at_all_cannot_tell():
    assert [claim.verdict for claim in verdicts({}, {})] == ["cannot tell"] * 4


def test_the_difference_comes_with_an_unpaired_interval_and_says_so():
    claim = verdicts()[3]
    assert claim.this_run == "+0.49 points (95\u00a0% interval -0.31 to +1.29, unpaired)"
    assert "unpaired" in claim.why
    assert "no difference at all" in claim.why


@pytest.mark.parametrize(("accuracy", "word"), [(0.93, "higher"), (0.89, "lower")])
def test_a_difference_far_from_the_reports_differs(accuracy, word):
    claim = verdicts(BOTH | {"standard": replace(STANDARD, test_accuracy=accuracy)})[3]
    assert claim.verdict == "differs"
    assert word in claim.why


@pytest.mark.parametrize(
    ("opens", "verdict"),
    [(1, "differs"), (2, "differs"), (3, "agrees"), (5, "agrees"), (6, "cannot tell")],
)
def test_the_gap_must_open_after_epoch_3_or_4(opens, verdict):
    assert verdicts(gaps={"basic": opening(opens)})[2].verdict == verdict


def test_a_gap_that_is_surely_too_small_to_see_differs():
    assert verdicts(gaps={"basic": gap_report([-0.5] * 8)})[2].verdict == "differs"


def test_one_network_that_differs_is_enough_to_differ():
    claim = verdicts(gaps={"basic": opening(4), "standard": opening(1)})[2]
    assert claim.verdict == "differs"
    assert "Standard: it opens earlier" in claim.why


def test_another_network_size_says_nothing_of_the_gap():
    assert verdicts(BOTH | {"basic": replace(BASIC, parameters=9)})[2].verdict == "cannot tell"


def test_a_run_of_other_networks_than_the_reports_says_nothing_of_any_claim():
    result = replace(BASIC, model="residual")
    claims = verdicts({"residual": result}, {"residual": opening(4)})
    assert {claim.verdict for claim in claims} == {"cannot tell"}
    assert claims[2].why == "This run trained no network of the report."
