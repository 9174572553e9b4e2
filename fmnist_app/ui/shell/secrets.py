"""Limits set in Streamlit's secrets, for hosts where environment variables cannot be set."""

import os
from collections.abc import Mapping
from dataclasses import fields

import streamlit as st

from fmnist_app.core.limits import LimitError
from fmnist_app.delivery.folder import DeliveryLimits
from fmnist_app.lab.limits import Limits
from fmnist_app.models.limits import NetworkLimits
from fmnist_app.wardrobe.folder import WardrobeLimits

SECTION = "fmnist"
KINDS = (Limits, NetworkLimits, WardrobeLimits, DeliveryLimits)
KNOWN = (
    "home",
    "data",
    "scheduler",
    "cores",
    *(one.name for kind in KINDS for one in fields(kind)),
)


def settle_environment() -> None:
    """Take over `queue = 5` of the section `[fmnist]` as FMNIST_QUEUE, and so on.

    A variable that is set already stands. Raises `LimitError` for a name that is none of the app's.
    """
    if not st.secrets.load_if_toml_exists():
        return
    section = st.secrets.get(SECTION, {})
    if not isinstance(section, Mapping):
        raise LimitError(f"The secrets hold no section [{SECTION}], but a value of that name.")
    for name, value in section.items():
        if name not in KNOWN:
            raise LimitError(
                f"The secrets set “{name}” in [{SECTION}]; expected {', '.join(KNOWN)}."
            )
        os.environ.setdefault(f"FMNIST_{name.upper()}", str(value))
