"""Networks trained in a visit answer drawings and uploads beside the shipped ones."""

import pytest

from fmnist_app.evaluation.predictions import read_predictions
from fmnist_app.sketch import as_object, sample
from fmnist_app.ui.draw.fold import OPEN
from fmnist_app.ui.draw.sheet import SHEET, Sheet
from fmnist_app.ui.shell.resources import lab
from tests.pages.test_train import SMALL, button, watch_until

BAG = 8
pytestmark = pytest.mark.slow


def test_a_network_trained_in_this_visit_answers_a_drawing_until_it_is_gone(open_page, dataset):
    trained = open_page("train", **SMALL)
    button(trained, "Train").click().run()
    watch_until(trained, "Finished")
    trained.switch_page("pages/use/draw.py").run()
    trained.session_state[SHEET.name] = Sheet([as_object(s) for s in sample(BAG)])
    trained.session_state[OPEN.name] = True
    trained.run()
    choice = trained.button_group(key="draw_networks")
    run = trained.session_state["run"]
    assert choice.options[-2:] == ["Basic, your run", "Standard, your run"]
    choice.set_value([f"basic.{run[:6]}"]).run()
    assert not trained.exception
    said = " ".join(element.value for element in trained.markdown)
    assert "Basic, your run" in said
    assert trained.get("vega_lite_chart")

    outcome = read_predictions(lab().folder(run) / "basic.outcome.npz")
    result = lab().look(run).results["basic"]
    assert (outcome.predictions == dataset.test_labels).mean() == pytest.approx(
        result.test_accuracy, abs=2e-4
    )
    assert outcome.data_sha256 == dataset.sha256

    (lab().folder(run) / "basic.tflite").unlink()
    trained.switch_page("pages/use/draw.py").run()
    assert not trained.exception
    words = trained.button_group(key="draw_networks").options
    assert "Basic, your run" not in words
    assert "Standard, your run" in words
