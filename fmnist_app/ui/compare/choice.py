"""Which networks are looked at, and which two of them are A and B."""

from dataclasses import dataclass

import streamlit as st

from fmnist_app.catalog import NetworkPackage
from fmnist_app.catalog.comparability import obstacle
from fmnist_app.charts import Named
from fmnist_app.charts.palette import FURTHER_COLOURS
from fmnist_app.evaluation.scores import Scores
from fmnist_app.ui.compare.networks import scores
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets.networks import colours, purposes

CHOSEN = "compared"  # the word in the address
PAIRS = Slot[frozenset[frozenset[str]]]("pairs", frozenset())
NOT_ENOUGH = (
    "Choose two networks or more. Your own runs appear here as soon as the Train page has "
    "finished them."
)


@dataclass(frozen=True, eq=False)
class Pair:
    """The two networks beside each other, with their marked answers and their colours."""

    first: NetworkPackage
    second: NetworkPackage
    first_marked: Scores
    second_marked: Scores
    names: Named

    @property
    def titles(self) -> tuple[str, str]:
        """The words for A and for B."""
        return self.first.title, self.second.title


def choose(found: list[NetworkPackage]) -> list[NetworkPackage]:
    """Let the visitor choose networks; two that can be compared are there already."""
    by_key = {one.id: one for one in found}
    chosen = st.pills(
        "Networks",
        list(by_key),
        selection_mode="multi",
        default=_at_first(found),
        key=CHOSEN,
        format_func=lambda key: by_key[key].title if key in by_key else key,
        wrap=True,
        bind="query-params",
    )
    st.caption(
        "Those that come with this app, and every network of your runs in this visit. "
        + purposes(one.id for one in found if one.id in chosen)
    )
    return [one for one in found if one.id in chosen]


def choose_pair(chosen: list[NetworkPackage]) -> Pair | None:
    """The two to be compared in depth; none, with the reason said, where that cannot be."""
    ready = [one for one in chosen if not one.lacking]
    if len(ready) < 2:
        st.info(NOT_ENOUGH, icon=":material/info:")
        return None
    first, second = ready[:2] if len(ready) == 2 else _two_of(ready)
    if words := obstacle(first, second):
        st.warning(words, icon=":material/block:")
        return None
    return Pair(first, second, scores(first), scores(second), _of_pair(first, second))


def colours_of(chosen: list[NetworkPackage]) -> Named:
    """Every title with its colour."""
    palette = colours()
    return tuple((one.title, palette[one.id]) for one in chosen)


def looked_at(pair: Pair) -> int:
    """Note this pair; returns how many different ones this visitor has looked at."""
    PAIRS.set(PAIRS.get() | {frozenset((pair.first.id, pair.second.id))})
    return len(PAIRS.get())


def _at_first(found: list[NetworkPackage]) -> list[str]:
    """The networks just trained, one alone beside a shipped one; else the first two."""
    ready = [one.id for one in found if not one.lacking]
    trained = [one.id for one in found if one.origin == "run" and not one.lacking]
    if not trained:
        return ready[:2]
    _, _, run = trained[-1].partition(".")
    latest = [name for name in trained if name.endswith(f".{run}")]
    return latest if len(latest) > 1 else [ready[0], *latest]


def _two_of(ready: list[NetworkPackage]) -> tuple[NetworkPackage, NetworkPackage]:
    by_key = {one.id: one for one in ready}
    with st.container(horizontal=True):
        first, second = (
            st.selectbox(
                letter,
                list(by_key),
                index=place,
                key=f"pair_{letter.lower()}",
                width=240,
                format_func=lambda name: by_key[name].title,
            )
            for place, letter in enumerate("AB")
        )
    return by_key[first], by_key[second]


def _of_pair(first: NetworkPackage, second: NetworkPackage) -> Named:
    """The colours of the two; where there are more networks than colours, a free one for B."""
    (one, own), (other, same) = colours_of([first, second])
    free = next(colour for colour in FURTHER_COLOURS if colour != own)
    return (one, own), (other, same if same != own else free)
