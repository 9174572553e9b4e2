"""The queue, the controls and the memory of the training service."""

import gc
import os
import threading
import time
from dataclasses import replace

import pytest

from fmnist_app.lab.commands import ACTIONS, Action, Export, Extend, Train
from fmnist_app.lab.events import Extended, Message, StateChanged
from fmnist_app.lab.files import describe
from fmnist_app.lab.service import Lab, RefusedError
from fmnist_app.lab.store import IN_MEMORY
from fmnist_app.training import Result, TrainingSettings


def state(lab, run):
    return lab.look(run).state


def leave_networks(lab, run):
    """What a worker leaves behind when it ends or stops a run."""
    for model in lab.look(run).settings.models:
        (lab.folder(run) / f"{model}.safetensors").write_bytes(b"weights")


@pytest.fixture
def send(tmp_path, workers):
    """Have the executor hand over a file of this name."""

    def send(name, content=b"weights", run=None):
        path = tmp_path / name
        path.write_bytes(content)
        workers.last.file(path, run)

    return send


def both_end(worker, epochs):
    for model in ("basic", "standard"):
        worker.result(model, epochs)


def others_are_served(lab):
    """Whether another visitor's page gets an answer just now."""
    visitor = threading.Thread(target=lab.place, args=("another",), daemon=True)
    visitor.start()
    visitor.join(5)
    return not visitor.is_alive()


def test_a_run_is_handed_to_a_worker_at_once(lab, workers, settings):
    run = lab.submit(settings)
    assert state(lab, run) == "starting"
    assert workers.last.commands == [Train(run, settings)]
    workers.last.start()
    assert state(lab, run) == "running"


def test_points_are_there_as_soon_as_the_worker_says_them(lab, workers, settings):
    run = lab.submit(settings)
    workers.last.start()
    workers.last.point(epoch=1.0)
    assert lab.look(run).history()["epoch"].tolist() == [1.0]


def test_the_second_run_waits_its_turn_and_knows_its_place(lab, workers, settings):
    first, second, third = (lab.submit(settings) for _ in range(3))
    assert [lab.place(run) for run in (first, second, third)] == [0, 1, 2]
    assert state(lab, second) == "queued"
    workers.last.end()
    assert state(lab, first) == "finished"
    assert state(lab, second) == "starting"
    assert lab.place(third) == 1


def test_a_run_can_leave_the_line(lab, workers, settings):
    first, second = lab.submit(settings), lab.submit(settings)
    lab.steer(second, "stop")
    assert state(lab, second) == "stopped"
    workers.last.end()
    assert state(lab, first) == "finished"
    assert len(workers.last.did(Train)) == 1


def test_a_full_line_is_refused_in_words(make_lab, settings):
    lab = make_lab(queue=1)
    lab.submit(settings)
    lab.submit(settings)
    with pytest.raises(RefusedError, match="1 runs are waiting"):
        lab.submit(settings)


def test_pause_resume_and_stop_reach_the_worker(lab, workers, settings):
    run = lab.submit(settings)
    workers.last.start()
    steps: tuple[tuple[Action, str], ...] = (
        ("pause", "paused"),
        ("resume", "running"),
        ("stop", "stopping"),
    )
    for action, expected in steps:
        lab.steer(run, action)
        assert state(lab, run) == expected
        assert workers.last.did(ACTIONS[action]) == [ACTIONS[action](run)]


def test_a_command_that_makes_no_sense_now_changes_nothing(lab, workers, settings):
    run = lab.submit(settings)
    lab.steer(run, "resume")
    lab.steer(run, "pause")
    assert state(lab, run) == "starting"
    workers.last.end()
    lab.steer(run, "stop")
    assert state(lab, run) == "finished"


def test_two_visitors_cannot_steer_or_guess_each_others_runs(lab, workers, settings):
    mine, other = lab.submit(settings), lab.submit(settings)
    workers.last.start()
    lab.steer(other, "pause")
    assert state(lab, mine) == "running"
    assert len(mine) == len(other) == 22
    assert mine != other
    assert lab.look("../" + other[:19]) is None
    assert lab.look("nonsense") is None


