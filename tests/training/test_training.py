"""Whole small runs: what they report, how they end, how they go on."""

import json
import threading
from dataclasses import replace

import keras
import pytest

from fmnist_app.core.numbers import as_text
from fmnist_app.data import load_dataset
from fmnist_app.models import architecture
from fmnist_app.training.checkpoints import load
from fmnist_app.training.control import Control
from fmnist_app.training.feed import Feed
from fmnist_app.training.run import train
from fmnist_app.training.saved import read_saved, write_saved


def run(dataset, settings, folder, heard, control=None):
    return train(
        dataset, settings, control or Control(settings.epochs), folder, **heard.functions()
    )


def epochs_of(heard, kind="epoch"):
    return [point.epoch for point in heard.points if point.kind == kind]


def test_a_run_reports_every_epoch_and_ends_with_the_test_set_opened_once(small, tmp_path, heard):
    (result,) = run(load_dataset(), small, tmp_path, heard)
    assert epochs_of(heard) == [1, 2]
    assert result.ending == "finished"
    assert result.test_pictures == 10_000
    assert 0.1 < result.test_accuracy < 1
    assert heard.results == [result]
    assert heard.progress[-1].step == heard.progress[-1].steps == 40


def test_curves_move_within_a_long_epoch(dataset, small, tmp_path, heard):
    run(dataset, replace(small, epochs=1, pictures=6_400), tmp_path, heard)
    assert epochs_of(heard, "probe") == pytest.approx([0.2, 0.4, 0.6, 0.8], abs=0.05)


def test_an_epoch_too_short_for_an_honest_look_has_none(dataset, small, tmp_path, heard):
    run(dataset, replace(small, epochs=1), tmp_path, heard)
    assert [point.kind for point in heard.points] == ["epoch"]


def test_every_point_comes_with_the_answers_to_the_watched_pictures(
    dataset, small, tmp_path, heard
):
    run(dataset, small, tmp_path, heard)
    assert [(a.model, a.epoch) for a in heard.answers] == [("basic", 1), ("basic", 2)]
    for answers in heard.answers:
        assert len(answers.classes) == len(answers.shares) == 6
        assert all(0 <= number < 10 for number in answers.classes)
        assert all(0.1 <= share <= 1 for share in answers.shares)


def test_the_first_kernels_are_told_before_training_and_after_each_epoch(
    dataset, small, tmp_path, heard
):
    run(dataset, small, tmp_path, heard)
    assert [one.epoch for one in heard.kernels] == [0, 1, 2]
    last = heard.kernels[-1]
    saved = read_saved(
        (tmp_path / "basic.safetensors").read_bytes(), architecture("basic", small.choices)
    )
    kernel, bias = saved.weights[:2]
    assert (last.kernel, last.bias) == (as_text(kernel[:, :, 0]), as_text(bias))
    assert last.side == 3
    assert heard.kernels[0].kernel != last.kernel


def test_the_answers_are_those_of_the_saved_network(dataset, small, tmp_path, heard):
    run(dataset, small, tmp_path, heard)
    watched = Feed.of(dataset, small).watched
    model = keras.models.load_model(tmp_path / "basic.keras")
    pictures = dataset.train_images[watched][..., None].astype("float32") / 255
    found = model.predict(pictures, verbose=0)
    assert heard.answers[-1].classes == tuple(found.argmax(axis=1))
    assert heard.answers[-1].shares == pytest.approx(found.max(axis=1), abs=1e-3)


def test_as_in_the_report_the_test_accuracy_is_the_last_validation_accuracy(
    dataset, small, tmp_path, heard
):
    (result,) = run(dataset, replace(small, protocol="report"), tmp_path, heard)
    assert result.test_accuracy == heard.points[-1].val_accuracy
    assert heard.points[-1].kind == "epoch"


def test_the_saved_network_is_plain_keras_with_the_measured_accuracy(
    dataset, small, tmp_path, heard
):
    (result,) = run(dataset, small, tmp_path, heard)
    model = keras.models.load_model(tmp_path / "basic.keras")
    pictures = dataset.test_images[..., None].astype("float32") / 255
    _, accuracy = model.evaluate(pictures, dataset.test_labels, batch_size=500, verbose=0)
    assert accuracy == pytest.approx(result.test_accuracy, abs=1e-4)


def test_going_on_for_an_epoch_equals_having_planned_it(dataset, small, tmp_path, heard):
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    whole.mkdir()
    parts.mkdir()
    run(dataset, small, whole, heard)
    at_once = [p.val_loss for p in heard.points]
    heard.points.clear()
    run(dataset, replace(small, epochs=1), parts, heard)
    run(dataset, small, parts, heard)
    assert [p.val_loss for p in heard.points] == pytest.approx(at_once, rel=1e-4)


def save_as_earlier_versions_did(settings, folder, note):
    """A Keras file with its optimiser, and a note beside it."""
    found = load("basic", settings, folder)
    assert found
    found[0].save(folder / "basic.keras")
    (folder / "basic.json").write_text(json.dumps(note))
    (folder / "basic.safetensors").unlink()


