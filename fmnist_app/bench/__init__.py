"""What the app is measured by: its speed, memory, the cost of watching, answers, crowds.

Each part (`train`, `memory` and so on) has one function `measure` that says what it does and
returns its figures; `screenshots` takes the README's pictures. They start the app and the report's
recipe as processes; nothing here knows Streamlit's pages.
"""

from collections.abc import Callable
from typing import Any

Say = Callable[[str], None]
Figures = dict[str, Any]

__all__ = ["Figures", "Say", "verdict"]


def verdict(figure: float, limit: float, words: str = "") -> str:
    """Whether a figure is within its limit, which `words` say in its unit."""
    return f"{'within' if figure <= limit else 'ABOVE'} the limit of {words or f'{limit:g}'}"