def test_epochs_can_be_added_while_training(lab, workers, settings):
    run = lab.submit(settings)
    workers.last.start()
    lab.more(run, 5)
    assert workers.last.did(Extend) == [Extend(run, 7)]
    assert lab.look(run).settings.epochs == 7


def test_a_finished_run_stays_and_a_longer_one_goes_on_from_it(lab, workers, pair, send):
    run = lab.submit(pair)
    both_end(workers.last, 2)
    workers.last.point(epoch=2.0)
    send("basic.tflite", b"two epochs")
    workers.last.end()
    assert not lab.can_go_on(run)
    leave_networks(lab, run)
    assert lab.can_go_on(run)
    short = lab.look(run)

    longer = lab.more(run, 3)
    assert longer != run
    assert workers.last.did(Train)[-1] == Train(
        longer, lab.look(longer).settings, ("basic.safetensors", "standard.safetensors")
    )
    assert lab.look(longer).settings.epochs == 5
    assert lab.look(longer).points == short.points
    both_end(workers.last, 5)
    send("basic.tflite", b"five epochs")
    workers.last.end()
    assert [result.epochs for result in lab.look(longer).results.values()] == [5, 5]
    assert (lab.folder(longer) / "basic.tflite").read_bytes() == b"five epochs"
    assert lab.look(run) == short
    assert [result.epochs for result in lab.look(run).results.values()] == [2, 2]
    assert (lab.folder(run) / "basic.tflite").read_bytes() == b"two epochs"


def test_a_longer_run_knows_that_the_test_pictures_were_opened_before(lab, workers, settings):
    tested = Result("basic", "finished", 2.0, 1.0, 54_410, 0.9, 0.3, 10_000)
    run = lab.submit(settings)
    workers.last.hear(tested)
    workers.last.end()
    leave_networks(lab, run)
    longer = lab.more(run, 1)
    workers.last.hear(replace(tested, epochs=3.0))
    workers.last.end()
    assert [lab.look(one).test_openings for one in (run, longer)] == [1, 2]


def test_a_longer_run_is_refused_where_too_many_wait_or_the_record_is_gone(
    make_lab, workers, settings
):
    lab = make_lab(queue=1)
    run = lab.submit(settings)
    workers.last.end()
    leave_networks(lab, run)
    for _ in range(2):
        lab.submit(settings)
    with pytest.raises(RefusedError, match="1 runs are waiting"):
        lab.more(run, 1)
    workers.last.end()
    (lab.folder(run) / "events.jsonl").unlink()
    with pytest.raises(RefusedError, match="cannot keep another run"):
        lab.more(run, 1)


def test_a_stopped_run_is_made_longer_itself(lab, workers, settings):
    run = lab.submit(settings)
    workers.last.end("stopped")
    leave_networks(lab, run)
    assert lab.more(run, 1) == run


def test_of_several_runs_the_one_that_goes_on_is_known(lab, workers, settings):
    over, going_on, waiting = (lab.submit(settings) for _ in range(3))
    workers.last.end()
    assert lab.going_on((over, waiting)) == waiting
    assert lab.going_on((going_on, waiting)) == going_on
    assert lab.going_on((over, "unknown")) is None


def test_epochs_asked_for_when_one_of_two_networks_had_ended_are_trained_by_both(
    lab, workers, pair
):
    run = lab.submit(pair)
    workers.last.start()
    workers.last.result("basic", 2)
    lab.more(run, 3)
    both_end(workers.last, 5)
    workers.last.end()
    assert state(lab, run) == "finished"
    assert [result.epochs for result in lab.look(run).results.values()] == [5, 5]
    assert len(workers.last.did(Train)) == 1


