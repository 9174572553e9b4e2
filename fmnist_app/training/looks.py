"""The looks that are taken at a network within an epoch: how many, and at how many pictures."""

PARTS_OF_AN_EPOCH = 5  # with a look between two of them
# A look costs what training on a third as many pictures does, twice. Few pictures would let it
# contradict the epoch's own value: 400 are off by up to 4 points at 85 %, 1,000 by 2.
MOST_LOOKED_AT = 1_000
FEWEST_LOOKED_AT = 400
LARGEST_SHARE = 16  # of the training pictures, one in so many


def looked_at(pictures: int) -> int:
    """How many pictures of each kind a look takes, of a run that trains on so many.

    None, if they were too few: an epoch of so few pictures is soon over, and measured in full.
    """
    most = min(MOST_LOOKED_AT, pictures // LARGEST_SHARE)
    return most if most >= FEWEST_LOOKED_AT else 0


def looked_at_in_an_epoch(pictures: int) -> int:
    """Pictures that all looks within an epoch take, those to learn from and new ones together."""
    return (PARTS_OF_AN_EPOCH - 1) * 2 * looked_at(pictures)
