"""What others have published on the same test pictures, each with where to look it up."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Published:
    """One published result: accuracy as a share, and on how many runs it rests.

    `parameters` is None for people; `url` leads to the place where the figure stands, and `note`
    says what to know of it.
    """

    name: str
    accuracy: float
    parameters: int | None
    runs: int
    source: str
    url: str
    note: str

    @property
    def rests_on(self) -> str:
        """The number of runs in words."""
        return "people, not runs" if not self.runs else f"{self.runs} run{'s' * (self.runs > 1)}"


@cache
def published() -> tuple[Published, ...]:
    """All published results, read from `published.json` beside this module."""
    text = files("fmnist_app.evaluation").joinpath("published.json").read_text(encoding="utf-8")
    return tuple(Published(**row) for row in json.loads(text)["results"])


def people() -> Published:
    """How often people were right."""
    return next(result for result in published() if result.parameters is None)