def test_epochs_asked_for_just_as_the_run_ended_are_trained_before_anything_else(
    lab, workers, pair
):
    run, other = lab.submit(pair), lab.submit(pair)
    workers.last.start()
    both_end(workers.last, 2)
    lab.more(run, 3)
    workers.last.end()
    assert state(lab, run) == "starting"
    assert workers.last.did(Train)[-1].run == run
    assert workers.last.did(Train)[-1].settings.epochs == 5
    assert lab.place(other) == 1
    both_end(workers.last, 5)
    workers.last.end()
    assert state(lab, run) == "finished"
    assert state(lab, other) == "starting"


def test_the_second_of_two_requests_is_not_lost_where_only_the_first_came_in_time(
    lab, workers, pair
):
    run = lab.submit(pair)
    workers.last.start()
    lab.more(run, 1)
    both_end(workers.last, 3)
    lab.more(run, 1)
    workers.last.end()
    assert workers.last.did(Train)[-1].settings.epochs == 4


def test_a_run_that_was_stopped_after_it_was_made_longer_does_not_begin_again(lab, workers, pair):
    run = lab.submit(pair)
    workers.last.start()
    both_end(workers.last, 2)
    lab.more(run, 3)
    lab.steer(run, "stop")
    workers.last.end()
    assert state(lab, run) == "stopped"
    assert len(workers.last.did(Train)) == 1


def test_a_worker_that_trains_too_little_is_not_asked_again_for_ever(lab, workers, pair):
    run = lab.submit(pair)
    workers.last.start()
    both_end(workers.last, 1)
    workers.last.end()
    assert state(lab, run) == "finished"


def test_going_on_is_refused_where_nothing_was_left_or_it_grows_too_long(lab, workers, settings):
    run = lab.submit(settings)
    with pytest.raises(RefusedError, match="at most 50"):
        lab.more(run, 49)
    workers.last.end()
    with pytest.raises(RefusedError, match="left no networks"):
        lab.more(run, 1)
    with pytest.raises(RefusedError, match="no such run"):
        lab.more("unknown", 1)


def test_a_file_of_the_run_is_found_in_its_folder_and_named_when_it_goes_on(
    lab, workers, settings, send
):
    run = lab.submit(settings)
    for name in ("basic.safetensors", "basic.keras", "basic.tflite"):
        send(name)
    workers.last.end("stopped")
    assert (lab.folder(run) / "basic.tflite").read_bytes() == b"weights"
    lab.more(run, 0)
    assert workers.last.did(Train)[-1].files == ("basic.safetensors",)
    found = workers.last.callbacks.files(run)
    assert found == {"basic.safetensors": lab.folder(run) / "basic.safetensors"}


def test_a_run_of_an_earlier_version_goes_on_from_what_that_left(lab, workers, settings):
    run = lab.submit(settings)
    workers.last.end()
    for name in ("basic.keras", "basic.json"):
        (lab.folder(run) / name).write_bytes(b"weights")
    lab.more(run, 1)
    assert workers.last.did(Train)[-1].files == ("basic.keras", "basic.json")
    assert workers.last.callbacks.files(run).keys() == {"basic.keras", "basic.json"}


def test_a_file_that_the_run_cannot_have_is_not_taken(lab, workers, settings, send):
    run = lab.submit(settings)
    record = (lab.folder(run) / "events.jsonl").read_bytes()
    for name in ("events.jsonl", "standard.keras", ".basic.keras", "basic.py"):
        send(name)
    assert [path.name for path in lab.folder(run).iterdir()] == ["events.jsonl"]
    assert (lab.folder(run) / "events.jsonl").read_bytes() == record


def test_what_comes_late_of_a_run_that_is_over_changes_nothing(lab, workers, settings, tmp_path):
    over, going_on = lab.submit(settings), lab.submit(settings)
    late = workers.last.callbacks
    workers.last.end()
    late.on_event(Message(over, StateChanged("failed")))
    late.on_event(Message(over, Extended(40)))
    (tmp_path / "basic.keras").write_bytes(b"weights")
    late.on_file(over, describe(tmp_path / "basic.keras"), tmp_path / "basic.keras")
    assert (state(lab, over), state(lab, going_on)) == ("finished", "starting")
    assert lab.look(over).settings == settings
    assert not lab.can_go_on(over)


