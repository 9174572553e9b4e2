"""What a visitor is asked to draw, and whether a network recognises it."""

from dataclasses import dataclass

import streamlit as st

from fmnist_app.core.formatting import count
from fmnist_app.inference import Answer
from fmnist_app.ui.draw.canvas import make
from fmnist_app.ui.draw.sheet import wiped
from fmnist_app.ui.shell.session import Slot


@dataclass(frozen=True)
class Prompt:
    """What is to be drawn, in words, and the classes (0-9) that it may be taken for."""

    words: str
    labels: frozenset[int]

    def recognised(self, answer: Answer) -> bool:
        """Whether the answer is one of the classes, and no mere guess."""
        return not answer.needs_a_look and answer.label in self.labels


PROMPTS = (
    Prompt("Draw a shoe.", frozenset({5, 7, 9})),
    Prompt("Draw a bag.", frozenset({8})),
    Prompt("Draw trousers.", frozenset({1})),
    Prompt("Draw a T-shirt.", frozenset({0})),
    Prompt("Draw a dress.", frozenset({3})),
    Prompt("Draw something with long sleeves.", frozenset({2, 4, 6})),
    Prompt("Draw a boot.", frozenset({9})),
    Prompt("Draw a sandal.", frozenset({5})),
)
TURN = Slot("prompt_turn", 0)
OUTCOME = Slot[bool | None]("prompt_outcome", None)  # of the drawing so far, where there is one
OUTCOMES = Slot[tuple[bool, ...]]("prompt_outcomes", ())  # of the prompts before


def prompt() -> Prompt:
    """What the visitor is asked for now."""
    return PROMPTS[TURN.get() % len(PROMPTS)]


def show_prompt() -> None:
    """Draw what is asked for, how many before were recognised, and the press for another."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        done = OUTCOMES.get()
        score = f" :small[:gray[{count(sum(done))} of {count(len(done))} recognised]]"
        st.markdown(f"**{prompt().words}**{score if done else ''}", width="content")
        st.button("Another", "prompt_another", icon=":material/casino:", on_click=_another)


def outcome(answer: Answer, *, given: bool) -> str:
    """Whether it is what was asked for, in one sentence; nothing is said of a given example."""
    if given or answer.empty:
        OUTCOME.clear()
        return ""
    OUTCOME.set(prompt().recognised(answer))
    if OUTCOME.get():
        return f":green[:material/check:] “{prompt().words}” Recognised."
    return f"“{prompt().words}” Not recognised yet."


def _another() -> None:
    if (came := OUTCOME.get()) is not None:
        OUTCOMES.set((*OUTCOMES.get(), came))
    OUTCOME.clear()
    TURN.set(TURN.get() + 1)
    make(wiped)
