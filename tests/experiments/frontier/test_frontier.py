"""The accuracy frontier: a seed trained for real on a slice, taken up again, kept, checked."""

import itertools
import json
from dataclasses import replace

import pytest

from fmnist_app.__main__ import main
from fmnist_app.catalog.card import read_card
from fmnist_app.core.errors import LabError
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.evaluation.predictions import read_predictions
from fmnist_app.experiments.frontier.check import check, report
from fmnist_app.experiments.frontier.plans import PLANS, UnknownPlanError, plan
from fmnist_app.experiments.frontier.recipes import RECIPES, USUAL
from fmnist_app.experiments.frontier.results import (
    SHIPPED,
    SeedResultError,
    path_of,
    read_result,
    results_of,
    write_result,
)
from fmnist_app.experiments.frontier.steps import STEPS
from fmnist_app.experiments.frontier.train import also_in_training, train_seed
from fmnist_app.models import count_parameters
from fmnist_app.models.frontier import FRONTIER
from fmnist_app.training.checkpoints import load
from fmnist_app.zoo.keep import keep

TINY = replace(
    RECIPES["resnet-54k"], epochs=2, asked={**USUAL, "pictures": 500}, seeds=(0, 1), floor=0.999
)


@pytest.fixture(scope="module")
def trained(dataset, tmp_path_factory):
    """The smallest network, trained for two epochs on a slice, and what was said."""
    said: list[str] = []
    folder = tmp_path_factory.mktemp("frontier") / "work"
    return train_seed(dataset, TINY, 0, folder, said.append), said, folder


@pytest.mark.parametrize("name", RECIPES)
def test_no_network_of_the_frontier_has_more_parameters_than_it_may(name):
    assert count_parameters(FRONTIER[name]) <= RECIPES[name].limit


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_no_step_towards_the_small_network_has_more_parameters_than_basic(step):
    assert 50_000 < count_parameters(step.layers) <= RECIPES["resnet-54k"].limit


def test_each_step_changes_one_thing_and_the_last_is_the_network_of_the_frontier():
    for before, after in itertools.pairwise(STEPS):
        changed = (
            before.layers != after.layers,
            before.asked != after.asked,
            before.epochs != after.epochs,
        )
        assert sum(changed) == 1
    assert STEPS[-1].settings(1) == plan("resnet-54k").settings(1)


@pytest.mark.parametrize("name", PLANS)
def test_every_plan_can_be_trained_and_keeps_validation_apart(name):
    settings = plan(name).settings(5)
    assert (settings.seed, settings.protocol) == (5, "holdout")


def test_a_network_that_the_frontier_has_not_is_refused_by_name():
    with pytest.raises(UnknownPlanError, match="“vgg”; expected one of step-basic"):
        plan("vgg")


def test_a_result_tells_what_was_trained_and_what_it_came_to(trained, dataset):
    done, said, _ = trained
    result = done.result
    assert result.settings == TINY.settings(0).as_dict()
    assert (result.name, result.seed, result.epochs) == ("resnet-54k", 0, 2)
    assert result.parameters == count_parameters(FRONTIER["resnet-54k"])
    right = read_predictions(done.files.test_predictions).predictions == dataset.test_labels
    assert result.test_accuracy == pytest.approx(right.mean(), abs=1e-4)
    assert result.val_accuracy == result.history[-1].val_accuracy
    assert [line.split(": ")[0] for line in said] == ["resnet-54k, seed 0"] * 2


def test_test_pictures_that_stand_in_training_too_are_counted_and_left_out(trained, dataset):
    known = also_in_training(dataset)
    assert trained[0].result.also_in_training == known.sum() == 0
    twice = replace(dataset, test_images=dataset.train_images[:3])
    assert also_in_training(twice).tolist() == [True] * 3


def test_a_training_broken_off_goes_on_after_its_last_whole_epoch(trained, dataset, tmp_path):
    shorter = replace(TINY, epochs=1)
    train_seed(dataset, shorter, 0, tmp_path / "run", lambda _: None)
    found = load("own", TINY.settings(0), tmp_path / "run")
    assert found
    assert found[1].step == TINY.settings(0).steps_per_epoch
    with pytest.raises(LabError, match="holds a training with other settings"):
        train_seed(dataset, TINY, 0, tmp_path / "run", lambda _: None)
    said: list[str] = []
    again = train_seed(dataset, TINY, 0, trained[2], said.append)
    assert said == []  # it had ended, and is not trained again
    assert again.result.test_accuracy == trained[0].result.test_accuracy