def test_a_file_that_cannot_be_kept_ends_the_run_in_one_sentence(lab, workers, pair, send):
    run, after = lab.submit(pair), lab.submit(pair)
    (lab.folder(run) / "basic.keras").mkdir()  # where a file would have to go
    send("basic.keras")
    send("standard.keras")
    assert state(lab, run) == "starting"
    both_end(workers.last, 2)
    workers.last.end()
    now = lab.look(run)
    assert now.state == "failed"
    assert now.message == "Basic was trained, and could not be saved: Is a directory."
    assert (lab.folder(run) / "standard.keras").is_file()
    assert state(lab, after) == "starting"


def test_a_checkpoint_that_found_no_room_is_forgotten_once_a_later_one_did(
    lab, workers, settings, send
):
    run = lab.submit(settings)
    (lab.folder(run) / "basic.keras").mkdir()
    send("basic.keras")
    (lab.folder(run) / "basic.keras").rmdir()
    send("basic.keras")
    workers.last.end()
    assert state(lab, run) == "finished"


def test_answers_of_a_network_that_went_on_and_was_stopped_are_removed(
    lab, workers, settings, send
):
    run = lab.submit(settings)
    workers.last.result("basic", 2)
    send("basic.outcome.npz")
    assert (lab.folder(run) / "basic.outcome.npz").exists()
    workers.last.result("basic", 3, ending="stopped")
    assert not (lab.folder(run) / "basic.outcome.npz").exists()


def test_a_worker_that_dies_ends_its_run_in_words_and_the_next_one_starts(lab, workers, settings):
    first, second = lab.submit(settings), lab.submit(settings)
    workers.last.start()
    workers.last.point()
    workers.last.die("The training process was killed by the system.")
    now = lab.look(first)
    assert now.state == "failed"
    assert now.message == "The training process was killed by the system."
    assert len(now.points) == 1
    assert state(lab, second) == "starting"
    assert len(workers) == 2


def test_a_worker_that_cannot_be_started_is_said_and_the_next_run_finds_room(
    tmp_path, workers, settings
):
    full = True

    def make(callbacks):
        if full:
            raise OSError(28, "No space left on device")
        return workers.make(callbacks)

    lab = Lab(tmp_path / "runs", make_executor=make)
    lab.warm_up()
    run = lab.submit(settings)
    assert state(lab, run) == "failed"
    assert "could not start the training process" in lab.look(run).message
    full = False
    assert state(lab, lab.submit(settings)) == "starting"


def test_an_idle_worker_gives_its_memory_back(make_lab, workers, settings):
    lab = make_lab(idle_seconds=0)
    lab.submit(settings)
    lab.tidy()
    assert not workers.last.closed
    workers.last.end()
    lab.tidy()
    assert workers.last.closed
    lab.submit(settings)
    assert len(workers) == 2


def test_a_worker_is_renewed_after_so_many_networks(make_lab, workers):
    lab = make_lab(networks_per_worker=2)
    lab.submit(TrainingSettings())
    workers.last.end()
    assert workers[0].closed
    lab.submit(TrainingSettings())
    assert len(workers) == 2


def test_a_long_pause_gives_way_only_when_others_wait(make_lab, workers, settings):
    lab = make_lab(pause_seconds=0)
    first = lab.submit(settings)
    workers.last.start()
    lab.steer(first, "pause")
    lab.tidy()
    assert state(lab, first) == "paused"
    lab.submit(settings)
    lab.tidy()
    assert state(lab, first) == "stopping"


def test_after_a_restart_finished_runs_are_there_and_broken_ones_are_named(
    make_lab, workers, settings
):
    before = make_lab()
    finished, broken = before.submit(settings), before.submit(settings)
    workers.last.point()
    workers.last.end()
    workers.last.point(epoch=1.0)
    after = make_lab()
    assert state(after, finished) == "finished"
    now = after.look(broken)
    assert now.state == "failed"
    assert "restarted" in now.message
    assert len(now.points) == 1


