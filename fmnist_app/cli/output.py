"""What commands write beside what they print."""

import json
from pathlib import Path
from typing import Any

from fmnist_app.core.atomic import writing_to


def write_json(found: Any, out: Path) -> None:
    """Write plain values as JSON; raises `LabError` if the place cannot be written."""
    with writing_to(out):
        out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
