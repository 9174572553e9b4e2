"""What the chosen networks look like: parameters and layers, following the controls at once."""

import streamlit as st

from fmnist_app.core.formatting import count
from fmnist_app.models import architecture, count_parameters, layer_table, network
from fmnist_app.training import TrainingSettings


def network_tables(settings: TrainingSettings) -> None:
    """The parameter count of each chosen network, and its layers behind a click."""
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
