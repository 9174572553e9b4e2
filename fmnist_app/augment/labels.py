"""The labels that augmentation tells apart, by name."""

from enum import IntEnum


class Label(IntEnum):
    """The ten labels of Fashion-MNIST in the order of `CLASS_NAMES`, and -1 for no clothing."""

    NO_CLOTHING = -1
    T_SHIRT = 0
    TROUSER = 1
    PULLOVER = 2
    DRESS = 3
    COAT = 4
    SANDAL = 5
    SHIRT = 6
    SNEAKER = 7
    BAG = 8
    ANKLE_BOOT = 9


TOPS = frozenset({Label.T_SHIRT, Label.PULLOVER, Label.COAT, Label.SHIRT})
SHOES = frozenset({Label.SANDAL, Label.SNEAKER, Label.ANKLE_BOOT})
CLOSED_SHOES = frozenset({Label.SNEAKER, Label.ANKLE_BOOT})
