"""What remedies against overfitting do: each by itself, on the gap and on new pictures."""

import pandas as pd
import streamlit as st

from fmnist_app import charts
from fmnist_app.charts.remedies import Changed
from fmnist_app.core.formatting import NO_BREAK, count, percent
from fmnist_app.evaluation.intervals import CONFIDENCE
from fmnist_app.experiments.remedies.effects import (
    MODELS,
    Effect,
    RemedyStudy,
)
from fmnist_app.experiments.remedies.plans import WITHOUT
from fmnist_app.experiments.spread import Spread, direction
from fmnist_app.models import network
from fmnist_app.training.settings import HOLDOUT_PICTURES
from fmnist_app.ui.shell.chip import TRAIN
from fmnist_app.ui.train.link import words_of
from fmnist_app.ui.widgets.remedies import the_remedies

COMMAND = "python -m fmnist_app remedies"
NETWORK, ONE = "remedy_network", "remedy"


def show_remedies() -> None:
    """Draw what each remedy did to the network that is chosen here."""
    st.subheader("What do remedies against overfitting do?", anchor=False)
    study = the_remedies()
    if study is None:
        st.info(f"No remedy has been studied yet; `{COMMAND}` does.", icon=":material/info:")
        return
    titles = {name: network(name).title for name in MODELS}
    name = st.pills(
        "On the network",
        list(titles),
        default=MODELS[0],
        format_func=titles.__getitem__,
        key=NETWORK,
        required=True,
        bind="query-params",
        wrap=True,
    )
    effects = study.of(name or MODELS[0])
    st.markdown(_in_short(study, effects))
    _charts(effects)
    _one(effects)
    with st.expander("As a table", icon=":material/table:"):
        rows = pd.DataFrame([_row(one) for one in effects])
        st.dataframe(rows, hide_index=True, width="stretch")
    st.caption(_how(study))


def _in_short(study: RemedyStudy, effects: tuple[Effect, ...]) -> str:
    model = effects[0].model
    gap, right = study.gaps(model), study.accuracies(model)
    narrower = [one for one in effects if direction(one.gap) < 0]
    better = [one for one in effects if direction(one.accuracy) > 0]
    both = [one for one in narrower if one in better]
    return (
        f"Without any, {network(model).title} names **{percent(right.mean, 1)}** of the test "
        f"pictures right, and is **{gap.mean:.1f} points** better on those it has seen than on "
        f"the validation pictures. Of {len(effects)} remedies, "
        f"**{len(narrower)}** make that gap smaller and **{len(better)}** make it right more "
        f"often on the test pictures; **{len(both)}** do both. A smaller gap alone is no gain: a "
        "network that learns less has a small one too."
    )


def _charts(effects: tuple[Effect, ...]) -> None:
    names = tuple(one.remedy.title for one in effects)
    model = effects[0].model
    colour = charts.colours(MODELS)[model]
    parts: tuple[Changed, Changed] = ("accuracy", "gap")
    for column, changed in zip(st.columns(2, gap="medium"), parts, strict=True):
        rows = charts.remedy_rows(
            [(one.remedy.title, *_mean_and_ends(getattr(one, changed))) for one in effects]
        )
        with column:
            st.markdown(f"**{charts.REMEDY_TITLES[changed]}**, in points")
            spec = charts.remedy_spec(changed, names, network(model).title, colour)
            st.vega_lite_chart(rows, spec, key=f"remedies_{changed}")


def _mean_and_ends(change: Spread) -> tuple[float, tuple[float, float] | None]:
    ends = change.interval
    return change.mean, (ends.low, ends.high) if ends else None


def _one(effects: tuple[Effect, ...]) -> None:
    """One remedy in words, and the way to try it."""
    by_name = {one.remedy.name: one for one in effects}
    with st.container(border=True, key="one_remedy"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.selectbox(
                "One of them",
                list(by_name),
                format_func=lambda one: by_name[one].remedy.title,
                key=ONE,
            )
            one = by_name[name]
            st.page_link(
                TRAIN,
                label="Try it",
                icon=":material/play_arrow:",
                query_params=words_of(one.remedy.settings),
                width="content",
            )
        st.markdown(
            f"The gap {_changed(one.gap, 'narrows', 'widens')}. The test accuracy "
            f"{_changed(one.accuracy, 'falls', 'rises')}. Training takes {one.times:.1f} times as "
            "long."
        )


def _changed(change: Spread, less: str, more: str) -> str:
    """As it is said: falls by 0.4 points (-0.6 to -0.2), or shows no difference."""
    verdict, ends = direction(change), change.interval
    around = f" ({ends.low:+z.1f} to {ends.high:+z.1f})" if ends else ""
    if not verdict:
        return f"shows no difference: {change.mean:+z.1f}{NO_BREAK}points{around}"
    word = more if verdict > 0 else less
    return f"**{word} by {abs(change.mean):.1f}{NO_BREAK}points**{around}"


def _row(one: Effect) -> dict[str, object]:
    return {
        "Remedy": one.remedy.title,
        "Test accuracy, points": round(one.accuracy.mean, 2),
        "Its interval": _interval(one.accuracy),
        "Gap, points": round(one.gap.mean, 2),
        "Interval of the gap": _interval(one.gap),
        "Time, times": round(one.times, 2),
    }


def _interval(change: Spread) -> str:
    ends = change.interval
    return f"{ends.low:+z.2f} to {ends.high:+z.2f}" if ends else ""


def _how(study: RemedyStudy) -> str:
    """How it was measured, and what chance alone would do to so many intervals."""
    intervals = 2 * len(study.effects)
    return (
        f"Each trained alone from {count(len(study.without.seeds), 'seed')} for "
        f"{count(WITHOUT.epochs, 'epoch')} on {count(WITHOUT.pictures)} of {HOLDOUT_PICTURES:,} "
        "pictures, against none from the same seeds, one strength each, which nobody searched "
        "for; those recommended for small networks were chosen by the validation pictures. "
        "Both accuracies of the gap are of pictures as they are, without dropout; the test "
        "pictures were opened once a training, at its end, and decided nothing. Lines and "
        f"brackets: {percent(CONFIDENCE)} intervals over the seeds (Student's t); of "
        f"{intervals} such, about {round(intervals * (1 - CONFIDENCE))} leave out 0 by luck "
        f"alone. Times compare the shortest training of each, on {study.without.machine}. "
        f"`{COMMAND}` makes it again."
    )
