"""The recorded run that Home plays: in the browser alone, without a word to the server."""

import math
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from PIL import Image

from fmnist_app.core.formatting import count
from fmnist_app.data import CLASS_NAMES, evaluation_sizes
from fmnist_app.evaluation import GapReport, story
from fmnist_app.models import network
from fmnist_app.models.colours import NETWORK_COLOURS
from fmnist_app.training.recording import Recording, Watched, read_recording
from fmnist_app.ui.shell.resources import dataset
from fmnist_app.ui.widgets.pictures import as_png_url

HERE = Path(__file__).parent
HEIGHT = 460  # pixels, on every screen: its place is kept free until it plays
HTML = f"""
<figure class="player" style="height: {HEIGHT}px">
  <p class="sentence"></p>
  <div class="scene">
    <div class="course">
      <div class="chart" role="img"></div>
      <button type="button" class="control"><span aria-hidden="true"></span><b></b></button>
    </div>
    <div class="asked">
      <p class="question"></p>
      <ul class="pictures"></ul>
    </div>
  </div>
</figure>
"""


def recorded_run() -> None:
    """Draw the recorded run, which plays by itself once."""
    _component()(key="recorded_run", data=played(), width="stretch", height=HEIGHT)


def how_recorded() -> str:
    """How the recording was made, in words."""
    run = the_recording().settings
    return (
        f"Recorded, not live: {network(run.models[0]).title}, {count(run.pictures, 'picture')}, "
        f"{count(run.epochs, 'epoch')}, seed {run.seed}, by `python -m fmnist_app record`. The "
        "pictures are those of 6,000 new ones whose answers changed most often, one of a class."
    )


@st.cache_resource(show_spinner=False)
def the_recording() -> Recording:
    """The recording that is shipped."""
    return read_recording()


@st.cache_resource(show_spinner=False)
def played() -> dict[str, Any]:
    """What the browser is told: numbers in percent, an entry for each epoch, and all words."""
    run = the_recording()
    seen, fresh = (
        [round(100 * share, 2) for share in run.curve(name)]
        for name in ("accuracy", "val_accuracy")
    )
    reports = _reports(run)
    sentences = [story(report) for report in reports]
    return {
        "seen": seen,
        "fresh": fresh,
        "low": 10 * math.floor(min(seen + fresh) / 10),
        "names": ["pictures it has seen", "new pictures"],
        "short_names": ["seen", "new"],
        "counters": [f"Epoch {epoch} of {len(seen)}" for epoch in range(1, len(seen) + 1)],
        "sentences": sentences,
        "memorising_since": [_memorising_since(report) for report in reports],
        "mark": "starts to memorise",
        "question": "What it takes six new pictures for",
        "summary": f"Two lines over {len(seen)} epochs. After the first: {sentences[0]} After the "
        f"last: {sentences[-1]} The gap between them is shaded.",
        "colour": NETWORK_COLOURS[run.settings.models[0]],
        "pictures": [_picture(one) for one in run.watched],
    }


def _reports(run: Recording) -> list[GapReport]:
    """What could be said after each epoch, by what was known then."""
    sizes = evaluation_sizes(run.settings.protocol, run.settings.pictures)
    return [
        GapReport.from_epochs(run.rows[:epochs], *sizes) for epochs in range(1, len(run.rows) + 1)
    ]


def _memorising_since(report: GapReport) -> int | None:
    standing = report.standing
    return standing.since if standing.stage == "memorising" else None


def _picture(watched: Watched) -> dict[str, Any]:
    truth = int(dataset().train_labels[watched.picture])
    name = CLASS_NAMES[truth]
    return {
        "source": as_png_url(Image.fromarray(dataset().train_images[watched.picture])),
        "alt": f"A picture of the class {name}",
        "answers": [CLASS_NAMES[answer] for answer in watched.answers],
        "marks": ["✓ right" if answer == truth else f"✗ is: {name}" for answer in watched.answers],
    }


@cache
def _component() -> Callable[..., Any]:
    css, js = ((HERE / name).read_text(encoding="utf-8") for name in ("player.css", "player.js"))
    mounted: Callable[..., Any] = st.components.v2.component(
        "fmnist_recorded_run", html=HTML, css=css, js=js
    )
    return mounted
