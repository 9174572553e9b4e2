import streamlit as st

from fmnist_app.images import preprocess
from fmnist_app.ui.draw import canvas
from fmnist_app.ui.draw.start import show_me_one
from fmnist_app.ui.shell.warm import get_ready_to_answer
from fmnist_app.ui.widgets import answers, limits, preprocessing

ASK = "Draw a piece of clothing, a shoe or a bag. The networks answer after every stroke."


@st.fragment
def drawing_and_answers() -> None:
    """Draw all that a stroke changes; on a phone the answers come right below the sheet."""
    upper, lower = (st.columns([1, 1.7], gap="large") for _ in range(2))
    with upper[0]:
        sheet = canvas.sheet_and_tools()
    with lower[0]:
        show_me_one()
    with upper[1]:
        names = answers.network_choice("draw_networks")
        if sheet.blank:
            st.info(ASK, icon=":material/draw:")
            return
    with lower[1]:
        st.markdown("**What the network sees**")
        steps = st.container()
        sight = preprocess(sheet.picture(), preprocessing.override_controls("draw"))
        with steps:
            preprocessing.show_steps(sight)
    with upper[1]:
        given = answers.show_answers(sight, names, ASK)
        for answer in list(given.values())[:1]:
            answers.show_neighbours(sight, answer)


st.title("Draw")
drawing_and_answers()
st.subheader("What they can read")
limits.show_limits()
get_ready_to_answer()