def test_a_measurement_that_was_pending_when_a_run_was_saved_is_made_up_for(
    dataset, small, tmp_path, heard
):
    small = replace(small, epochs=1)
    run(dataset, small, tmp_path, heard)
    path, layers = tmp_path / "basic.safetensors", architecture("basic", small.choices)
    saved = read_saved(path.read_bytes(), layers)
    pending = replace(saved, start=replace(saved.start, measurement_pending=True))
    write_saved(pending, layers, path)
    run(dataset, small, tmp_path, heard)
    first, again = [point for point in heard.points if point.kind == "epoch"]
    assert again.epoch == first.epoch == 1
    assert again.val_loss == pytest.approx(first.val_loss, rel=1e-4)


@pytest.mark.parametrize("word", ["measurement_pending", "owed"])
def test_so_is_one_that_an_earlier_version_noted_in_its_own_words(
    dataset, small, tmp_path, heard, word
):
    small = replace(small, epochs=1)
    run(dataset, small, tmp_path, heard)
    note = {"step": small.steps_per_epoch, "seconds": 2.0, word: True}
    save_as_earlier_versions_did(small, tmp_path, note)
    run(dataset, small, tmp_path, heard)
    first, again = [point for point in heard.points if point.kind == "epoch"]
    assert again.epoch == first.epoch == 1
    assert again.val_loss == pytest.approx(first.val_loss, rel=1e-4)


def test_a_stopped_run_keeps_its_points_and_goes_on_in_mid_epoch(dataset, small, tmp_path, heard):
    control = Control(2)
    small = replace(small, pictures=6400)

    def stop_at_first_look(point):
        heard.points.append(point)
        control.stop()

    (result,) = train(
        dataset,
        small,
        control,
        tmp_path,
        on_point=stop_at_first_look,
        on_progress=heard.progress.append,
        on_result=heard.results.append,
    )
    assert result.ending == "stopped"
    assert result.test_accuracy is None
    assert 0 < result.epochs < 1
    run(dataset, small, tmp_path, heard)
    # Where it stopped it did not look: whether that is where a look was due, its speed decides.
    due = (0.2, 0.4, 0.6, 0.8, 1.2, 1.4, 1.6, 1.8)
    looks = [epoch for epoch in due if epoch != pytest.approx(result.epochs)]
    assert epochs_of(heard, "probe") == pytest.approx(looks)
    assert epochs_of(heard) == [1, 2]


def test_a_paused_run_takes_no_step_and_its_clock_stands_still(dataset, small, tmp_path, heard):
    control = Control(2)
    paused = threading.Event()

    def pause_at_first_point(point):
        heard.points.append(point)
        if len(heard.points) == 1:
            control.pause()
            paused.set()

    thread = threading.Thread(
        target=train,
        args=(dataset, small, control, tmp_path),
        kwargs={**heard.functions(), "on_point": pause_at_first_point},
    )
    thread.start()
    assert paused.wait(60)
    clock, points = control.clock(), len(heard.points)
    thread.join(0.3)
    assert thread.is_alive()
    assert control.clock() == clock
    assert len(heard.points) == points
    control.resume()
    thread.join(60)
    assert heard.results[0].ending == "finished"


def test_epochs_added_while_training_are_trained(dataset, small, tmp_path, heard):
    control = Control(1)
    functions = heard.functions()
    functions["on_point"] = lambda point: (
        heard.points.append(point),
        control.add_epochs(1) if len(heard.points) == 1 else None,
    )
    train(dataset, replace(small, epochs=1), control, tmp_path, **functions)
    assert epochs_of(heard) == [1, 2]


def test_a_learning_rate_that_blows_up_ends_in_an_explanation(dataset, small, tmp_path, heard):
    (result,) = run(dataset, replace(small, learning_rate=1000.0), tmp_path, heard)
    assert result.ending == "diverged"
    assert "learning rate of 1000" in result.explanation
    assert result.test_accuracy is None


def test_both_networks_report_under_their_own_names(dataset, small, tmp_path, heard):
    results = run(dataset, replace(small, models=("basic", "standard")), tmp_path, heard)
    assert [result.model for result in results] == ["basic", "standard"]
    assert {point.model for point in heard.points} == {"basic", "standard"}


def test_an_error_in_one_network_ends_the_run(dataset, small, tmp_path, heard):
    def fail(point):
        raise OSError("no space left")

    functions = {**heard.functions(), "on_point": fail}
    with pytest.raises(OSError, match="no space left"):
        train(dataset, small, Control(2), tmp_path, **functions)


def test_more_epochs_asked_for_after_one_network_has_ended_are_trained_by_both(
    dataset, small, tmp_path, heard
):
    settings = replace(small, models=("basic", "standard"))
    control = Control(2)

    def ask_for_more(result):
        if not heard.results:
            assert control.add_epochs(1)
        heard.results.append(result)

    results = train(
        dataset, settings, control, tmp_path, **{**heard.functions(), "on_result": ask_for_more}
    )
    assert [result.epochs for result in results] == [3, 3]
    for name in settings.models:
        own = [p.epoch for p in heard.points if (p.model, p.kind) == (name, "epoch")]
        assert own == [1, 2, 3]


def test_the_first_epoch_is_saved_before_the_second_ends(dataset, small, tmp_path, heard):
    there = []
    functions = heard.functions()
    functions["on_point"] = lambda point: there.append((tmp_path / "basic.safetensors").exists())
    train(dataset, small, Control(2), tmp_path, **functions)
    assert there == [False, True]
