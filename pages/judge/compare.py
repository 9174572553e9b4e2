import streamlit as st

from fmnist_app.ui.compare import choice
from fmnist_app.ui.compare.course import show_course
from fmnist_app.ui.compare.networks import comparable_networks
from fmnist_app.ui.compare.table import show_table

st.title("Compare")
st.write(
    "See how networks learnt, side by side. One names more new pictures right than another: is it "
    "better, or was it luck? Choose two networks or more."
)
chosen = choice.choose(comparable_networks())
if chosen:
    show_course(chosen, choice.colours_of(chosen))
    show_table(chosen)
pair = choice.choose_pair(chosen)
comparisons = choice.looked_at(pair) if pair else 0

real, mistakes, seeds, remedies, cost, size, confidence, person = st.tabs(
    ["Real or luck?", "Mistakes", "Seeds", "Remedies", "Cost", "Same size", "Confidence", "You"],
    key="part",
    bind="query-params",
)
# Each part is drawn, and its charts are loaded, only when its tab is opened.
if seeds.open:
    from fmnist_app.ui.compare.seeds import show_seeds

    with seeds:
        show_seeds(chosen)
elif remedies.open:
    from fmnist_app.ui.compare.remedies import show_remedies

    with remedies:
        show_remedies()
elif cost.open:
    from fmnist_app.ui.compare.cost import show_cost

    with cost:
        show_cost(chosen, choice.colours_of(chosen))
elif size.open:
    from fmnist_app.ui.compare.same_size import show_same_size

    with size:
        show_same_size()
elif not pair:
    with next(tab for tab in (real, mistakes, confidence, person) if tab.open):
        st.caption("This part needs two networks; what is missing stands above.")
elif mistakes.open:
    from fmnist_app.ui.compare.mistakes import show_mistakes

    with mistakes:
        show_mistakes(pair)
elif confidence.open:
    from fmnist_app.ui.compare.confidence import show_confidence

    with confidence:
        show_confidence(pair)
elif person.open:
    from fmnist_app.ui.compare.person import show_person

    with person:
        show_person(pair)
else:
    from fmnist_app.ui.compare.difference import show_difference

    with real:
        show_difference(pair, comparisons)
