"""The texts of the card and the notebook, filled in by Jinja."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from fmnist_app.core.formatting import count, percent, percents

HERE = Path(__file__).parent


def render(name: str, **values: Any) -> str:
    """The template `name` with these values; HTML escapes them, and a missing one is an error."""
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=select_autoescape(["html.jinja"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(count=count, percent=percent, percents=percents)
    return environment.get_template(name).render(**values)
