import streamlit as st

from fmnist_app.core.formatting import count
from fmnist_app.data import CLASS_NAMES
from fmnist_app.models import architecture, count_parameters, network
from fmnist_app.training import TrainingSettings
from fmnist_app.ui.home import player, samples
from fmnist_app.ui.home.first_steps import first_steps
from fmnist_app.ui.shell.presence import when_present
from fmnist_app.ui.shell.resources import lab
from fmnist_app.ui.shell.words import with_words
from fmnist_app.ui.widgets.pictures import class_strips

st.title("Watch a network learn")
player.recorded_run()
first_steps(lab())
st.write(
    with_words(
        "A small neural network learns to tell ten kinds of clothing apart. It goes through the "
        "same pictures again and again, until it knows them by heart; on new pictures that no "
        "longer helps."
    )
)
st.caption(player.how_recorded())

st.subheader("The ten classes", anchor=False)
class_strips(CLASS_NAMES, samples.drawn())
st.button("Show others", icon=":material/refresh:", on_click=samples.draw_others)

st.subheader("Two networks to compare", anchor=False)
for name in TrainingSettings().models:
    parameters = count(count_parameters(architecture(name)), "parameter")
    st.markdown(f"**{network(name).title}**, {parameters}. {with_words(network(name).summary)}")

# TensorFlow loads while someone looks: the run that is asked for next begins at once.
when_present(lab().warm_up)
