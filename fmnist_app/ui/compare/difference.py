"""Whether the difference between A and B is real, in words first and numbers after."""

import streamlit as st

from fmnist_app.catalog.comparability import validation_obstacle
from fmnist_app.core.formatting import count, percent, small_percent
from fmnist_app.evaluation.intervals import CONFIDENCE
from fmnist_app.evaluation.paired import SIGNIFICANCE
from fmnist_app.evaluation.paired import pair as pair_up
from fmnist_app.evaluation.significance import (
    Difference,
    chance_in_words,
    chance_of_a_fluke,
    difference,
    in_words,
    strict_level,
)
from fmnist_app.ui.compare.choice import Pair
from fmnist_app.ui.shell.words import with_words
from fmnist_app.ui.widgets.meanings import show_meanings

ICONS = {
    "not distinguishable": ":material/drag_handle:",
    "probably better": ":material/trending_up:",
    "clearly better": ":material/verified:",
}


def judged(pair: Pair) -> Difference:
    """The difference between the two, worked out from their answers."""
    return difference(pair_up(pair.first_marked.right, pair.second_marked.right))


def show_difference(pair: Pair, comparisons: int) -> None:
    """Draw the verdict, the numbers it rests on, and how many comparisons were looked at."""
    found = judged(pair)
    st.subheader("Is the difference real?", anchor=False)
    st.markdown(f"{ICONS[found.strength]} {in_words(found, *pair.titles)}")
    _numbers(pair, found)
    st.write(_chance(pair, found))
    st.write(_needed(found))
    st.caption(
        "This is about these two networks as they are. Another seed makes another network of the "
        "same kind; what that does is under Seeds."
    )
    _comparisons(found, comparisons)
    if pair.first.validated_on == "test":
        st.caption(
            "Both were validated on the test pictures themselves, as in the report: neither has a "
            "fresh test."
        )
    elif words := validation_obstacle(pair.first, pair.second):
        st.caption(words)


def _numbers(pair: Pair, found: Difference) -> None:
    low, high = (100 * end for end in (found.interval.low, found.interval.high))
    shown = [
        ("Difference, points", f"{found.points:+z.2f}", f"{low:+z.2f} to {high:+z.2f}"),
        (f"Only {pair.titles[0]} right", count(found.counts.only_first), None),
        (f"Only {pair.titles[1]} right", count(found.counts.only_second), None),
        ("By chance alone", small_percent(found.test.p_value), None),
    ]
    meanings = _meanings(pair, found)
    points, alone, chance = meanings.values()
    words = (points, alone, alone, chance)
    with st.container(horizontal=True, gap="medium"):
        for (label, value, below), means in zip(shown, words, strict=True):
            _metric(label, value, means, below)
    show_meanings("What the numbers mean", meanings)


def _meanings(pair: Pair, found: Difference) -> dict[str, str]:
    first, second = pair.titles
    exact = ", exact" if found.test.exact else ""
    return {
        "Difference, points": f"{second} minus {first}, in percentage points of test accuracy. "
        f"Below it the {percent(CONFIDENCE)} interval on the same pictures (Newcombe's, for "
        "pairs): where the true difference lies, 95 times of 100.",
        "Only one of them right": "Pictures that one names right and the other wrong. Those that "
        "both get right, or both wrong, say nothing about which is better.",
        "By chance alone": "How often two equally good networks would split their disagreements "
        f"this unevenly, or more so (McNemar's test{exact}; its p-value).",
    }


def _metric(label: str, value: str, words: str, below: str | None) -> None:
    """Draw a number in a box; `words` say what it means."""
    st.metric(
        label,
        value,
        below,
        delta_color="off",
        delta_arrow="off",
        border=True,
        height="stretch",
        help=words,
    )


def _chance(pair: Pair, found: Difference) -> str:
    counts = found.counts
    one, other = pair.titles
    return (
        f"Of {count(counts.total, 'picture')}, {count(counts.both_right)} are right with both and "
        f"{count(counts.both_wrong)} wrong with both. They disagree on "
        f"{count(counts.disagreements)}: {one} has {count(counts.only_first)} of these right, "
        f"{other} {count(counts.only_second)}. If both "
        "were equally good, each of these would be a coin toss, and tosses would come out this "
        f"uneven {chance_in_words(found.test.p_value)}."
    )


def _needed(found: Difference) -> str:
    total = found.counts.total
    if found.needed is None:
        return "They are exactly level here, so no number of pictures would tell them apart."
    needed = f"about **{count(found.needed, 'test picture')}**"
    if found.needed > total:
        return (
            f"To tell networks apart that differ by so little, it takes {needed}; there are "
            f"{count(total)}. (Then the difference shows in four of five test sets.)"
        )
    return (
        f"To tell networks apart that differ this much, {needed} are enough; there are "
        f"{count(total)}. (Then the difference shows in four of five test sets.)"
    )


def _comparisons(found: Difference, comparisons: int) -> None:
    if comparisons < 2:
        st.caption(
            "This is the first pair you look at. The more pairs you try, the likelier one of them "
            "looks real by chance: one in twenty does."
        )
        return
    stands = (
        "This difference would still count."
        if found.stands(comparisons)
        else "This difference does not count by that."
    )
    st.warning(
        f"You have looked at {comparisons} different pairs. One in twenty looks real by chance, so "
        f"among {comparisons} at least one does with a probability of "
        f"{percent(chance_of_a_fluke(comparisons))}. To be on the safe side, take a difference for "
        "real only if chance alone does as much in less than "
        f"{small_percent(strict_level(comparisons))} of tries ({percent(SIGNIFICANCE)} shared "
        f"among all pairs, after {with_words('Bonferroni')}). {stands}",
        icon=":material/casino:",
    )
