"""The command that checks explanations: it measures, and keeps what it measured."""

import pytest

from fmnist_app.__main__ import main
from fmnist_app.catalog.inside import read_checks
from tests.conftest import with_fewer_test_pictures

pytestmark = pytest.mark.slow


def test_checks_are_measured_once_kept_and_printed(tmp_path, capsys, dataset, monkeypatch):
    # How long it takes is printed too, and need not be measured well here.
    monkeypatch.setattr("fmnist_app.zoo.check_inside.TIMED", 4)
    few = with_fewer_test_pictures(dataset, 3)  # a map's first part has 2,000
    monkeypatch.setattr("fmnist_app.cli.inside.load_dataset", lambda: few)
    out = tmp_path / "checks.json"
    command = ["inside", "--check", "--only", "basic", "--pictures", "10", "--json", str(out)]
    main(command)
    said = capsys.readouterr().out
    checks = read_checks(out).networks["basic"]
    assert checks.pictures == 10
    assert checks.activations < 1e-4
    assert checks.exact_sum is not None
    assert checks.exact_sum < 1e-4
    assert set(checks.methods) == {"exact", "integrated gradients", "occlusion"}
    assert "basic: 10 pictures" in said
    written = out.read_bytes()
    main(command)
    assert out.read_bytes() == written  # what is there is not measured again


def test_too_few_pictures_are_refused(tmp_path, capsys):
    out = tmp_path / "checks.json"
    assert main(["inside", "--check", "--pictures", "3", "--json", str(out)]) == 1
    assert "expected 10 to 10,000" in capsys.readouterr().err
    assert not out.exists()
