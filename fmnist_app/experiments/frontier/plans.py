"""All that is trained for the frontier, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from fmnist_app.core.errors import LabError
from fmnist_app.experiments.frontier.ablations import ABLATIONS, LONG_ABLATIONS
from fmnist_app.experiments.frontier.recipes import RECIPES, Plan
from fmnist_app.experiments.frontier.steps import STEPS

PLANS: Mapping[str, Plan] = MappingProxyType(
    {one.name: one for one in (*STEPS, *RECIPES.values(), *ABLATIONS, *LONG_ABLATIONS)}
)


class UnknownPlanError(LabError):
    """Nothing that is trained for the frontier has that name."""


def plan(name: str) -> Plan:
    """What is trained under that name; raises `UnknownPlanError` naming all there are."""
    if name not in PLANS:
        raise UnknownPlanError(
            f"The frontier has no network “{name}”; expected one of {', '.join(PLANS)}."
        )
    return PLANS[name]
