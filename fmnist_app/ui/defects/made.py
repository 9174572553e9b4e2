"""Made defects on pieces of the catalogue: choose one, and see whether it is found."""

import numpy as np
import streamlit as st
from PIL import Image

from fmnist_app.augment.defects import KINDS, with_defect
from fmnist_app.data import CLASS_NAMES
from fmnist_app.data.files import UInt8Array
from fmnist_app.inference.anomaly.measured import OfStyle, measured
from fmnist_app.inference.anomaly.styles import Style, style_around
from fmnist_app.ui.defects.shown import detector_of, enlarged, marked, verdict
from fmnist_app.ui.shell.resources import dataset, nearest_training
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets.pictures import show_picture, strip
from fmnist_app.ui.widgets.segments import segments

PIECE = Slot("defects_piece", 0)  # which of the pieces that were not remembered
SIZE = 4  # pixels at first
SHOWN = 20  # of the good pieces


def show_made() -> None:
    """Let the visitor choose a style and a defect, and draw what is found."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="defects_form"):
        of_style = _style()
        kind = segments(
            "Defect",
            {name: about.title for name, about in KINDS.items()},
            "defects_kind",
            bind="query-params",
            wrap=True,
        )
        about = KINDS[kind]
        size = st.slider(
            f"Pixels {about.size_is}, of the picture's 28",
            1,
            max(about.sizes),
            min(SIZE, max(about.sizes)),
            key=f"defects_{kind}_size",
            width=280,
            persist_state="session",
        )
        st.button("Another piece", icon=":material/refresh:", on_click=_next)
    style = _pieces(of_style.picture)
    data = dataset()
    place = style.others[PIECE.get() % len(style.others)]
    piece = np.asarray(data.train_images[place])
    spoilt, _ = with_defect(piece, kind, size, np.random.default_rng(int(place)))
    good = _good(style)
    _found(piece, spoilt, good, about.title.lower())
    st.caption(f"Some of the {len(good)} good pieces, which is all that was ever shown:")
    show_picture(strip(good[:SHOWN], scale=3), "stretch", "Good pieces of the style")


def _style() -> OfStyle:
    styles = {CLASS_NAMES[one.label]: one for one in measured().styles}
    name = st.selectbox("Style", list(styles), key="defects_style", width=220, bind="query-params")
    return styles[name]


def _found(piece: UInt8Array, spoilt: UInt8Array, good: UInt8Array, what: str) -> None:
    detector = detector_of(good)
    before, after = detector.inspect(np.stack([piece, spoilt]))
    st.markdown(f"### {verdict(after)}")
    shown = {
        "A piece it was not shown": enlarged(piece),
        f"With the {what}": enlarged(spoilt),
        "What differs": marked(after, spoilt, detector),
    }
    with st.container(horizontal=True, key="defects_row"):
        for words, picture in shown.items():
            with st.container(gap="small", width="stretch"):
                show_picture(Image.fromarray(picture), "stretch", words)
                st.caption(words)
    if before.differs:
        st.caption(
            "This piece counts as different even without the defect, as one in twenty good ones "
            "may."
        )


def _next() -> None:
    PIECE.set(PIECE.get() + 1)


def _good(style: Style) -> UInt8Array:
    return np.asarray(dataset().train_images[np.sort(style.good)])


@st.cache_resource(show_spinner=False, max_entries=len(CLASS_NAMES))
def _pieces(place: int) -> Style:
    found = style_around(dataset(), nearest_training(), place)
    if found is None:
        raise ValueError(f"Training picture {place} has no style; expected one that was measured.")
    return found
