"""What chance does: the same networks from many seeds, and the report's claims in their light."""

import pandas as pd
import streamlit as st

from fmnist_app import charts
from fmnist_app.catalog import NetworkPackage
from fmnist_app.charts import Named
from fmnist_app.core.formatting import count, percents
from fmnist_app.evaluation.report import the_report
from fmnist_app.evaluation.results import Claim
from fmnist_app.experiments import ExperimentError, SeedExperiment, read_study
from fmnist_app.experiments.claims import by_seed, study_claims
from fmnist_app.experiments.spread import Spread
from fmnist_app.models import network
from fmnist_app.ui.train.results import VERDICT_ICONS
from fmnist_app.ui.widgets.networks import colours


def show_seeds(chosen: list[NetworkPackage]) -> None:
    """Draw the cloud of seeds with the chosen networks' own curves, and judge the claims by it."""
    st.subheader("What does chance do?", anchor=False)
    try:
        study = the_study()
    except ExperimentError as error:
        st.info(
            f"{error} One command makes it: `python -m fmnist_app study --models basic,standard "
            "--seeds 10 --epochs 15`.",
            icon=":material/info:",
        )
        return
    st.write(_what_it_is(study))
    _clouds(study, chosen)
    st.subheader("What the seeds say of the report", anchor=False)
    for claim in _claims():
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"{VERDICT_ICONS[claim.verdict]} **{claim.claim}**: {claim.verdict}.")
            st.markdown(f"{claim.this_run[:1].upper()}{claim.this_run[1:]}. {claim.why}")


@st.cache_resource(show_spinner=False)
def the_study() -> SeedExperiment:
    """The shipped study; raises `ExperimentError` if it is missing, broken or still empty."""
    study = read_study()
    if not study.repeats:
        raise ExperimentError("The study of many seeds has not finished its first seed.")
    return study


@st.cache_data(show_spinner=False)
def _claims() -> list[Claim]:
    return study_claims(the_study())


def _what_it_is(study: SeedExperiment) -> str:
    report, settings = the_report(), study.settings
    n = len({repeat.seed for repeat in study.repeats})
    names = " and ".join(network(name).title for name in settings.models)
    return (
        f"The seed decides the first weights, the order of the pictures and which are held back. "
        f"Here {names} were trained from **{count(n, 'seed')}** for {settings.epochs} epochs, "
        f"everything else the same. Each trained on {count(settings.pictures)} pictures and was "
        f"validated on 6,000 others; the report trained on {count(report.training_pictures)} and "
        "validated on the test pictures."
    )


def _clouds(study: SeedExperiment, chosen: list[NetworkPackage]) -> None:
    models = study.settings.models
    titles = {name: f"{network(name).title}, all seeds" for name in models}
    palette = charts.colours(models) | colours()
    yours, left_out = _own(chosen)
    own = [(one.title, palette[one.id]) for one in chosen if one.title in yours]
    names: Named = (*((titles[name], palette[name]) for name in models), *own)
    rows = charts.cloud_rows(study.table(), titles, yours)
    epochs = max(study.settings.epochs, int(rows["epoch"].max()))
    for column, metric in zip(st.columns(2, gap="medium"), charts.METRICS, strict=True):
        with column:
            st.markdown(f"**Validation {metric}**")
            spec = charts.cloud_spec(metric, epochs, charts.cloud_domain(rows, metric), names)
            st.vega_lite_chart(rows, spec, key=f"cloud_{metric}")
    st.caption(
        "Thin lines: one seed each. Thick: their mean. Dashed with dots: the chosen networks' own "
        "curves, each a single draw. " + " ".join(left_out)
    )
    st.write(_one_draw(study))


def _own(chosen: list[NetworkPackage]) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """The curves that can lie over the cloud, by title, and why others cannot."""
    yours: dict[str, pd.DataFrame] = {}
    left_out = []
    for one in chosen:
        if not one.card.history:
            continue
        if one.validated_on == "test":
            left_out.append(
                f"{one.title} is left out: it was validated on the test pictures, the study on "
                "others."
            )
            continue
        yours[one.title] = one.card.history_table()
    return yours, left_out


def _one_draw(study: SeedExperiment) -> str:
    """How much of a single run is its seed, after as many epochs as in the report."""
    report, table = the_report(), study.table()
    epoch = min(report.epochs, int(table["epoch"].max()))
    parts = []
    for name in study.settings.models:
        spread = Spread.of(by_seed(table, name, epoch, "test_accuracy")).range
        parts.append(f"{network(name).title} anywhere from {percents(spread.low, spread.high, 2)}")
    return (
        f"After {epoch} epochs, the seed alone puts the test accuracy of {' and of '.join(parts)}. "
        "A single run is one draw from this."
    )
