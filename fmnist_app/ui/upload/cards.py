"""The card of one picture: the answers, the steps with their controls, and the nearest pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from fmnist_app.images import Overrides, PictureError, PreparedPicture
from fmnist_app.inference import Answer
from fmnist_app.inference.batch import read_one
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.upload.sources import Upload
from fmnist_app.ui.upload.verdict import show_verdict
from fmnist_app.ui.widgets.answers import answers_to, sentence, show_answers, show_neighbours
from fmnist_app.ui.widgets.networks import titles
from fmnist_app.ui.widgets.preprocessing import override_controls, show_steps
from fmnist_app.ui.widgets.segments import segments

MOST_CARDS = 4
WORN_WORDS = {
    "whole": "All of it",
    "upper": "Upper part",
    "lower": "Lower part",
    "nobody": "Nobody wears it",
}
WORN_HELP = "Which garment is meant; the last one when something else was taken for a person."
AS_FOUND = "auto"


def show_card(upload: Upload, names: Sequence[str], *, alone: bool) -> None:
    """Draw the card of one picture, answered by the networks named, or what is wrong with it.

    Moving a control draws this card anew and nothing else.
    """
    with st.container(border=True, key=f"card_{upload.key}"):
        st.text(upload.name)  # as it is: a name may hold anything
        st.fragment(_answered)(upload, tuple(names), alone)


def seen(upload: Upload, overrides: Overrides | None = None) -> PreparedPicture | PictureError:
    """What the network sees of an upload, or the error whose text says what is wrong with it."""
    return read_one(upload.data, overrides)


def _answered(upload: Upload, names: Sequence[str], alone: bool) -> None:
    above, below = st.container(), st.empty()
    # The picture is read with what the controls say, and yet shown above them.
    with below.container():
        overrides = override_controls(f"see_{upload.key}")
    worn = Slot(f"see_{upload.key}_worn", AS_FOUND)
    overrides = replace(overrides, worn=worn.get())
    sight = seen(upload, overrides)
    if isinstance(sight, PictureError):
        below.empty()
        above.error(str(sight), icon=":material/broken_image:")
        return
    if sight.empty or not names:
        with above:
            show_answers(sight, names)
        return
    answers = answers_to(sight, names)
    (first, answer), *others = answers.items()
    with above:
        show_verdict(sight, overrides.rotate, first, answer, upload.key)
        if sight.worn and overrides.worn == AS_FOUND:
            worn.set(sight.worn)  # so that the part which was found is the one marked
        if worn.get() != AS_FOUND:
            segments("What someone wears", WORN_WORDS, worn.name, help=WORN_HELP)
        _others(dict(others))
        st.markdown("**What the network sees**")
        show_steps(sight)
    with st.expander("The nearest training pictures", expanded=alone):
        show_neighbours(sight, answer)


def _others(answers: Mapping[str, Answer]) -> None:
    """What other networks say, a line for each."""
    words = titles()
    lines = [f"{words[name]}: {sentence(answer)}" for name, answer in answers.items()]
    st.markdown("  \n".join(lines))
