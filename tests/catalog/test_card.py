"""Model cards: read as they were written, and refused in one sentence when they are not cards."""

import pytest

from fmnist_app.catalog import CardError, available, shipped
from fmnist_app.catalog.card import history_of, read_card, write_card
from fmnist_app.core.network_files import NetworkFiles

ROW = {"epoch": 1.0, "accuracy": 0.5, "loss": 1.23456, "val_accuracy": 0.4, "val_loss": 2.0}


@pytest.mark.parametrize("name", available())
def test_a_card_is_read_as_it_was_written(name, tmp_path):
    files = NetworkFiles(tmp_path, name)
    write_card(shipped(name).card, files)
    assert read_card(files) == shipped(name).card


def test_a_card_that_is_missing_or_broken_is_said(tmp_path):
    files = NetworkFiles(tmp_path, "mine")
    with pytest.raises(CardError, match="mine has no card"):
        read_card(files)
    for text in ("", "{}", '{"version": 2}', "[1]"):
        files.card.write_text(text, encoding="utf-8")
        with pytest.raises(CardError, match="is no model card"):
            read_card(files)


def test_the_best_epoch_has_the_lowest_validation_loss():
    rows = [ROW, {**ROW, "epoch": 2.0, "val_loss": 1.5}, {**ROW, "epoch": 3.0, "val_loss": 1.6}]
    card = shipped("basic").card.model_copy(update={"history": history_of(rows)})
    assert card.best_epoch == 2
    assert card.history_table()["loss"].tolist() == [1.2346] * 3


def test_only_the_robust_networks_know_what_clothing_is():
    assert [name for name in available() if shipped(name).card.knows_clothing] == [
        "standard-robust",
        "wide",
        "wide-photos",
    ]
