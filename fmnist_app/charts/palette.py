"""One colour per network and one line style per curve, the same on every chart and page."""

from collections.abc import Iterable
from itertools import cycle

from fmnist_app.models.colours import NETWORK_COLOURS, SECOND_COLOURS
from fmnist_app.models.registry import OWN, YOURS

FURTHER_COLOURS = ("#CC79A7", "#7F7F7F")

# One for each class. All have a contrast of at least 3:1 on white and on near-black; among such
# colours these were chosen for their distance from each other (CIELAB, at least 23) as people with
# and without red-green blindness see them (Machado, Oliveira and Fernandes, 2009). Ten are more
# than anyone keeps apart, so that names stand beside them.
CLASS_COLOURS = (
    "#009CCC",
    "#E47800",
    "#8400FC",
    "#845454",
    "#6C9C9C",
    "#786CFC",
    "#A89060",
    "#C01818",
    "#546084",
    "#2460B4",
)

# A neutral mark, such as a rule, that shows on light and dark pages alike.
NEUTRAL = "#7F7F7F"

# Train and validation differ by dash and width too, never by colour alone.
DASHES = {"train": [4, 3], "validation": [1, 0]}
WIDTHS = {"train": 1.5, "validation": 2.5}

DEFAULT_NETWORKS = ("basic", "standard")


def label(network: str) -> str:
    """Turn a network's name into the words shown to readers: "basic" into "Basic"."""
    if network == OWN:
        return YOURS.title
    return network[:1].upper() + network[1:]


def colours(networks: Iterable[str] = DEFAULT_NETWORKS) -> dict[str, str]:
    """Give each network its colour, as "#RRGGBB" by name.

    The kinds of networks have their own, and so has a network of a run ("basic.1a2b3c"); a second
    of its kind takes another tone. All others take further colours in their order, and start over
    when there are more names than colours. Told all networks of a visit in one order, it gives
    each the same colour on every page.
    """
    given: dict[str, str] = {}
    further = cycle(FURTHER_COLOURS)
    for name in dict.fromkeys(networks):
        kind = name.partition(".")[0]
        own = (NETWORK_COLOURS.get(kind), SECOND_COLOURS.get(kind))
        free = [colour for colour in own if colour and colour not in given.values()]
        given[name] = NETWORK_COLOURS.get(name) or (free[0] if free else next(further))
    return given
