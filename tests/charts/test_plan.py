"""The drawing of a network: boxes as high as maps and as wide as they are many."""

import altair as alt
import pytest

from fmnist_app.charts import plan_rows, plan_spec
from fmnist_app.charts.plan import BROKEN, FLAT
from fmnist_app.models.own import draft, parse
from fmnist_app.models.table import layer_table


def boxes(text):
    return plan_rows(layer_table(parse(text))).set_index("layer")


def test_boxes_are_to_scale():
    drawn = boxes("conv32-3-valid,pool2,res16,gap,dense10")
    conv, pool, block = drawn.iloc[1], drawn.iloc[2], drawn.iloc[3]
    assert (conv["half"], pool["half"]) == (13, 6.5)
    assert conv["right"] - conv["left"] == pytest.approx(1)
    assert block["right"] - block["left"] == pytest.approx(0.5)
    assert drawn.iloc[4]["half"] == FLAT / 2


def test_boxes_stand_one_after_the_other():
    drawn = boxes("conv8-3,bn,act,pool2,drop0.1,flat,dense64,dense10")
    assert (drawn["left"].iloc[1:].to_numpy() > drawn["right"].iloc[:-1].to_numpy()).all()
    assert (drawn["right"] > drawn["left"]).all()


def test_values_that_are_too_many_are_cut_off_and_say_so():
    drawn = boxes("conv8-3,flat,dense10")
    flat = drawn.loc["Flatten"]
    assert flat["output"] == "6,272 values"
    assert flat["right"] - flat["left"] == pytest.approx(1)
    assert flat["cut"]
    assert not drawn.iloc[1]["cut"]


def test_a_layer_that_cannot_work_is_drawn_where_it_stands():
    found = draft("conv8-3,dense64,dense10")
    drawn = plan_rows(found.rows, found.words[1])
    assert drawn["kind"].tolist()[-1] == BROKEN
    assert drawn["number"].tolist()[-1] == "2"


def test_the_drawing_is_valid_and_holds_no_data():
    spec = plan_spec("own", "A network.")
    alt.LayerChart.from_dict(spec)
    assert spec["description"] == "A network."
    assert "values" not in spec["data"]
