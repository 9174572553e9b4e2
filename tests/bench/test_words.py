"""What the measurements wait for in a browser stands on the pages, in the same words."""

from pathlib import Path

import pytest

from fmnist_app.bench import memory, strokes, visit

ROOT = Path(visit.__file__).parents[2]


@pytest.mark.parametrize(
    "words", [visit.READY, strokes.ASKED, memory.HOME, memory.OVER], ids=lambda words: words[:20]
)
def test_what_a_measurement_waits_for_stands_on_a_page(words: str) -> None:
    files = [*(ROOT / "pages").rglob("*.py"), *(ROOT / "fmnist_app" / "ui").rglob("*.py")]
    assert any(words in file.read_text(encoding="utf-8") for file in files)
