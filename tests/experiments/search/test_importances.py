"""What each setting counts for, of a search that was carried out."""

import json
import shutil

import pytest

from fmnist_app.experiments.search import importances as module
from fmnist_app.experiments.search.importances import importances, importances_apart
from fmnist_app.experiments.search.record import FILE, read_search


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The search that is shipped, where a search of one's own would lie."""
    folder = tmp_path_factory.mktemp("search")
    shutil.copy(module.ROOT / "fmnist_app/experiments/shipped/search-basic.jsonl", folder / FILE)
    return folder


def test_the_shares_of_all_settings_are_one_together_and_are_those_that_the_page_shows(folder):
    now = read_search(folder / FILE)
    found = importances(now)
    assert sum(found.values()) == pytest.approx(1.0, abs=1e-3)
    assert found == pytest.approx(now.importances, abs=1e-3)


def test_a_process_of_its_own_comes_to_the_same(folder, capsys):
    found = importances(read_search(folder / FILE))
    assert importances_apart(folder) == found
    assert module.main(folder) == 0
    assert json.loads(capsys.readouterr().out) == found


def test_of_a_search_that_cannot_be_read_nothing_is_said(tmp_path, capsys):
    assert importances_apart(tmp_path) == {}
    assert module.main(tmp_path) == 1
    assert capsys.readouterr().err
