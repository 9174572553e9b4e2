"""What many runs of the same settings come to, in a sentence."""

from collections.abc import Sequence

import numpy as np

from fmnist_app.core.formatting import percent
from fmnist_app.evaluation.gap import GapReport


def of_many(gaps: Sequence[GapReport]) -> str:
    """What runs of one network have in common and where they differ, at their latest epochs.

    Raises ValueError without a run.
    """
    if not gaps:
        raise ValueError("There is no run to speak of.")
    new = sorted(gap.now.val_accuracy for gap in gaps)
    if len(gaps) == 1:
        return f"One run so far: {percent(new[0], 1)} of new pictures right."
    middle = float(np.median(new))
    said = [
        f"{len(gaps)} runs: from {percent(new[0], 1)} to {percent(new[-1], 1)} of new pictures "
        f"right, {percent(middle, 1)} in the middle."
    ]
    since = sorted(gap.standing.since or 0 for gap in gaps if gap.standing.stage == "memorising")
    if since:
        epochs = (
            f"epoch {since[0]}" if since[0] == since[-1] else f"epochs {since[0]} to {since[-1]}"
        )
        said.append(f"{len(since)} of {len(gaps)} memorise, since {epochs}.")
    return " ".join(said)
