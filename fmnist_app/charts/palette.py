"""One colour per network and one line style per curve, the same on every chart.

The colours are those of Okabe and Ito (2008), "Color universal design", which colour-blind readers
can tell apart; only those with a contrast of at least 3:1 on white and on near-black are used.
"""

from collections.abc import Iterable

from fmnist_app.models.colours import NETWORK_COLOURS

FURTHER_COLOURS = ("#CC79A7", "#7F7F7F")

# A neutral mark, such as a rule, that shows on light and dark pages alike.
NEUTRAL = "#7F7F7F"

# Train and validation differ by dash and width too, never by colour alone.
DASHES = {"train": [4, 3], "validation": [1, 0]}
WIDTHS = {"train": 1.5, "validation": 2.5}

DEFAULT_NETWORKS = ("basic", "standard")


def label(network: str) -> str:
    """Turn a network's name into the word shown to readers: "basic" into "Basic"."""
    return network[:1].upper() + network[1:]


def colours(networks: Iterable[str] = DEFAULT_NETWORKS) -> dict[str, str]:
    """Give each network its colour, as "#RRGGBB" by name.

    Basic and Standard always have their own; other names take further colours in their order, and
    start over when there are more names than colours.
    """
    names = list(dict.fromkeys(networks))
    others = [name for name in names if name not in NETWORK_COLOURS]
    further = {
        name: FURTHER_COLOURS[place % len(FURTHER_COLOURS)] for place, name in enumerate(others)
    }
    return {name: NETWORK_COLOURS.get(name) or further[name] for name in names}
