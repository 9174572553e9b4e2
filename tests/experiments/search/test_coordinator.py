"""The coordinator: the same trials whoever carries them, whatever happens on the way."""

import json
from dataclasses import replace
from functools import partial
from itertools import repeat
from pathlib import Path

import numpy as np
import pytest

from fmnist_app.core.errors import LabError
from fmnist_app.experiments.search.comparison import compare
from fmnist_app.experiments.search.coordinator import MOST_KILLS, SearchFailedError
from fmnist_app.experiments.search.record import (
    FILE,
    SearchRecord,
    SearchRecordError,
    read_search,
    seconds_left,
)
from fmnist_app.experiments.search.result import result_of, write_result
from fmnist_app.experiments.search.task import Budget
from fmnist_app.experiments.search.unit import Outcome
from fmnist_app.experiments.search.wishes import Wishes, write_wishes
from fmnist_app.lab.journal import Journal
from tests.experiments.search.conftest import climbed, make_task, table


def test_a_search_tries_chooses_and_compares_on_fresh_seeds(search):
    now, _ = search(trials=12)
    assert now.state == "finished"
    assert len(now.trials) == 12
    assert {one.state for one in now.trials.values()} == {"complete", "pruned"}
    assert now.winner == max(now.trials.values(), key=lambda one: one.rank)
    assert [(one.role, one.seed) for one in now.tested] == [
        ("winner", 1),
        ("default", 1),
        ("winner", 2),
        ("default", 2),
    ]
    found = compare(now.tested)
    assert found.difference.values == tuple(
        one - other for one, other in zip(found.winner.values, found.default.values, strict=True)
    )
    assert found.interval.low < found.difference.mean < found.interval.high


def test_the_test_set_is_opened_once_for_each_training_anew_and_never_while_searching(search):
    now, crew = search()
    opened = [unit for unit in crew.begun if unit.opens_test]
    assert len(opened) == now.test_openings == 4
    assert crew.begun[-4:] == opened
    assert {unit.settings.seed for unit in crew.begun[:-4]} == {now.task.seed}
    assert {unit.settings.seed for unit in opened}.isdisjoint({now.task.seed})


def test_the_first_trial_tries_what_the_default_has(search):
    now, _ = search()
    assert now.trials[0].values == now.task.default_values


@pytest.mark.parametrize("sampler", ["tpe", "random"])
@pytest.mark.parametrize("pruning", ["asha", "none"])
def test_neither_the_number_of_workers_nor_their_pace_decides(search, sampler, pruning):
    asked = {"trials": 25, "sampler": sampler, "pruning": pruning}
    alone, _ = search("alone", **asked)
    chance = np.random.default_rng(0)

    def at_any_pace(unit):
        return replace(climbed(unit), seconds=chance.random())

    for workers in (2, 7):
        together, _ = search(f"{workers}", workers=workers, outcome=at_any_pace, **asked)
        assert table(together) == table(alone)
        assert together.importances == alone.importances


def test_another_seed_tries_others(search):
    one, other = search("one")[0], search("other", seed=1)[0]
    assert table(one)[1:] != table(other)[1:]


@pytest.mark.parametrize("seed", range(5))
def test_a_coordinator_that_is_killed_again_and_again_ends_with_the_same_table(search, seed):
    undisturbed, _ = search("undisturbed", workers=3, trials=20)
    chance = np.random.default_rng(seed)
    now, begun = None, []
    for _ in range(60):
        turns = repeat(True, int(chance.integers(1, 12)))
        now, crew = search("killed", workers=3, trials=20, go_on=partial(next, turns, False))
        begun += [unit.key for unit in crew.begun]
        if now.over:
            break
    assert now.state == "finished"
    assert table(now) == table(undisturbed)
    assert now.tested == tuple(
        replace(one, seconds=own.seconds)
        for one, own in zip(undisturbed.tested, now.tested, strict=True)
    )
    told = [(t.number, r.epochs) for t in now.trials.values() for r in t.rungs]
    assert len(told) == len(set(told))


