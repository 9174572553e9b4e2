"""Outcomes and checkpoints of units on disk, each written whole or not at all, by their keys."""

import json
from pathlib import Path

from fmnist_app.core.atomic import atomic_write
from fmnist_app.experiments.search.unit import Outcome, Unit, outcome_from


class Units:
    """What has been done, in a folder that one coordinator writes to."""

    def __init__(self, folder: Path) -> None:
        """Keep them in `folder`."""
        self._folder = folder

    def keep(self, unit: Unit, outcome: Outcome) -> None:
        """Keep an outcome, its checkpoint first; raises OSError if the disk does not take it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if outcome.checkpoint and not unit.opens_test:  # nothing goes on from a test
            with atomic_write(self._checkpoint(unit.key)) as half:
                half.write_bytes(outcome.checkpoint)
        with atomic_write(self._outcome(unit.key)) as half:
            half.write_text(json.dumps(outcome.as_dict()), encoding="utf-8")

    def find(self, unit: Unit) -> Outcome | None:
        """The outcome of a unit that was done before; None if it was not, or cannot be read."""
        try:
            return outcome_from(json.loads(self._outcome(unit.key).read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def checkpoint(self, unit: Unit) -> bytes | None:
        """What the unit goes on from; None if it begins afresh, or has to, as it is gone."""
        if unit.begins_from is None:
            return None
        try:
            return self._checkpoint(unit.begins_from).read_bytes()
        except OSError:
            return None

    def forget_checkpoint(self, unit: Unit) -> None:
        """Remove a checkpoint that nothing goes on from any more."""
        self._checkpoint(unit.key).unlink(missing_ok=True)

    def _outcome(self, key: str) -> Path:
        return self._folder / f"{key}.json"

    def _checkpoint(self, key: str) -> Path:
        return self._folder / f"{key}.safetensors"
