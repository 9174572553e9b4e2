"""The study of remedies, read once for all visitors, and what of it is said where one chooses."""

from collections.abc import Iterable

import streamlit as st

from fmnist_app.core.formatting import NO_BREAK, count
from fmnist_app.experiments.remedies.effects import RemedyStudy, read_remedy_study
from fmnist_app.experiments.remedies.plans import WITHOUT
from fmnist_app.models import network

NAMED = 3  # remedies for each network: the rest stands on Compare


@st.cache_resource(show_spinner=False)
def the_remedies() -> RemedyStudy | None:
    """What was found of them, if anything was."""
    return read_remedy_study()


def what_helped(models: Iterable[str]) -> str:
    """What made these networks right more often with every seed; empty where none was studied.

    Intervals, which take SciPy, are left to the page that compares: this one does without.
    """
    study = the_remedies()
    studied = [name for name in models if name in WITHOUT.models]
    if not study or not studied:
        return ""
    return (
        f"Right more often on the test pictures in each of {len(study.without.seeds)} trainings on "
        f"{count(WITHOUT.pictures, 'picture')}. "
        + " ".join(_helped(study, name) for name in studied)
    )


def _helped(study: RemedyStudy, name: str) -> str:
    better = [one for one in study.of(name) if min(one.accuracy.values) > 0][:NAMED]
    words = [f"{one.remedy.title} ({one.accuracy.mean:+.1f}{NO_BREAK}points)" for one in better]
    return f"{network(name).title}: {', '.join(words) or 'none of them'}."
