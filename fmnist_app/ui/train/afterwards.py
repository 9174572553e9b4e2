"""After a run: whether a guess was right, what was seen, what to try next, and where to go on."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import duration
from fmnist_app.evaluation import GapReport
from fmnist_app.evaluation.guess import Guess, Score, came
from fmnist_app.evaluation.seen import foremost, what_was_seen
from fmnist_app.experiments.next_runs import Suggestion, next_runs
from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.results import gaps_of, results_of
from fmnist_app.lab.service import Lab
from fmnist_app.models import network
from fmnist_app.training import TrainingSettings
from fmnist_app.ui.compare import opening as compare
from fmnist_app.ui.draw import opening as draw
from fmnist_app.ui.inside import opening as inside
from fmnist_app.ui.search import opening as search
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.presses import pressed
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets.networks import networks

WORDS: Mapping[Guess, str] = {
    "better": "Better",
    "alike": "About the same",
    "worse": "Worse",
    "blows up": "Blows up",
}


@dataclass(frozen=True)
class Guessed:
    """A guess about one network of a run, compared with the run before."""

    before: str
    model: str
    guess: Guess


GUESSES = Slot[Mapping[str, Guessed]]("guesses", {})
NOTE = Slot("next_note", "")


def afterwards(lab: Lab, now: Snapshot, gaps: Mapping[str, GapReport]) -> None:
    """Draw what follows a run that is over."""
    if guessed := GUESSES.get().get(now.run):
        _was_it_right(lab, now, guessed)
    if gaps:
        st.subheader("What you saw", anchor=False)
        by_title = {network(name).title: gap for name, gap in gaps.items()}
        results = {network(name).title: one for name, one in results_of(now, gaps).items()}
        st.markdown(" ".join(what_was_seen(by_title, results)))
    _ways_on(now)
    _what_next(lab, now, gaps)


def _was_it_right(lab: Lab, now: Snapshot, guessed: Guessed) -> None:
    earlier = lab.look(guessed.before)
    if earlier is None or (before := _score(earlier, guessed.model, now)) is None:
        return
    blown_up = _ending(now, guessed.model) == "diverged"
    after = None if blown_up else _score(now, guessed.model, earlier)
    if after is None and not blown_up:
        return  # stopped before its first epoch
    found, words = came(before, after)
    right = "You were right." if found == guessed.guess else "It came otherwise."
    st.markdown(
        f"**You said: {WORDS[guessed.guess].lower()}.** {network(guessed.model).title}: {words} "
        f"{right}"
    )


def _score(now: Snapshot, model: str, other: Snapshot) -> Score | None:
    """Accuracy on the test pictures where both runs have it, else after the last epoch."""
    results = [one.results.get(model) for one in (now, other)]
    if (own := results[0]) and all(one and one.test_accuracy is not None for one in results):
        return Score(own.test_accuracy or 0.0, own.test_pictures)
    gap = gaps_of(now).get(model)
    return Score(gap.now.val_accuracy, gap.n_validation) if gap else None


def _ending(now: Snapshot, model: str) -> str:
    result = now.results.get(model)
    return result.ending if result else ""


def _ways_on(now: Snapshot) -> None:
    """Buttons to other pages, which open with this run's networks."""
    own = [one for one in networks() if one.origin == "run" and one.files.folder.name == now.run]
    able = [one.id for one in own if one.version is not None]
    with st.container(horizontal=True, key="ways_on"):
        if able and pressed("Try it on your drawing", "to_draw", icon=":material/draw:"):
            draw.open_with(able)
        if own and pressed("Compare", "to_compare", icon=":material/balance:"):
            compare.open_with([one.id for one in own])
        if able and pressed("Look inside", "to_inside", icon=inside.ICON):
            inside.open_with(able[-1], inside.TEST)
        if pressed("Search better settings", "to_search", icon=search.ICON):
            search.open_for(now.settings)


def _what_next(lab: Lab, now: Snapshot, gaps: Mapping[str, GapReport]) -> None:
    blown_up = now.state == "diverged"
    found = next_runs(now.settings, gaps, blown_up=blown_up)
    if not found:
        return
    model = foremost(gaps) if gaps else now.settings.models[-1]
    st.subheader("What to try next", anchor=False)
    st.markdown(
        f"Will {network(model).title} get more of the new pictures right, or fewer? Your guess "
        "starts the run."
    )
    if note := NOTE.get():
        st.error(note, icon=":material/error:")
    for place, (column, one) in enumerate(zip(st.columns(len(found)), found, strict=True)):
        with column, st.container(border=True, gap="small", height="stretch"):
            st.markdown(
                f"**{one.change[:1].upper()}{one.change[1:]}.** {one.why}{_takes(now, one)}"
            )
            with st.container(horizontal=True, gap="small"):
                for guess, words in WORDS.items():
                    guessed = Guessed(now.run, model, guess)
                    act = partial(_try, lab, one.settings, guessed)
                    st.button(words, f"guess_{place}_{guess.replace(' ', '_')}", on_click=act)


def _takes(now: Snapshot, one: Suggestion) -> str:
    """How long it takes, by how long this run took."""
    seconds = max((result.seconds for result in now.results.values()), default=0.0)
    trained = max((result.epochs for result in now.results.values()), default=0.0)
    done = trained * now.settings.pictures
    if not done or _shape(one.settings) != _shape(now.settings):
        return ""
    more = one.settings.epochs * one.settings.pictures / done
    return f" About {duration(max(5.0, seconds * more))}."


def _shape(settings: TrainingSettings) -> tuple[object, ...]:
    return settings.models, settings.choices, settings.batch_size


def _try(lab: Lab, settings: TrainingSettings, guessed: Guessed) -> None:
    NOTE.clear()
    try:
        run = lab.submit(settings)
    except LabError as error:
        NOTE.set(str(error))
        return
    session.watch(run)
    latest = list(GUESSES.get().items())[-session.MOST_RUNS :]
    GUESSES.set({**dict(latest), run: guessed})
