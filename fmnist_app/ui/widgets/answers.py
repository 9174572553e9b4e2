"""What the shipped networks say of a picture: bars, a plain sentence, and the nearest pictures."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from fmnist_app.core.formatting import cautious_percent, percent
from fmnist_app.data import CLASS_NAMES
from fmnist_app.images import PreparedPicture
from fmnist_app.inference import Answer
from fmnist_app.ui.shell.resources import dataset, nearest_training
from fmnist_app.ui.widgets.networks import classifier, colours, purposes, titles
from fmnist_app.ui.widgets.preprocessing import show_tile

AT_ONCE = 2
NEIGHBOURS = 6
NEIGHBOUR_WIDTH = 72
KEPT_SEARCHES = 500
NONE_SHIPPED = (
    "There is no trained network in this copy of the app; the Train page makes some in minutes."
)


def network_choice(key: str, at_once: int = AT_ONCE) -> list[str]:
    """Let the visitor choose networks, `at_once` by default; returns their names.

    Where there is only one, there is nothing to choose, and nothing is drawn.
    """
    words = titles()
    names = list(words)
    if len(names) <= 1:
        return names
    chosen = st.pills(
        "Networks",
        names,
        selection_mode="multi",
        default=names[:at_once],
        format_func=lambda name: words.get(name, name),
        key=key,
        bind="query-params",
        wrap=True,
    )
    st.caption(purposes(chosen))
    return [name for name in names if name in chosen]


def answers_to(sight: PreparedPicture, names: Sequence[str]) -> dict[str, Answer]:
    """The answers of these networks to one sight, by name."""
    return {name: classifier(name).answer(sight) for name in names}


def show_answers(
    sight: PreparedPicture, names: Sequence[str], ask: str = "Nothing can be seen on this picture."
) -> dict[str, Answer]:
    """Draw the networks' answers side by side, and return them; none for an empty sight.

    `ask` is what an empty sight is answered with instead of a class.
    """
    if sight.empty:
        st.info(ask, icon=":material/draw:")
        return {}
    words = titles()
    if not names:
        st.info(nobody_answers(), icon=":material/info:")
        return {}
    answers, palette = answers_to(sight, names), colours()
    for column, (name, answer) in zip(
        st.columns(len(answers), gap="medium"), answers.items(), strict=True
    ):
        with column:
            st.markdown(f"**{words[name]}**  \n{sentence(answer)}")
            show_bars(answer, palette[name])
    return answers


def nobody_answers() -> str:
    """Why no network answers, and what to do about it."""
    return "Choose a network." if titles() else NONE_SHIPPED


def sentence(answer: Answer) -> str:
    """The answer in one or two plain sentences, as Markdown."""
    first, second = np.argsort(-answer.probabilities)[:2]
    share = cautious_percent(float(answer.probabilities[first]))
    if answer.empty:
        return "Nothing to be seen."
    if not answer.looks_like_clothing:
        return (
            ":material/block: **This does not look like clothing.** "
            f"If it is, then most likely: {CLASS_NAMES[first]}."
        )
    if answer.needs_a_look:
        return (
            f":material/visibility: Unsure, **needs a look**: {CLASS_NAMES[first]} ({share}) "
            f"or {CLASS_NAMES[second]}?"
        )
    return f":material/check: **{CLASS_NAMES[first]}**, {share.replace('>', 'more than')} sure."


def show_bars(answer: Answer, colour: str) -> None:
    """Draw the probabilities of the likeliest classes in the network's colour."""
    from fmnist_app import charts  # noqa: PLC0415 - an empty sheet paints sooner without

    rows = charts.answer_rows(
        CLASS_NAMES, answer.probabilities, dimmed=not answer.looks_like_clothing
    )
    st.vega_lite_chart(rows, charts.answer_spec(colour))


def show_neighbours(sight: PreparedPicture, answer: Answer) -> None:
    """Draw the training pictures nearest to what the network sees, and how far they all are."""
    if sight.empty or answer.empty:
        return
    data = dataset()
    st.markdown(how_far(answer.distance))
    with st.container(horizontal=True, gap="small"):
        for place in _nearest(sight.pixels):
            name = CLASS_NAMES[data.train_labels[place]]
            with st.container(width=NEIGHBOUR_WIDTH, gap=None):
                show_tile(data.train_images[place], NEIGHBOUR_WIDTH, name)
                st.caption(name)
    st.caption(
        "The nearest of all 60,000 training pictures, pixel by pixel: the best 300 at 7x7 pixels, "
        "then the best of those at 28x28."
    )


def how_far(distance: float) -> str:
    """In words: the share (0-1) of catalogue pictures that are nearer to the catalogue's middle."""
    if distance > 0.985:
        near = "Unlike the catalogue"
    else:
        near = "Within the catalogue" if distance < 0.9 else "At the edge of the catalogue"
    share = percent(min(distance, 0.99))
    return f"{near}: **farther away than {share}** of its own held-out pictures."


@st.cache_data(show_spinner=False, max_entries=KEPT_SEARCHES)
def _nearest(pixels: np.ndarray) -> list[int]:
    found = [int(place) for place in nearest_training().to(pixels, NEIGHBOURS)]
    dataset().let_go()
    return found
