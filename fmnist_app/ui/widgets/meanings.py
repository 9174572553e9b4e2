"""What headings, numbers and controls mean, in a fold that a thumb opens; a hover needs a mouse."""

from collections.abc import Mapping

import streamlit as st

from fmnist_app.ui.shell.words import with_words


def show_meanings(title: str, meanings: Mapping[str, str]) -> None:
    """Draw a fold with a line for each name: what it means, in plain words (Markdown)."""
    with st.expander(title, icon=":material/help:"):
        st.markdown(
            "\n".join(f"- **{name}**: {with_words(words)}" for name, words in meanings.items())
        )
