"""The colour of each network, the same on every page and chart.

Of Okabe and Ito (2008), "Color universal design", which colour-blind readers can tell apart; only
those with a contrast of at least 3:1 on white and on near-black are used.
"""

from collections.abc import Mapping
from types import MappingProxyType

NETWORK_COLOURS: Mapping[str, str] = MappingProxyType(
    {"basic": "#0072B2", "standard": "#D55E00", "residual": "#009E73"}
)
