"""What the chosen networks look like: parameters and layers, following the controls at once."""

import streamlit as st

from fmnist_app.core.formatting import count
from fmnist_app.models import architecture, count_parameters, layer_table, network
from fmnist_app.models.colours import NETWORK_COLOURS
from fmnist_app.training import TrainingSettings
from fmnist_app.training.settings import MOST_NETWORKS
from fmnist_app.ui.shell.words import with_words


def network_tables(settings: TrainingSettings) -> None:
    """Each chosen network in its colour with a sentence; its layers behind a click."""
    _who_trains(settings)
    for name in settings.models:
        layers = architecture(name, settings.choices)
        title = f"{network(name).title}: {count(count_parameters(layers), 'parameter')}"
        with st.expander(title, icon=":material/layers:"):
            rows = layer_table(layers)
            st.dataframe(
                {
                    "Layer": [row.layer for row in rows],
                    "Output": [" x ".join(map(str, row.output)) for row in rows],
                    "Parameters": [row.parameters for row in rows],
                    "Multiply-adds": [row.multiply_adds for row in rows],
                },
                column_config={
                    "Parameters": st.column_config.ProgressColumn(
                        format="localized", max_value=sum(row.parameters for row in rows)
                    ),
                },
                hide_index=True,
                width="stretch",
            )


def _who_trains(settings: TrainingSettings) -> None:
    """A line for each network that will train, under the colour of its curves."""
    with st.container(key="train_networks", gap="xsmall"):
        for name in settings.models:
            chosen = network(name)
            dot = f'<span style="color:{NETWORK_COLOURS[name]}" aria-hidden="true">&#9679;</span>'
            words = with_words(chosen.summary)
            st.markdown(f"{dot} **{chosen.title}.** {words}", unsafe_allow_html=True)
        if len(settings.models) == MOST_NETWORKS:
            st.caption(f"{MOST_NETWORKS} networks are the most that train in one run.")
