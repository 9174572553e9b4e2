"""What the app is measured by: its speed, its memory, what watching costs, and its answers.

Each part (`train`, `memory`, `watch`, `answers`) has one function `measure` that says what it does
and returns its figures. They start the app and the report's recipe as processes; nothing here knows
Streamlit.
"""

from collections.abc import Callable
from typing import Any

Say = Callable[[str], None]
Figures = dict[str, Any]

__all__ = ["Figures", "Say"]
