"""Earlier runs beside the one that is watched: pale lines in its chart, and which."""

from dataclasses import replace

import streamlit as st

from fmnist_app import charts
from fmnist_app.core.formatting import percent
from fmnist_app.lab.records import Snapshot
from fmnist_app.models import network
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.train.figures import Figures
from fmnist_app.ui.widgets.runs import own_runs

MOST = 2  # pale runs at once; more lines cannot be told apart
KEPT = Slot[tuple[str, ...]]("pale_kept", ())
HIDDEN = Slot[tuple[str, ...]]("pale_hidden", ())


def pale_runs(now: Snapshot) -> dict[str, tuple[Snapshot, str]]:
    """The runs to be drawn pale with their names: those kept, and the one watched before."""
    found = own_runs()
    before = session.run_before(now.run)
    asked = [*KEPT.get(), *([before] if before and before not in HIDDEN.get() else [])]
    wanted = [run for run in dict.fromkeys(asked) if run in found and run != now.run]
    return {run: found[run] for run in wanted[:MOST] if found[run][0].points}


def beside(now: Snapshot, figures: Figures) -> Figures:
    """The figures with the pale lines in them."""
    earlier = {name: one.history("epoch") for one, name in pale_runs(now).values()}
    rows = charts.with_pale(figures.course, earlier, now.settings.epochs, figures.domains)
    return replace(figures, course=rows)


def pale_names(now: Snapshot) -> None:
    """Say which runs the pale lines are, each to be kept or taken away."""
    for run, (one, name) in pale_runs(now).items():
        kept = run in KEPT.get()
        with st.container(horizontal=True, vertical_alignment="center", key=f"pale_{run}"):
            st.markdown(f"Pale: **{name}** ({_ends(one)})", width="content")
            if not kept:
                st.button("Keep", f"keep_{run}", on_click=_keep, args=(run,))
            st.button("Take away", f"take_{run}", on_click=_take_away, args=(run,))


def _ends(one: Snapshot) -> str:
    """What each network got right of new pictures at last."""
    last = {point.model: point for point in one.points if point.kind == "epoch"}
    said = [f"{network(name).title} {percent(point.val_accuracy)}" for name, point in last.items()]
    return ", ".join(said) or "no epoch finished"


def _keep(run: str) -> None:
    KEPT.set((*KEPT.get(), run)[-MOST:])


def _take_away(run: str) -> None:
    KEPT.set(tuple(one for one in KEPT.get() if one != run))
    HIDDEN.set((*HIDDEN.get(), run)[-session.MOST_RUNS :])
