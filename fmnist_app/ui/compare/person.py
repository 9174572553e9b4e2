"""A person against the networks: the same few pictures, and an interval for each."""

import numpy as np
import pandas as pd
import streamlit as st

from fmnist_app.core.formatting import percent, percents
from fmnist_app.data import CLASS_NAMES
from fmnist_app.evaluation import wilson
from fmnist_app.evaluation.published import people
from fmnist_app.ui.compare.choice import Pair
from fmnist_app.ui.shell.resources import dataset
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets.preprocessing import show_tile

PICTURES = 20
DRAW = Slot("person_draw", 0)
GUESSES = Slot[tuple[int, ...]]("person_guesses", ())
WIDTH, SMALL = 168, 84


def show_person(pair: Pair) -> None:
    """Let the visitor name twenty test pictures, then draw the result beside the networks'."""
    st.subheader("You against the networks", anchor=False)
    st.fragment(_panel)(pair)


def drawn() -> np.ndarray:
    """The places of this visitor's test pictures (20,), others after each round."""
    chance = np.random.default_rng([len(dataset().test_labels), DRAW.get()])
    return chance.choice(len(dataset().test_labels), PICTURES, replace=False)


def _panel(pair: Pair) -> None:
    guesses = GUESSES.get()
    if len(guesses) < PICTURES:
        _ask(len(guesses))
    else:
        _result(pair, np.array(guesses))


def _ask(number: int) -> None:
    if not number:
        st.write(
            f"Name {PICTURES} pictures as the networks get them: 28 by 28 grey pixels, nothing "
            "else. At the end you see how you did, and how sure that can be."
        )
    st.progress(number / PICTURES, text=f"Picture {number + 1} of {PICTURES}")
    place = drawn()[number]
    with st.container(horizontal=True, gap="medium"):
        show_tile(dataset().test_images[place], WIDTH, "A test picture to be named")
        with st.container(horizontal=True, gap="small", width=420):
            for label, name in enumerate(CLASS_NAMES):
                st.button(name, key=f"guess_{label}", on_click=_guess, args=(label,))
    dataset().let_go()


def _guess(label: int) -> None:
    GUESSES.set((*GUESSES.get(), label))


def _again() -> None:
    DRAW.set(DRAW.get() + 1)
    GUESSES.clear()


def _result(pair: Pair, guesses: np.ndarray) -> None:
    places, labels = drawn(), dataset().test_labels
    hits = int((guesses == labels[places]).sum())
    rows = [_row("You", hits, None)]
    for title, marked in zip(pair.titles, (pair.first_marked, pair.second_marked), strict=True):
        rows.append(_row(title, int(marked.right[places].sum()), marked.accuracy))
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch")
    own = wilson(hits, PICTURES)
    st.write(
        f"You named **{hits} of {PICTURES}** right. With so few pictures that only says that you "
        f"are right somewhere between {percent(own.low)} and {percent(own.high)} of the time. "
        f"Asked about 1,000 pictures, people were right on {percent(people().accuracy, 1)}: "
        "at this size, a shirt and a coat look much the same to anyone."
    )
    _missed(pair, guesses)
    st.button("Twenty others", icon=":material/refresh:", on_click=_again, key="person_again")


def _row(who: str, hits: int, whole: float | None) -> dict[str, object]:
    interval = wilson(hits, PICTURES)
    return {
        "Who": who,
        f"Right of these {PICTURES}": hits,
        "95 % interval from these": percents(interval.low, interval.high),
        "On all 10,000": "" if whole is None else percent(whole, 2),
    }


def _missed(pair: Pair, guesses: np.ndarray) -> None:
    data, places = dataset(), drawn()
    missed = np.flatnonzero(guesses != data.test_labels[places])
    if not len(missed):
        return
    st.markdown("**What you took for something else**")
    with st.container(horizontal=True, gap="small"):
        for number in missed.tolist():
            place = places[number]
            label = CLASS_NAMES[data.test_labels[place]]
            with st.container(width=WIDTH, gap=None):
                show_tile(data.test_images[place], SMALL, f"A test picture, labelled {label}")
                lines = [f"**{label}**", f"You: {CLASS_NAMES[guesses[number]]}"]
                for title, marked in zip(
                    pair.titles, (pair.first_marked, pair.second_marked), strict=True
                ):
                    lines.append(f"{title}: {CLASS_NAMES[marked.predictions[place]]}")
                st.caption("  \n".join(lines))
    data.let_go()