def test_old_runs_make_room_for_new_ones_and_the_running_one_stays(make_lab, workers, settings):
    lab = make_lab(keep_runs=2)
    runs = [lab.submit(settings) for _ in range(5)]
    for place, run in enumerate(runs):
        os.utime(lab.folder(run) / "events.jsonl", (place, place))
    lab = make_lab(keep_runs=2, keep_days=10**6)
    lab.make_room()
    assert [lab.look(run) is not None for run in runs] == [False, False, False, True, True]
    assert {path.name for path in lab.folder(runs[0]).parent.iterdir()} == set(runs[3:])
    busy = lab.submit(settings)
    os.utime(lab.folder(busy) / "events.jsonl", (0, 0))
    lab.make_room()
    assert state(lab, busy) == "starting"


def test_runs_untouched_for_a_month_are_removed(make_lab, workers, settings):
    lab = make_lab()
    old, new = lab.submit(settings), lab.submit(settings)
    for _ in range(2):
        workers.last.end()
    month_ago = time.time() - 31 * 24 * 3600
    os.utime(lab.folder(old) / "events.jsonl", (month_ago, month_ago))
    lab.make_room()
    assert lab.look(old) is None
    assert state(lab, new) == "finished"


def test_records_of_many_runs_do_not_pile_up_in_memory(lab, workers, settings):
    runs = []
    for _ in range(IN_MEMORY + 20):
        runs.append(lab.submit(settings))
        workers.last.point()
        workers.last.end()
    assert len(lab._store._records) <= IN_MEMORY + 1
    assert len(lab.look(runs[0]).points) == 1


def test_a_run_that_has_had_its_time_is_out_of_sight_at_once_and_off_the_disk_soon(
    make_lab, workers, settings
):
    lab = make_lab(keep_runs=1)
    old, new = lab.submit(settings), lab.submit(settings)
    for _ in range(2):
        workers.last.end()
    assert lab.look(old) is None
    lab.tidy()
    assert [path.name for path in lab.folder(new).parent.iterdir()] == [new]


def test_two_pages_that_look_at_once_after_a_restart_see_one_record(make_lab, workers, settings):
    run = make_lab().submit(settings)
    lab = make_lab()
    pages = [threading.Thread(target=lab.look, args=(run,)) for _ in range(8)]
    for page in pages:
        page.start()
    for page in pages:
        page.join()
    events = (lab.folder(run) / "events.jsonl").read_text()
    assert events.count("restarted") == 1


def test_nobody_waits_while_a_run_is_brought_in(lab, settings):
    served = []
    ended = [StateChanged("finished")]
    run = lab.adopt(settings, ended, lambda _: served.append(others_are_served(lab)))
    assert served == [True]
    assert state(lab, run) == "finished"


def test_nobody_waits_while_memory_is_given_back(make_lab):
    lab = make_lab(idle_seconds=0)
    lab.warm_up()
    served = []

    def collecting(phase, info):
        served.append(others_are_served(lab))

    gc.disable()  # so that only giving back collects
    gc.callbacks.append(collecting)
    try:
        lab.tidy()
    finally:
        gc.callbacks.remove(collecting)
        gc.enable()
    assert served
    assert all(served)


def bring_in(lab, settings, state="finished", files=("basic.safetensors",)):
    """A run from elsewhere that has left these files."""

    def fill(folder):
        for name in files:
            (folder / name).write_bytes(b"weights")

    return lab.adopt(settings, [StateChanged(state, "Brought back.")], fill)


def test_networks_that_come_with_a_run_are_exported_and_its_record_stays_as_it_was(
    lab, workers, settings, send
):
    run = bring_in(lab, settings)
    before = lab.look(run)
    assert workers.last.commands == [Export(run, settings, ("basic.safetensors",))]
    assert lab.is_exporting(run)
    assert workers.last.callbacks.files(run).keys() == {"basic.safetensors"}
    send("basic.tflite", run=run)
    workers.last.end(run=run)
    assert not lab.is_exporting(run)
    assert (lab.folder(run) / "basic.tflite").exists()
    assert lab.look(run) == before
    lab.export(run)
    assert len(workers.last.did(Export)) == 1