def test_a_training_killed_in_its_second_epoch_comes_to_what_it_would_have_come_to(
    trained, dataset, tmp_path
):
    said: list[str] = []

    def killed(line: str) -> None:
        said.append(line)
        if len(said) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_seed(dataset, TINY, 0, tmp_path / "run", killed)
    again = train_seed(dataset, TINY, 0, tmp_path / "run", said.append)
    assert [line.partition(": epoch ")[2][0] for line in said] == ["1", "2", "2"]
    undisturbed = trained[0].result
    assert [row.epoch for row in again.result.history] == [1, 2]
    assert again.result.history[-1].val_loss == pytest.approx(
        undisturbed.history[-1].val_loss, abs=0.01
    )


def test_a_place_that_cannot_be_written_is_said(dataset, tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(LabError, match="Cannot write to"):
        train_seed(dataset, TINY, 0, tmp_path / "file" / "run", lambda _: None)


def test_results_are_read_back_and_those_of_other_settings_refused(trained, tmp_path):
    result = trained[0].result
    path = write_result(result, tmp_path)
    assert read_result(path) == result
    assert results_of(TINY, tmp_path) == (result,)
    with pytest.raises(SeedResultError, match="made with other settings"):
        results_of(replace(TINY, epochs=3), tmp_path)
    path.write_text("{}")
    with pytest.raises(SeedResultError, match="holds no result"):
        results_of(TINY, tmp_path)
    with pytest.raises(SeedResultError, match="There is no result"):
        read_result(tmp_path / "none.json")


def test_a_shipped_network_is_counted_and_scored_anew_and_what_falls_short_is_said(
    trained, dataset, tmp_path
):
    done = trained[0]
    files = NetworkFiles(tmp_path, TINY.name)
    keep(done.files, files, done.card, dataset)
    write_result(done.result, tmp_path)
    card = read_card(files)
    assert (card.name, card.title) == (TINY.name, TINY.title)
    row = check(dataset, TINY, tmp_path, tmp_path)
    assert row.parameters == done.result.parameters
    assert row.accuracies == (done.result.test_accuracy,)
    assert row.shipped_accuracy == pytest.approx(done.result.test_accuracy, abs=0.001)
    assert row.short[0] == "1 of 2 seeds are trained."
    assert "expected 99.9\N{NO-BREAK SPACE}% or more" in row.short[1]
    assert len(list(report([row]))) == 3


def test_a_network_that_is_not_there_is_said_to_be_missing(dataset, tmp_path):
    row = check(dataset, TINY, tmp_path, tmp_path)
    assert (row.parameters, row.accuracies, row.shipped_accuracy) == (None, (), None)
    assert row.short == ("There is no shipped network yet.", "0 of 2 seeds are trained.")


def test_the_check_counts_and_scores_what_is_shipped(tmp_path, capsys):
    out = tmp_path / "frontier.json"
    code = main(["frontier", "--check", "--json", str(out)])
    rows = json.loads(out.read_text())
    assert [row["name"] for row in rows] == list(RECIPES)
    for row in rows:
        seeds = results_of(plan(row["name"]))
        assert row["accuracies"] == [one.test_accuracy for one in seeds]
        if row["shipped_accuracy"] is not None:
            assert row["parameters"] <= row["limit"]
            assert row["shipped_accuracy"] == pytest.approx(seeds[0].test_accuracy, abs=0.0005)
    assert code == int(any(row["short"] for row in rows))
    assert capsys.readouterr().out.startswith("resnet-54k: ")


def test_a_seed_that_is_trained_already_is_not_trained_again(trained, tmp_path, capsys):
    write_result(trained[0].result, tmp_path)
    asked = ["frontier", "--train", "resnet-54k", "--seed", "0", "--out", str(tmp_path)]
    assert main(asked) == 0
    assert "its result is there" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--train", "vgg"], "The frontier has no network “vgg”"),
        (["--train", "resnet-54k", "--seed", "9"], "The seed is 9; resnet-54k is trained from 0"),
    ],
)
def test_what_cannot_be_trained_is_refused_in_a_sentence(asked, said, capsys):
    assert main(["frontier", *asked]) == 1
    assert said in capsys.readouterr().err


def test_shipped_results_lie_where_the_command_writes_them():
    for one in PLANS.values():
        for result in results_of(one):
            assert path_of(one.name, result.seed).parent == SHIPPED
