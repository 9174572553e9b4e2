"""The colour of each network, the same on every page and chart.

The first three are those of Okabe and Ito (2008), "Color universal design", which colour-blind
readers can tell apart. All have a contrast of at least 3:1 on white and on near-black; the others
were chosen for their distance from the rest as people with and without red-green blindness see them
(Machado, Oliveira and Fernandes, 2009; CIELAB distance 15 or more).
"""

from collections.abc import Mapping
from types import MappingProxyType

NETWORK_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "basic": "#0072B2",
        "standard": "#D55E00",
        "residual": "#009E73",
        "wide": "#8F39E6",
        "wide-photos": "#695A78",
        "standard-robust": "#599CB2",
        "deep": "#D2003C",
        "resnet-54k": "#486C3C",
        "resnet-122k": "#FD4C72",
        "resnet-500k": "#B800A0",
        "own": "#E15AF0",
    }
)
# For a second network of the same kind beside the first, such as one of a run.
SECOND_COLOURS: Mapping[str, str] = MappingProxyType(
    {"basic": "#0080FF", "standard": "#B24E2D", "residual": "#00994C"}
)
