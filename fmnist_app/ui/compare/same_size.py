"""From Basic to a network of its size that is right more often: what each step brought."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from fmnist_app import charts
from fmnist_app.core.formatting import NO_BREAK, count, duration, percent
from fmnist_app.evaluation.intervals import CONFIDENCE, Interval
from fmnist_app.experiments.frontier.ablations import ABLATIONS, LONG_ABLATIONS, Ablation
from fmnist_app.experiments.frontier.gains import Standing, gains, proves, standing, worth_of_parts
from fmnist_app.experiments.frontier.measured import Measured, read_measured
from fmnist_app.experiments.frontier.recipes import RECIPES
from fmnist_app.experiments.frontier.steps import STEPS, Step
from fmnist_app.experiments.spread import Spread
from fmnist_app.ui.shell.chip import TRAIN
from fmnist_app.ui.train.link import words_of

COMMAND = "python -m fmnist_app frontier --train"


def show_same_size() -> None:
    """Draw the steps with what each gained, and the networks of the frontier."""
    found = _gains()
    if len(found) < 2:
        st.info(f"The steps are not trained yet; `{COMMAND} step-basic` begins.")
        return
    (first, _), *_, (last, _) = found
    total = last.gain_on(first)
    st.subheader(f"Same size, {_points(total.mean)} better: why?", anchor=False)
    st.markdown(_in_short(first, last))
    _chart(found)
    for place, (one, gain) in enumerate(found, start=1):
        _step(place, one, gain)
    st.caption(_how(found))
    _parts()
    _frontier()


@st.cache_resource(show_spinner=False)
def _gains() -> tuple[tuple[Standing, Spread | None], ...]:
    return gains()


@st.cache_resource(show_spinner=False)
def _worths() -> tuple[tuple[tuple[Ablation, Spread], ...], ...]:
    found = (worth_of_parts(ablations=which) for which in (ABLATIONS, LONG_ABLATIONS))
    return tuple(one for one in found if one)


def _in_short(first: Standing, last: Standing) -> str:
    return (
        f"{first.plan.title} has **{count(first.parameters, 'parameter')}** and names "
        f"**{percent(first.accuracy.mean, 1)}** of the test pictures right. The last network here "
        f"has **{count(last.parameters)}** and names **{percent(last.accuracy.mean, 1)}** right. "
        "What counts is not how many parameters there are, but where they are and how they learn. "
        "Each step changes one thing."
    )


def _chart(found: tuple[tuple[Standing, Spread | None], ...]) -> None:
    rows = charts.step_rows(
        [
            (
                one.plan.title,
                one.accuracy.values,
                one.accuracy.mean,
                _ends(one.accuracy.interval),
                _signed(gain.mean) if gain else percent(one.accuracy.mean, 1),
            )
            for one, gain in found
        ]
    )
    spec = charts.step_spec(tuple(rows["step"].unique()), charts.step_domain(rows))
    st.vega_lite_chart(rows, spec, key="same_size")


def _ends(interval: Interval | None) -> tuple[float, float] | None:
    return (interval.low, interval.high) if interval else None


def _step(place: int, one: Standing, gain: Spread | None) -> None:
    if not isinstance(one.plan, Step):
        return
    with st.container(border=True, gap="xsmall", key=f"step_{place}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{place}. {one.plan.title}.** {one.plan.change}", width="stretch")
            st.page_link(
                TRAIN,
                label="Train it",
                icon=":material/play_arrow:",
                query_params=words_of(one.plan.settings(one.plan.seeds[0])),
                width="content",
            )
        st.markdown(_gained(gain) if gain else f"{percent(one.accuracy.mean, 2)} right.")
        st.caption(
            f"{count(one.parameters, 'parameter')} · {count(one.multiply_adds, 'multiply-add')} a "
            f"picture · {count(one.plan.epochs, 'epoch')} · {duration(one.seconds)} of training"
        )


def _gained(gain: Spread) -> str:
    """The gain with its interval, and whether it is one."""
    interval = gain.interval
    if interval is None:
        return f"{_signed(gain.mean)}, from a single seed: it may be luck."
    said = f"**{_signed(gain.mean)}** ({_bare(interval.low)} to {_bare(interval.high)})"
    if proves(gain):
        return f"{said}."
    return f"{said}: with {count(len(gain.values), 'seed')} nobody can tell whether it helps."


def _parts() -> None:
    """What is lost where one part of the training is left out, in a short one and the whole one."""
    groups = _worths()
    if not groups:
        return
    st.subheader("What each part is worth", anchor=False)
    titles = {step.name: step.title for step in STEPS}
    for found in groups:
        whole = found[0][0].whole
        st.markdown(
            f"All that “{titles[whole.name]}” above is made of, against all but what is named, for "
            f"the same {count(whole.epochs, 'epoch')} and from the same seeds:"
        )
        st.markdown("\n".join(f"- {one.part}: {_gained(gain)}" for one, gain in found))
    st.caption(
        f"Measured as the steps are; `{COMMAND} {groups[0][0][0].name}` makes one again. What "
        "shows nothing in few epochs may still pay over many, so that the longest training is "
        "looked at by itself, two parts at a time."
    )


def _points(share: float) -> str:
    return f"{100 * share:.1f} points"


def _signed(share: float) -> str:
    return f"{_bare(share)}{NO_BREAK}points"


def _bare(share: float) -> str:
    return f"{100 * share:+z.2f}"


def _how(found: tuple[tuple[Standing, Spread | None], ...]) -> str:
    machines = " and ".join(dict.fromkeys(r.machine for one, _ in found for r in one.results))
    seeds = len(found[-1][0].results)
    return (
        f"Each network was trained from {count(seeds, 'seed')} on 54,000 pictures, with 6,000 for "
        "validation; the 10,000 test pictures were opened once for each, at the end, after all "
        f"settings were fixed. In brackets: the {percent(CONFIDENCE)} interval of the gain, seed "
        f"by seed (Student's t); in the chart, that of the mean. Times: {machines}, while other "
        f"work went on. `{COMMAND}` makes each again."
    )


def _frontier() -> None:
    """What the frontier's networks of each size reach, and what they cost."""
    st.subheader("The best small networks here", anchor=False)
    measured = {one.name: one for one in read_measured()}
    rows = [
        _row(one, measured.get(one.plan.name))
        for plan in RECIPES.values()
        if (one := standing(plan))
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", placeholder="")
    st.caption(
        "“Accuracy” is the mean of the seeds on the test pictures. “int8” is the same network with "
        f"its weights and values rounded to 8 bits{_calibrated(measured.values())}; what it loses "
        "is counted on the same test pictures. Times on one core, of the machine "
        "that is named."
    )


def _calibrated(measured: Iterable[Measured]) -> str:
    """On how many pictures the ranges of the values were taken, if anything was measured."""
    numbers = {one.calibrated_on for one in measured}
    return f", in ranges found on {count(max(numbers), 'training picture')}" if numbers else ""


def _row(one: Standing, measured: Measured | None) -> dict[str, object]:
    interval = one.accuracy.interval
    row: dict[str, object] = {
        "Network": one.plan.title,
        "Accuracy": percent(one.accuracy.mean, 2),
        "Seeds": ", ".join(percent(value, 2) for value in one.accuracy.values),
        "95 % interval": f"{percent(interval.low, 2)} to {percent(interval.high, 2)}"
        if interval
        else "",
        "Parameters": count(one.parameters),
        "Multiply-adds": count(one.multiply_adds),
        "Training a seed": duration(one.seconds),
    }
    if measured:
        row |= {
            "File": f"{measured.floats.bytes / 1000:.0f} kB",
            "One picture": f"{measured.floats.milliseconds:.2f} ms",
            "10,000 pictures": f"{measured.floats.seconds:.1f} s",
            "int8 file": f"{measured.int8.bytes / 1000:.0f} kB",
            "int8 changes": _signed((measured.won - measured.lost) / measured.pictures),
            "Measured on": measured.machine,
        }
    return row
