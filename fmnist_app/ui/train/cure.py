"""With and without: a network trained as it is and then with remedies, and what they did."""

import contextlib
from collections.abc import Iterator

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.evaluation.paired import Bools
from fmnist_app.evaluation.remedy import Side, what_remedies_did
from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.results import gaps_of
from fmnist_app.lab.service import Lab
from fmnist_app.models import network
from fmnist_app.training import TrainingSettings
from fmnist_app.training.cure import cured, with_recommended, without_remedies
from fmnist_app.ui.compare.networks import scores
from fmnist_app.ui.compare.opening import PAGE as COMPARE
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.train.form import show_in_controls
from fmnist_app.ui.train.seeds import show_seeds
from fmnist_app.ui.train.start import NOTE
from fmnist_app.ui.widgets.networks import networks
from fmnist_app.ui.widgets.remedies import what_helped
from fmnist_app.ui.widgets.runs import own_runs

AWAITED = Slot[tuple[str, str] | None]("cure_awaited", None)  # the run without, the run with
TWICE = "Train without, then with"
FOLLOWS = "The same run with remedies comes next and shows itself."


def train_twice(lab: Lab, settings: TrainingSettings) -> None:
    """Submit a run without remedies and one with them, and watch the first; for a button."""
    NOTE.clear()
    with_them = cured(settings)
    try:
        first = lab.submit(without_remedies(with_them))
        session.watch(first)
        AWAITED.set((first, lab.submit(with_them)))
    except LabError as error:
        NOTE.set(str(error))


def remedy_presses(lab: Lab, settings: TrainingSettings) -> None:
    """Draw what can be done with all remedies at once, and what helped where it was measured."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button(
            TWICE,
            "train_twice",
            icon=":material/healing:",
            on_click=train_twice,
            args=(lab, settings),
            help="Two runs from the same start on the same pictures, first without, then with.",
        )
        for words, key, wanted in (
            ("Choose those we recommend", "recommend", with_recommended(settings)),
            ("Take all away", "no_remedies", without_remedies(settings)),
        ):
            off = wanted == settings
            st.button(words, key, on_click=show_in_controls, args=(wanted,), disabled=off)
        st.page_link(
            COMPARE,
            label="What each does, measured",
            icon=":material/balance:",
            query_params={"part": "Remedies"},
        )
    if helped := what_helped(settings.models):
        st.caption(helped)


def follow(now: Snapshot) -> None:
    """Go on to the run with remedies once the one without is over."""
    first, then = AWAITED.get() or ("", "")
    if first == now.run and now.over:
        AWAITED.clear()
        session.watch(then)
        st.rerun()


def say_what_follows(now: Snapshot) -> None:
    """Say, during the run without, that another comes."""
    if (AWAITED.get() or ("", ""))[0] == now.run:
        st.caption(FOLLOWS)


def what_they_did(lab: Lab, now: Snapshot) -> None:
    """Draw what the remedies of this run did, if one without them is among the visitor's runs."""
    without = next(_without(now), None)
    if without is None or not now.over:
        return
    both = _sides(without), _sides(now)
    compared = [name for name in both[0] if name in both[1]]
    if compared:
        st.subheader("Without and with remedies", anchor=False)
    for name in compared:
        said = " ".join(what_remedies_did(both[0][name], both[1][name]))
        st.markdown(f"**{network(name).title}.** {said}" if len(compared) > 1 else said)
    if compared:
        show_seeds(lab, now)


def _without(now: Snapshot) -> Iterator[Snapshot]:
    """The visitor's runs that are as this one, but for its remedies; the latest first."""
    plain = without_remedies(now.settings)
    if now.settings != plain:
        for one, _ in reversed(list(own_runs().values())):
            if one.over and one.settings == plain:
                yield one


def _sides(now: Snapshot) -> dict[str, Side]:
    """What is compared of each network of a run that has finished an epoch."""
    gaps = gaps_of(now)
    right = dict(_right(now.run))
    return {
        name: Side(gaps[name], result.seconds / result.epochs, right.get(name))
        for name, result in now.results.items()
        if name in gaps and result.epochs
    }


def _right(run: str) -> Iterator[tuple[str, Bools]]:
    """Which test pictures each network of a run got right, where that is known."""
    for one in networks():
        if one.origin == "run" and one.files.folder.name == run:
            with contextlib.suppress(LabError):
                yield one.files.name, scores(one).right
