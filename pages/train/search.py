import streamlit as st

from fmnist_app.ui.search import start
from fmnist_app.ui.search.example import choose_example
from fmnist_app.ui.search.form import asked
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.resources import searches

search = session.current_search()
st.title("Search", anchor=False)
st.write(
    "Which settings are good? Instead of guessing: try many, drop the poor ones early, and check "
    "the best on pictures that nobody has looked at."
)
if search is not None and not searches().knows(search):
    st.info("This search is not on this server any more.", icon=":material/info:")
    session.watch_search(None)
    search = None
if search is None:
    with st.container(border=True):
        wanted = asked()
        start.search_button(searches(), wanted)
        start.show_refusal()
else:
    # Charts take 30 MB that a server nobody searches on can do without.
    from fmnist_app.ui.search.panel import show_search

    show_search(searches(), search)

if search is None:
    st.subheader("A search that was made before", anchor=False)
    if example := choose_example():
        from fmnist_app.ui.search.panel import draw

        draw(example, f"example_{example.task.network}")
