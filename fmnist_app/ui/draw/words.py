"""What a network says of a drawing in one line, surer words the surer it is."""

from collections.abc import Sequence

from fmnist_app.core.formatting import cautious_percent
from fmnist_app.inference import Answer

# The classes as one says them, in the data set's order.
SAID = (
    "a T-shirt or top",
    "trousers",
    "a pullover",
    "a dress",
    "a coat",
    "a sandal",
    "a shirt",
    "a sneaker",
    "a bag",
    "an ankle boot",
)
# Probabilities are calibrated: nine of ten answers given with so much are right.
SURE = 0.9
ASK = "Draw a piece of clothing: you are answered while you draw."


def line(answer: Answer, before: Sequence[int] = ()) -> str:
    """The answer in one line, as Markdown, after the last of the other classes guessed `before`."""
    if answer.empty:
        return ASK
    others = [label for label in before if label != answer.label]
    earlier = f":gray[{SAID[others[-1]]}? …] " if others else ""
    return earlier + _guess(answer)


def _guess(answer: Answer) -> str:
    name = SAID[answer.label]
    if not answer.looks_like_clothing:
        return f"{name}? Not like clothing yet."
    if answer.needs_a_look:
        return f"{name}?"
    share = cautious_percent(answer.probability).replace(">", "more than ")
    return f"**{name}**, {share}" if answer.probability >= SURE else f"perhaps **{name}**, {share}"
