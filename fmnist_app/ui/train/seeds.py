"""Remedies over several seeds: the same two runs again, and what all of them say together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import count, duration
from fmnist_app.experiments.remedies.pairs import Outcome, Paired, over_seeds
from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.results import gaps_of
from fmnist_app.lab.service import Lab
from fmnist_app.models import network
from fmnist_app.training import TrainingSettings
from fmnist_app.training.cure import without_remedies
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets.runs import own_runs

OFFERED = (3, 5)  # seeds
EVERY = 2.0  # seconds between two looks at the runs that are still to come
NOTE = Slot("seeds_note", "")


@dataclass(frozen=True)
class _Both:
    """The settings of one seed without and with remedies, and the runs that have them."""

    seed: int
    wanted: tuple[TrainingSettings, TrainingSettings]
    runs: tuple[Snapshot | None, Snapshot | None]

    @property
    def ended(self) -> bool:
        """Whether both runs came to their end."""
        return all(run is not None and run.state == "finished" for run in self.runs)


def show_seeds(lab: Lab, now: Snapshot) -> None:
    """Draw what further seeds say of the remedies of a run, or the presses that train them."""
    every = _both(now.settings, max(OFFERED))
    ended = [one for one in every if one.ended]
    coming = [run for one in every for run in one.runs if run is not None and not run.over]
    for name in now.settings.models:
        _said(name, list(_paired(name, ended)))
    if coming:
        st.fragment(_wait, run_every=EVERY)(lab, [run.run for run in coming])
    elif len(ended) < max(OFFERED):
        _presses(lab, now, len(ended))
    if NOTE.get():
        st.error(NOTE.get(), icon=":material/error:")
        NOTE.clear()


def _both(settings: TrainingSettings, seeds: int) -> list[_Both]:
    """What there is of the first `seeds` seeds from that of these settings on."""
    own: Mapping[TrainingSettings, Snapshot] = {
        now.settings: now
        for now, _ in own_runs().values()
        if not now.over or now.state == "finished"
    }
    found = []
    for seed in range(settings.seed, settings.seed + seeds):
        with_them = replace(settings, seed=seed)
        wanted = without_remedies(with_them), with_them
        found.append(_Both(seed, wanted, (own.get(wanted[0]), own.get(wanted[1]))))
    return found


def _paired(name: str, ended: list[_Both]) -> Iterator[Paired]:
    for one in ended:
        found = [_outcome(name, run) for run in one.runs if run]
        if len(found) == 2 and found[0] and found[1]:
            yield Paired(one.seed, found[0], found[1])


def _outcome(name: str, now: Snapshot) -> Outcome | None:
    gap, result = gaps_of(now).get(name), now.results.get(name)
    if gap is None or result is None or result.test_accuracy is None:
        return None
    return Outcome(gap.now.points, result.test_accuracy)


def _said(name: str, pairs: list[Paired]) -> None:
    if len(pairs) < 2:
        return
    title = network(name).title
    st.markdown(f"**{title}.** {' '.join(over_seeds(pairs))}")
    st.dataframe(
        {
            "Seed": [one.seed for one in pairs],
            "Gap without": [f"{one.without.gap:.1f}" for one in pairs],
            "Gap with": [f"{one.with_them.gap:.1f}" for one in pairs],
            "Test % without": [f"{100 * one.without.test_accuracy:.2f}" for one in pairs],
            "Test % with": [f"{100 * one.with_them.test_accuracy:.2f}" for one in pairs],
        },
        hide_index=True,
        width="content",
        key=f"seeds_{name}",
    )


def _presses(lab: Lab, now: Snapshot, ended: int) -> None:
    """A press for each number of seeds that is more than there are, with the time it takes."""
    took = seconds_of_both(lab, now.settings)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("One seed may be luck. Train both again on", width="content")
        for seeds in OFFERED:
            if seeds > max(ended, 1):
                more = f" ({duration(took * (seeds - ended))})" if took else ""
                st.button(
                    f"{seeds} seeds{more}",
                    key=f"seeds_{seeds}",
                    icon=":material/casino:",
                    on_click=partial(_train, lab, now.settings, seeds),
                )


def seconds_of_both(lab: Lab, with_them: TrainingSettings) -> float | None:
    """How long a run without remedies and one with them took here; None if one was not trained."""
    both = [lab.seconds_of(one) for one in (without_remedies(with_them), with_them)]
    known = [seconds for seconds in both if seconds is not None]
    return sum(known) if len(known) == len(both) else None


def _train(lab: Lab, settings: TrainingSettings, seeds: int) -> None:
    """Submit all runs of these seeds that there are none of; they join the visitor's runs."""
    try:
        for one in _both(settings, seeds):
            for wanted, run in zip(one.wanted, one.runs, strict=True):
                if run is None:
                    session.keep(lab.submit(wanted))
    except LabError as error:
        NOTE.set(str(error))


def _wait(lab: Lab, runs: list[str]) -> None:
    left = [run for run in runs if (now := lab.look(run)) and not now.over]
    if len(left) < len(runs):
        st.rerun()
    st.markdown(f":material/timer: {count(len(left), 'run')} still to come for further seeds …")
