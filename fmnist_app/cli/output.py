"""What commands write beside what they print."""

import json
from pathlib import Path
from typing import Any

from fmnist_app.core.errors import LabError


def write_json(found: Any, out: Path) -> None:
    """Write plain values as JSON; raises `LabError` if the place cannot be written."""
    try:
        out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise LabError(f"Cannot write to {out}: {error.strerror}.") from error
