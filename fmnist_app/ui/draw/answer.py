"""The line of answer: what a network says of the drawing, anew while the pen moves."""

from collections.abc import Sequence

import streamlit as st

from fmnist_app.images import Overrides, preprocess
from fmnist_app.inference import Answer
from fmnist_app.sketch import sample
from fmnist_app.ui.draw import pen, prompts, words
from fmnist_app.ui.draw.canvas import TOOL, WIDTH
from fmnist_app.ui.draw.sheet import SHEET, STALE, Sheet, drawing_on
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets import answers
from fmnist_app.ui.widgets.networks import classifier, titles

BLANK = "\u00a0"
GUESSES = Slot[tuple[int, ...]]("draw_guesses", ())  # the classes guessed so far, in turn


@st.fragment
def line_of_answer(names: Sequence[str], overrides: Overrides) -> None:
    """Draw what the first of the networks says of the sheet; all that a moving pen draws anew.

    More of the page is drawn only when a stroke has changed it.
    """
    now = SHEET.get()
    sheet = drawing_on(now, pen.MOVING.get())
    _say(sheet, names, overrides)
    pen.follow(TOOL.get(), WIDTH.get(), _example() if sheet.blank else [])
    if STALE.get():
        STALE.clear()  # the page draws this as well
        st.rerun()


def _say(sheet: Sheet, names: Sequence[str], overrides: Overrides) -> None:
    """Two lines, whatever there is to say: nothing below may move."""
    said, remark = words.ASK, sheet.note
    who = f"Answered by {titles()[names[0]]}" if names else BLANK
    if not names:
        said = answers.nobody_answers()
    elif sheet.blank:
        GUESSES.clear()
    else:
        answer = classifier(names[0]).answer(preprocess(sheet.picture(), overrides))
        said = words.line(answer, _guessed(answer))
        came = prompts.outcome(answer, given=sheet.given)
        remark = sheet.note or came
    with st.container(key="draw_line"):
        st.markdown(said[:1].upper() + said[1:])
    with st.container(key="draw_remark"):
        st.markdown(f"{remark or BLANK}  \n:small[:gray[{who}]]")


def _guessed(answer: Answer) -> tuple[int, ...]:
    """The classes guessed so far; where one changes, the new one is added."""
    guesses = GUESSES.get()
    if not answer.empty and guesses[-1:] != (answer.label,):
        GUESSES.set((*guesses[-1:], answer.label))
    return GUESSES.get()


def _example() -> list[list[list[float]]]:
    """Lines to show what could be drawn: what was asked for, until the visitor draws at all."""
    if pen.TAKEN.get():
        return []
    strokes = sample(min(prompts.prompt().labels))
    return [[list(point) for point in contour] for each in strokes for contour in each.contours]