def test_what_was_done_before_a_kill_is_not_done_again(search, tmp_path):
    search("one", trials=6, seeds=0)
    lines = (tmp_path / "one" / FILE).read_text().splitlines()
    rungs = [place for place, line in enumerate(lines) if '"type": "rung"' in line]
    # As if the coordinator was killed between a unit's outcome and the record of it.
    (tmp_path / "one" / FILE).write_text("\n".join(lines[: rungs[3]]) + "\n")
    now, crew = search("one")
    assert now.state == "finished"
    assert crew.begun == []


def test_a_trial_that_blows_up_fails_or_is_killed_ends_with_its_reason_and_the_search_goes_on(
    search,
):
    bad = {
        3: Outcome("diverged", "The loss grew."),
        4: Outcome("failed", "It said nothing."),
        5: Outcome("killed", "Out of memory."),
    }
    seen: dict[float, int] = {}

    def outcome(unit):
        number = seen.setdefault(unit.settings.learning_rate, len(seen))
        return bad.get(number, climbed(unit))

    now, crew = search(outcome=outcome, trials=12)
    for number, said in bad.items():
        assert (now.trials[number].state, now.trials[number].reason) == ("failed", said.reason)
    assert now.state == "finished"
    killed = [
        one
        for one in crew.begun
        if one.settings.learning_rate == now.trials[5].values["learning_rate"]
    ]
    assert len(killed) == MOST_KILLS


def test_a_unit_that_is_lost_with_its_worker_is_begun_anew_and_told_once(search):
    undisturbed, _ = search("undisturbed", workers=2)
    lost = set()

    def outcome(unit):
        if unit.key not in lost:
            lost.add(unit.key)
            return Outcome("lost", "Its worker was lost.")
        return climbed(unit)

    now, crew = search("lost", workers=2, outcome=outcome)
    assert table(now) == table(undisturbed)
    assert len(crew.begun) == 2 * len(lost)


def test_where_every_trial_fails_the_search_says_so(search):
    now, _ = search(outcome=lambda _: Outcome("failed", "No data."), trials=3)
    assert now.state == "failed"
    assert now.winner is None
    assert "No trial" in now.message


def test_a_winner_that_cannot_be_trained_anew_is_said(search):
    def outcome(unit):
        return Outcome("failed", "No data.") if unit.opens_test else climbed(unit)

    with pytest.raises(SearchFailedError, match="Training the winner anew failed"):
        search(outcome=outcome)


def test_minutes_end_a_search_as_trials_do(search, monkeypatch):
    monkeypatch.setattr(
        "fmnist_app.experiments.search.clock.Clock.minutes", property(lambda clock: 61.0)
    )
    now, crew = search(trials=12)
    assert now.state == "failed"  # nothing was tried in time
    assert not crew.begun


def test_pruning_saves_most_epochs_and_finds_as_good_a_winner(search):
    for seed in range(3):
        whole, _ = search(f"whole{seed}", seed=seed, trials=40, pruning="none", sampler="random")
        pruned, _ = search(f"pruned{seed}", seed=seed, trials=40, sampler="random")
        epochs = [sum(one.epochs for one in now.trials.values()) for now in (pruned, whole)]
        assert epochs[0] <= 0.4 * epochs[1]
        assert pruned.winner.value >= whole.winner.value - 0.0015 - 0.01  # the landscape's noise


def test_a_search_is_stopped_with_what_it_has(search, tmp_path):
    folder = tmp_path / "search"
    turns = iter(range(1000))

    def go_on():
        if next(turns) == 15:
            write_wishes(folder, Wishes("stop"))
        return True

    now, _ = search(trials=50, go_on=go_on)
    assert now.state == "stopped"
    assert now.winner is not None
    assert 0 < len(now.trials) < 50
    assert now.tested == ()


def test_a_search_that_is_held_begins_nothing(search, tmp_path):
    folder, turns, begun = tmp_path / "search", iter(range(1000)), []
    for wanted in (Wishes("pause"), Wishes(yields=True)):
        folder.mkdir(exist_ok=True)
        write_wishes(folder, wanted)
        now, crew = search(go_on=lambda: next(turns) % 20 != 19)
        begun += crew.begun
    assert begun == []
    assert now.trials == {}
    assert not now.over


