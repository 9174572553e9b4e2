import streamlit as st

from fmnist_app.ui.inside.look import choose

st.title("Inside")
st.write("Follow one picture through a network, and see what makes it say what it says.")
look = choose()

way, why, looks_for, embedding, epochs = st.tabs(
    [
        "The way through",
        "Why this class?",
        "What a map looks for",
        "All test pictures",
        "Through the epochs",
    ],
    key="inside_part",
    bind="query-params",
)
# Each part is calculated only when its tab is opened.
if why.open:
    from fmnist_app.ui.inside.why import show_why

    with why:
        show_why(look)
elif looks_for.open:
    from fmnist_app.ui.inside.looks_for import show_looks_for

    with looks_for:
        show_looks_for(look)
elif embedding.open:
    from fmnist_app.ui.inside.embedding import show_embedding

    with embedding:
        show_embedding(look)
elif epochs.open:
    from fmnist_app.ui.inside.epochs import show_epochs

    with epochs:
        show_epochs(look)
else:
    from fmnist_app.ui.inside.way import show_way

    with way:
        show_way(look)
