"""The worksheet of a run: its own numbers, and answers that agree with them."""

import re

import pytest

from fmnist_app.archive.worksheet import worksheet
from fmnist_app.core.formatting import percent
from fmnist_app.lab.events import StateChanged
from fmnist_app.lab.records import Record
from fmnist_app.training import Point, TrainingSettings
from tests.archive.test_card_and_notebook import Tags

RUN = "w" * 22


@pytest.fixture
def memorised(tmp_path):
    """A run whose network memorises since its second epoch, over many epochs."""
    settings = TrainingSettings(models=("basic",), epochs=30, pictures=1_000, seed=4)
    record = Record.create(RUN, tmp_path / "run", settings)
    for epoch in range(1, 31):
        seen, new = min(0.99, 0.8 + epoch / 100), 0.79 - epoch / 1_000
        record.append(
            Point("basic", "epoch", float(epoch), seen, 0.5 / epoch, new, 0.6 + epoch / 50, 1.0)
        )
    record.append(StateChanged("finished"))
    return record.snapshot()


def test_a_worksheet_opens_alone_with_the_runs_own_numbers(memorised):
    text = worksheet(memorised)
    tags = Tags(text)
    assert tags.balanced
    assert not {tag for tag, _ in tags.found} & {"script", "link", "img", "iframe", "a"}
    assert "Basic, trained on 1,000 pictures" in re.sub(r"\s+", " ", text)
    assert "seed 4" in text
    last = memorised.points[-1]
    assert f"<td>{percent(last.accuracy, 1)}</td><td>{percent(last.val_accuracy, 1)}</td>" in text


def test_the_answers_are_those_of_the_run(memorised):
    answers = re.sub(r"\s+", " ", worksheet(memorised).partition("Answers of this run")[2])
    last = memorised.points[-1]
    assert f"{100 * (last.accuracy - last.val_accuracy):.1f} points between" in answers
    assert "most new pictures right after epoch 1;" in answers
    assert "memorises since epoch 2." in answers


def test_many_epochs_are_told_in_twelve_rows_from_the_first_to_the_last(memorised):
    text = worksheet(memorised)
    epochs = [int(number) for number in re.findall(r"<tr><td>(\d+)</td>", text)]
    assert len(epochs) == 12
    assert (epochs[0], epochs[-1]) == (1, 30)
    assert epochs == sorted(set(epochs))


def test_every_value_has_room_in_the_chart_to_draw(memorised):
    text = worksheet(memorised)
    percents = [int(number) for number in re.findall(r">(\d+) %</text>", text)]
    shares = [share for one in memorised.points for share in (one.accuracy, one.val_accuracy)]
    assert percents[0] <= 100 * min(shares)
    assert percents[-1] >= 100 * max(shares)


def test_a_run_without_an_epoch_has_no_worksheet(tmp_path):
    record = Record.create(RUN, tmp_path / "run", TrainingSettings())
    with pytest.raises(ValueError, match="No epoch"):
        worksheet(record.snapshot())