def test_a_run_that_brings_no_networks_starts_no_worker(lab, workers, settings):
    run = bring_in(lab, settings, files=("basic.keras", "basic.outcome.npz"))
    assert not lab.is_exporting(run)
    assert not workers


def test_a_network_that_blew_up_is_not_exported(lab, workers, settings):
    ended = [Result("basic", "diverged", 1.0, 1.0, 1_000), StateChanged("diverged")]

    def fill(folder):
        (folder / "basic.safetensors").write_bytes(b"weights")

    run = lab.adopt(settings, ended, fill)
    assert not lab.is_exporting(run)


def test_exports_go_before_runs_that_wait_and_take_no_place_in_line(make_lab, workers, settings):
    lab = make_lab(queue=1)
    training, waiting = lab.submit(settings), lab.submit(settings)
    first, second = bring_in(lab, settings), bring_in(lab, settings)
    assert [lab.place(run) for run in (waiting, first, second)] == [1, 0, 0]
    with pytest.raises(RefusedError, match="1 runs are waiting"):
        lab.submit(settings)
    workers.last.end(run=training)
    workers.last.end(run=first)
    workers.last.end(run=second)
    assert [command.run for command in workers.last.commands] == [training, first, second, waiting]


def test_a_run_goes_on_before_its_networks_were_exported(lab, workers, settings):
    lab.submit(settings)
    run = bring_in(lab, settings, "stopped")
    lab.more(run, 1)
    assert not lab.is_exporting(run)
    assert (lab.place(run), state(lab, run)) == (1, "queued")


def test_a_run_goes_on_while_its_networks_are_exported(lab, workers, settings):
    run = bring_in(lab, settings, "stopped")
    assert lab.going_on([run]) is None
    lab.more(run, 1)
    assert lab.going_on([run]) == run
    lab.steer(run, "pause")
    assert state(lab, run) == "queued"
    workers.last.end(run=run)
    assert state(lab, run) == "starting"
    assert workers.last.did(Train)[-1].settings.epochs == settings.epochs + 1
    assert not workers.last.did(Extend)


@pytest.mark.parametrize("how", ["says so", "dies", "loses the file"])
def test_an_export_that_fails_is_said_and_not_tried_for_ever(lab, workers, settings, send, how):
    run, other = bring_in(lab, settings), lab.submit(settings)
    if how == "says so":
        workers.last.end("failed", "It went wrong.", run=run)
    elif how == "dies":
        workers.last.die()
    else:
        (lab.folder(run) / "basic.tflite").mkdir()
        send("basic.tflite", run=run)
        workers.last.end(run=run)
        (lab.folder(run) / "basic.tflite").rmdir()
    now = lab.look(run)
    assert now.state == "finished"
    assert "could not be made ready to answer" in now.message
    assert now.message.endswith(".")
    lab.export(run)
    assert not lab.is_exporting(run)
    assert lab.can_go_on(run)
    assert state(lab, other) == "starting"


def test_after_a_restart_networks_are_exported_when_someone_looks_at_their_run(
    make_lab, workers, settings
):
    run = bring_in(make_lab(), settings)
    after = make_lab()
    after.export(run)
    assert workers.last.did(Export)[-1].run == run


def test_a_run_whose_networks_wait_to_be_exported_does_not_expire(make_lab, settings):
    lab = make_lab(keep_runs=1)
    training, brought = lab.submit(settings), bring_in(lab, settings)
    for run in (training, brought):
        os.utime(lab.folder(run) / "events.jsonl", (0, 0))
    lab.make_room()
    assert lab.look(brought) is not None


def test_a_worker_that_has_exported_many_networks_is_renewed(make_lab, workers, settings):
    lab = make_lab(networks_per_worker=1)
    run = bring_in(lab, settings)
    workers.last.end(run=run)
    assert workers[0].closed
