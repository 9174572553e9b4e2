import streamlit as st

from fmnist_app.ui.draw import canvas, fold, prompts
from fmnist_app.ui.draw.answer import line_of_answer
from fmnist_app.ui.draw.start import show_me_one
from fmnist_app.ui.shell.warm import get_ready_to_answer
from fmnist_app.ui.widgets import limits
from fmnist_app.ui.widgets.answers import network_choice
from fmnist_app.ui.widgets.preprocessing import override_controls

with st.container(key="draw"):
    with st.container(key="draw_title"):
        st.title("Draw")
    # In the order in which a phone shows them; what the others depend on is drawn first.
    with st.container(key="draw_screen"):
        prompt, sheet, answer, tools, start = (
            st.container(key=f"draw_{part}", gap="small", height=height, border=False)
            for part, height in canvas.PARTS.items()
        )
    how = st.expander(
        "How it knows", key=fold.OPEN.name, icon=":material/account_tree:", bind="query-params"
    )
    with how:
        names = network_choice(fold.NETWORKS, at_once=1)
        seen = st.container()
        overrides = override_controls("draw")
    with prompt:
        prompts.show_prompt()
    with tools:
        canvas.show_tools()
    with sheet:
        canvas.show_canvas()
    with answer:
        line_of_answer(names, overrides)
    with start:
        show_me_one()
    if how.open:
        with seen:
            fold.how_it_knows(names, overrides)
    st.subheader("What they can read")
    limits.show_limits()
get_ready_to_answer()
