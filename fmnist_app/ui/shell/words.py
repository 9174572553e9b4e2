"""Words of the field that explain themselves: in a text, and below every page.

A press on one opens a panel with its sentence, by thumb, mouse or keyboard; the browser has all of
them and asks the server nothing.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from fmnist_app.core.glossary import TERMS, terms_in

HERE = Path(__file__).parent
LINK = "#word-"  # in a text it leads to a word, and nowhere else


def with_words(text: str) -> str:
    """The text, Markdown, with each word of the glossary a link where it first occurs.

    What stands in links and code already is left as it is. For texts of this app alone: a name that
    a visitor brings along is no word of ours.
    """
    parts, end = [], 0
    seen: set[str] = set()
    for found in terms_in(text):
        if found.term.id not in seen:
            seen.add(found.term.id)
            word = text[found.start : found.end]
            parts += [text[end : found.start], f"[{word}]({LINK}{found.term.id})"]
            end = found.end
    return "".join([*parts, text[end:]])


def show_words() -> None:
    """Draw the words that occur on the page below it; to be called once, at its end."""
    _component()(
        key="words",
        data=[
            {
                "id": term.id,
                "title": term.title,
                "sentence": term.sentence,
                "pattern": term.pattern,
            }
            for term in TERMS.values()
        ],
    )


@cache
def _component() -> Callable[..., Any]:
    html, css, js = (
        HERE.joinpath(f"words.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js")
    )
    mounted: Callable[..., Any] = st.components.v2.component(
        "fmnist.words", html=html, css=css, js=js
    )
    return mounted
