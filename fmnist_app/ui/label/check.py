"""Labels that pictures came with: those that look wrong are asked about, the gravest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from fmnist_app.core.formatting import cautious_percent, count
from fmnist_app.delivery.store import Delivery
from fmnist_app.inference.given import Against, against, given_label, gravity_of
from fmnist_app.inference.label import NO_CLOTHING, OFFERED, Label
from fmnist_app.ui.label.conflicts import show_conflicts
from fmnist_app.ui.upload.labelling import Labelled
from fmnist_app.ui.upload.review import ask, in_turn, undo
from fmnist_app.ui.widgets.pictures import as_url

TILE = 96  # pixels wide
TILES = 24  # that are drawn of what comes next
HOW = (
    "Bring a folder, or a zip, with a folder in it for each kind: Dress, Coats, T-shirts and so "
    "on. What you take along from here as “Pictures in folders” is such a one."
)


@dataclass(frozen=True)
class _Given:
    """A picture with the label that it came with."""

    row: Labelled
    label: str

    @property
    def suspect(self) -> bool:
        """Whether a network speaks against that label."""
        return against(self.label, self.row.label) is not None


def show_check(delivery: Delivery, rows: Sequence[Labelled], said: Mapping[str, str]) -> None:
    """Draw how many labels look wrong, the next to be asked about, and those after it."""
    came = [_Given(row, label) for row in rows if (label := given_label(row.name))]
    if not came:
        st.markdown("**No picture of this delivery came with a label.**")
        st.caption(HOW)
        return
    suspects = {one.row.key: one for one in came if one.suspect}
    st.markdown(_in_words(came, suspects, said))
    order = sorted(suspects.values(), key=lambda one: gravity_of(one.label, one.row.label))
    left = in_turn(one.row for one in order if one.row.key not in said)
    latest = next((key for key in reversed(list(said)) if key in suspects), None)
    if left or latest:
        with st.container(border=True, key="review"):
            if left:
                _ask(suspects[left[0].key], delivery, later=len(left) > 1)
            else:
                st.markdown(":material/check: **All of them are looked at.**")
            if latest:
                undo(suspects[latest].row, said)
    _next([suspects[row.key] for row in left[1:]], delivery)
    show_conflicts(delivery, {one.row.key: one.row.name for one in came})
    st.caption(
        "A network errs as well, so you decide. First come labels that both networks speak "
        "against, then pictures on which they see no clothing, then those on which one does."
    )


def _in_words(
    came: Sequence[_Given], suspects: Mapping[str, _Given], said: Mapping[str, str]
) -> str:
    looked = [one for one in suspects.values() if one.row.key in said]
    changed = sum(said[one.row.key] != one.label for one in looked)
    words = (
        f"{count(len(came), 'picture')} came with a label, by their folder. "
        f"**{count(len(suspects), 'label')} may be wrong.**"
    )
    if looked:
        words += f" You looked at {len(looked)} and changed {changed}."
    return words


def _ask(one: _Given, delivery: Delivery, *, later: bool) -> None:
    """Ask about a label; it and the network's are the first answers."""
    label = one.row.label
    offered = dict.fromkeys([one.label, label.verdict, *label.likeliest])
    likeliest = tuple(name for name in offered if name != NO_CLOTHING)  # which has its own key
    row = replace(one.row, label=replace(label, likeliest=likeliest[:OFFERED]))
    why = f"**Is this “{one.label}”?** Its folder says so; {_spoken(one.label, label)}."
    ask(row, why, as_url(delivery.photo(row.key)), later=later)


def _spoken(given: str, label: Label) -> str:
    """What the networks say against the label, as half a sentence."""
    found = against(given, label)
    if found is Against.NO_CLOTHING:
        return "the networks see no clothing"
    if found is Against.ONE:
        return (
            f"one network too, the other says {label.name}, {cautious_percent(label.probability)}"
        )
    return f"the network says {label.name}, {cautious_percent(label.probability)}"


def _next(rest: Sequence[_Given], delivery: Delivery) -> None:
    if not rest:
        return
    st.markdown("Next:")
    small = delivery.thumbnails()
    with st.container(horizontal=True, key="label_check_next"):
        for one in rest[:TILES]:
            with st.container(width=TILE, gap="xsmall"):
                st.image(as_url(small[one.row.key]), width=TILE, alt=f"By its folder {one.label}")
                st.caption(f"{one.label}  \nor {one.row.label.verdict}")
    if len(rest) > TILES:
        st.caption(f"and {count(len(rest) - TILES, 'picture')} more.")
