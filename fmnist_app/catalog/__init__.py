"""The trained networks: each is one package of files and a card, shipped or left by a run."""

from fmnist_app.catalog.card import CardError, ModelCard
from fmnist_app.catalog.load import load
from fmnist_app.catalog.package import NetworkPackage
from fmnist_app.catalog.shipped import (
    NoSuchNetworkError,
    available,
    default_name,
    shipped,
    shipped_networks,
)
from fmnist_app.catalog.visit import network_of_run

__all__ = [
    "CardError",
    "ModelCard",
    "NetworkPackage",
    "NoSuchNetworkError",
    "available",
    "default_name",
    "load",
    "network_of_run",
    "shipped",
    "shipped_networks",
]
