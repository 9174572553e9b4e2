import streamlit as st

from fmnist_app.core.formatting import count
from fmnist_app.data import CLASS_NAMES
from fmnist_app.models import architecture, count_parameters, network
from fmnist_app.training import TrainingSettings
from fmnist_app.ui.home import samples
from fmnist_app.ui.widgets.pictures import class_strips

st.title("Watch two small networks learn")
st.write(
    "Fashion-MNIST is 70,000 small grey pictures of ten kinds of clothing. Here two neural "
    "networks learn to tell them apart while you watch, live, on the real pictures. You see when "
    "they stop understanding and start memorising, and whether the larger one is really better."
)
with st.container(horizontal=True):
    if st.button("Train them", type="primary", icon=":material/play_arrow:"):
        st.switch_page("pages/train/train.py")
    if st.button("Compare them", icon=":material/balance:"):
        st.switch_page("pages/judge/compare.py")
    if st.button("Try your own drawing", icon=":material/draw:"):
        st.switch_page("pages/use/draw.py")

for name in TrainingSettings().models:
    parameters = count(count_parameters(architecture(name)), "parameter")
    st.markdown(f"**{network(name).title}**, {parameters}. {network(name).summary}")

st.subheader("The ten classes")
class_strips(CLASS_NAMES, samples.drawn())
st.button("Show others", icon=":material/refresh:", on_click=samples.draw_others)
