"""What the tour has a visitor guess, and how it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import streamlit as st

from fmnist_app.core.tour import Tour
from fmnist_app.data import CLASS_NAMES
from fmnist_app.models import network
from fmnist_app.training.presets import PRESETS
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.tour import progress

OPEN = Slot("tour_guess", False)
ALIKE = "neither"
TWO = PRESETS["both"].settings.models


@dataclass(frozen=True)
class Question:
    """What can be guessed, with the words for it, and how many of them make a guess."""

    label: str
    options: Mapping[str, str]
    how_many: int


QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        "classes": Question("Choose two", {name: name for name in CLASS_NAMES}, 2),
        "networks": Question(
            "Choose one",
            {**{name: network(name).title for name in TWO}, ALIKE: "Both at once, or neither"},
            1,
        ),
    }
)


def ask(tour: Tour) -> None:
    """Draw the press behind which the step's question waits."""
    question = QUESTIONS[tour.step.asks]
    chosen = Slot[list[str]](f"tour_choice_{tour.step.id}", [])
    chosen.set([one for one in tour.guess if one in question.options])
    guess = st.popover("Your guess", key=OPEN.name, on_change="rerun")
    with guess, st.container(key="tour_guess_choice"):
        st.pills(
            question.label,
            list(question.options),
            selection_mode="multi",
            format_func=question.options.__getitem__,
            key=chosen.name,
            on_change=_take,
            args=(question, chosen),
            wrap=True,
        )


def _take(question: Question, chosen: Slot[list[str]]) -> None:
    """Take the guess, the latest choices where there are too many; a whole one closes it."""
    tour = progress.TOUR.get()
    if tour is None:
        return
    now, before = chosen.get(), tour.guess
    in_turn = [one for one in before if one in now] + [one for one in now if one not in before]
    guess = in_turn[-question.how_many :]
    progress.keep(tour.with_guess(guess))
    if len(guess) == question.how_many:
        OPEN.set(False)