def test_more_budget_looks_for_a_better_winner_and_counts_the_openings(search, tmp_path):
    first, _ = search(trials=6)
    write_wishes(tmp_path / "search", Wishes(budget=Budget(20, 60.0)))
    more, _ = search()
    at_once, _ = search("at once", trials=20)
    assert table(more) == table(at_once)
    assert more.test_openings == 4 + 2  # those of the default serve again
    assert more.winner.rank >= first.winner.rank


def test_the_result_names_all_that_was_tried(search, tmp_path):
    now, _ = search()
    read = json.loads(write_result(now, tmp_path).read_text())
    assert read == json.loads(json.dumps(result_of(now)))
    assert [one["number"] for one in read["trials"]] == list(range(12))
    assert read["winner"]["number"] == now.winner.number
    assert read["difference"]["seeds"] == [1, 2]
    assert read["difference"]["interval"][0] <= read["difference"]["mean"]
    assert read["default"]["settings"]["epochs"] == 8


def test_time_left_follows_from_the_trials_that_have_ended(search):
    now, _ = search(trials=12)
    assert seconds_left(replace(now, trials={})) is None
    half = replace(now, budget=Budget(24, 60.0), spent=120.0)
    assert seconds_left(half) == pytest.approx(120)
    assert seconds_left(replace(half, budget=Budget(24, 2.5))) == pytest.approx(30)
    assert seconds_left(replace(half, spent=1e6)) == 0


# The record


def test_a_record_reads_back_as_it_was(search, tmp_path):
    now, _ = search()
    assert read_search(tmp_path / "search" / FILE) == now


def test_a_last_line_broken_off_is_left_out(search, tmp_path):
    now, _ = search()
    path = tmp_path / "search" / FILE
    path.write_text(path.read_text() + '{"type": "rung", "numb')
    assert read_search(path) == now


@pytest.mark.parametrize(
    "text",
    ["", "\n", "[]\n", '{"type": "trial", "number": 0, "values": {}}\n', "x\n", "{}\n", "\x00\n"],
)
def test_what_is_no_record_is_refused_in_a_sentence(tmp_path, text):
    (tmp_path / FILE).write_text(text)
    with pytest.raises(SearchRecordError, match="holds no search"):
        read_search(tmp_path / FILE)


def test_a_record_of_another_version_is_refused(search, tmp_path):
    search(trials=2)
    path = tmp_path / "search" / FILE
    path.write_text(path.read_text().replace('"version": 1', '"version": 7', 1))
    with pytest.raises(SearchRecordError, match="its form is 7, expected 1"):
        read_search(path)


def test_a_missing_record_is_said(tmp_path):
    with pytest.raises(SearchRecordError, match="There is no search"):
        SearchRecord.read(tmp_path / "nowhere")


def test_a_full_disk_keeps_no_search_and_says_so(tmp_path, monkeypatch):
    def full(self, text):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Journal, "_write", full)
    with pytest.raises(SearchRecordError, match="no room"):
        SearchRecord.create(tmp_path / "search", make_task(), Budget(5, 1.0))
    assert not (tmp_path / "search").exists()


def test_while_the_disk_is_full_the_search_waits_and_nothing_is_lost(search, monkeypatch):
    from fmnist_app.experiments.search.units import Units

    keep, refused = Units.keep, iter(range(3))

    def sometimes(self, unit, outcome):
        if next(refused, None) is not None:
            raise OSError(28, "No space left on device")
        keep(self, unit, outcome)

    monkeypatch.setattr(Units, "keep", sometimes)
    monkeypatch.setattr("time.sleep", lambda _: None)
    now, _ = search()
    monkeypatch.undo()
    assert table(now) == table(search("undisturbed")[0])


def test_a_folder_that_is_a_file_is_refused(tmp_path):
    Path(tmp_path / "search").write_text("")
    with pytest.raises(LabError):
        SearchRecord.create(tmp_path / "search", make_task(), Budget(5, 1.0))
