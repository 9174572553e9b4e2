import json
from collections.abc import Callable

import altair as alt
import pytest
from streamlit.testing.v1 import AppTest

from fmnist_app.charts import (
    balance_spec,
    cloud_spec,
    confusion_spec,
    course_spec,
    defect_spec,
    gap_spec,
    layer_spec,
    pixels_spec,
    point_spec,
    reliability_spec,
    strength_spec,
)
from fmnist_app.charts.parts import Spec

NAMES = (("Basic", "#0072B2"), ("Mine, run 1", "#009E73"))

SPECS: dict[str, Callable[[], Spec]] = {
    "accuracy": lambda: course_spec("accuracy", 8, (0.7, 1.0)),
    "loss": lambda: course_spec("loss", 50, (0.0, 2.5), ("basic",)),
    "accuracy from far": lambda: course_spec("accuracy", 8, (0.7, 1.0), far=True),
    "accuracy gap": lambda: gap_spec("accuracy", 8, (-2.0, 4.0)),
    "loss gap": lambda: gap_spec("loss", 8, (0.0, 0.3)),
    "balance": balance_spec,
    "pixels": pixels_spec,
    "confusion": lambda: confusion_spec(("Coat", "Bag"), ("#0072B2", "#D55E00"), "Basic"),
    "reliability": lambda: reliability_spec(NAMES),
    "strength": lambda: strength_spec(NAMES, "Turn"),
    "cloud": lambda: cloud_spec("loss", 15, (0.2, 0.5), NAMES),
    "defects": lambda: defect_spec(("Hole", "Tear"), 12),
    "layers": lambda: layer_spec(4, "Basic"),
    "points": lambda: point_spec(NAMES, "Parameters", ((10.0, 1e6), (0.8, 0.98)), 0.835),
}


@pytest.fixture(params=SPECS, ids=str)
def spec(request):
    return SPECS[request.param]()


def encodings(spec, channel):
    layers = spec.get("layer", [spec])
    return [layer["encoding"][channel] for layer in layers if channel in layer["encoding"]]


def test_a_spec_is_valid_and_holds_no_data(spec):
    alt.Chart.from_dict(spec)
    alt.Chart.from_dict(spec).to_dict()
    assert spec["data"] == {"name": "source"}
    assert "datasets" not in spec


def test_a_spec_says_what_it_shows_to_a_screen_reader(spec):
    assert len(spec["description"]) > 30


def test_a_spec_leaves_the_title_the_background_and_the_theme_to_the_page(spec):
    assert not {"background", "title"} & spec.keys()
    assert spec["config"].keys() == {"locale"}  # how a number is written is no matter of theme


def test_a_spec_is_plain_json_and_comes_out_the_same_when_built_anew(spec):
    assert json.loads(json.dumps(spec)) is not None
    first = json.dumps(course_spec("accuracy", 8, (0.7, 1.0)))
    course_spec.cache_clear()
    assert json.dumps(course_spec("accuracy", 8, (0.7, 1.0))) == first


def test_a_chart_is_built_once():
    assert course_spec("loss", 8, (0.0, 1.0)) is course_spec("loss", 8, (0.0, 1.0))


@pytest.mark.parametrize("epochs", [1, 8, 11, 50])
def test_the_epoch_axis_is_whole_from_the_start_with_few_whole_ticks(epochs):
    for x in encodings(course_spec("accuracy", epochs, (0.5, 1.0)), "x"):
        assert x["scale"]["domain"] == [0, epochs]
        assert len(x["axis"]["values"]) <= 11
        assert all(tick == int(tick) for tick in x["axis"]["values"])


def test_a_chart_has_at_most_four_lines_and_no_legend():
    spec = course_spec("accuracy", 8, (0.7, 1.0))
    lines = [layer for layer in spec["layer"] if layer["mark"]["type"] == "line"]
    assert len(lines) == 3  # seen, new, and a pale one of another run
    assert all(
        colour.get("legend", 0) is None for colour in encodings(spec, "color") if "field" in colour
    )


@pytest.mark.parametrize(("far", "text", "line"), [(True, 24, 4), (False, 14, 3)])
def test_text_and_lines_can_be_read(far, text, line):
    spec = course_spec("accuracy", 8, (0.7, 1.0), far=far)
    sizes = [x["axis"]["labelFontSize"] for x in encodings(spec, "x")]
    sizes += [
        layer["mark"]["fontSize"] for layer in spec["layer"] if layer["mark"]["type"] == "text"
    ]
    widths = [layer["mark"]["strokeWidth"] for layer in spec["layer"][2:4]]
    assert min(map(smallest, sizes)) >= text
    assert min(map(smallest, widths)) >= line


def smallest(size):
    """The smallest number that a size can be: it is one, or goes by the width of the chart."""
    return (
        min(map(int, size["expr"].partition("?")[2].split(":"))) if isinstance(size, dict) else size
    )


def test_accuracy_is_shown_in_percent_on_its_axis_and_under_the_pointer():
    spec = course_spec("accuracy", 8, (0.7, 1.0))
    assert spec["config"]["locale"]["number"]["percent"] == "\u00a0%"
    assert {y["axis"]["format"] for y in encodings(spec, "y") if "axis" in y} == {".0%"}
    [tooltip] = encodings(spec, "tooltip")
    assert {"field": "accuracy", "format": ".1%", "title": "Accuracy", "type": "quantitative"} in (
        tooltip
    )


def test_a_legend_names_only_the_networks_of_the_run():
    spec = gap_spec("loss", 8, (0.0, 1.0), ("standard", "mine"))
    for colour in encodings(spec, "color"):
        assert colour["scale"]["domain"] == ["Standard", "Mine"]


def test_only_the_accuracy_gap_has_a_band_of_chance():
    marks = [
        [layer["mark"]["type"] for layer in gap_spec(metric, 8, (-2.0, 4.0))["layer"]]
        for metric in ("accuracy", "loss")
    ]
    assert "area" in marks[0]
    assert "area" not in marks[1]


def page():
    """Feed every chart as a page does, one of them twice."""
    import pandas as pd
    import streamlit as st

    from fmnist_app import charts
    from fmnist_app.evaluation import gap_reports

    columns = ["model", "kind", "epoch", "accuracy", "loss", "val_accuracy", "val_loss"]
    history = pd.DataFrame(
        [("basic", "epoch", float(now), 0.9, 0.3, 0.8, 0.4) for now in (1, 2, 3)], columns=columns
    )
    domains = charts.first_domains(2_000)
    for end in (0, 3):
        rows = charts.course_rows(history[:end], gap_reports(history[:end], 1000, 1000), domains)
        spec = charts.course_spec("accuracy", 8, (0.7, 1.0))
        st.vega_lite_chart(rows, spec, alt=spec["description"])
    gaps = charts.gap_rows(gap_reports(history, 1000, 1000))
    st.vega_lite_chart(gaps, charts.gap_spec("accuracy", 8, charts.gap_domain(gaps, "accuracy")))


def test_streamlit_takes_the_specs_and_feeds_them_data_without_changing_them():
    before = json.dumps(course_spec("accuracy", 8, (0.7, 1.0)))
    app = AppTest.from_function(page, default_timeout=30).run()
    assert not app.exception
    drawn = app.get("arrow_vega_lite_chart") or app.get("vega_lite_chart")
    assert len(drawn) == 3
    assert json.dumps(course_spec("accuracy", 8, (0.7, 1.0))) == before
