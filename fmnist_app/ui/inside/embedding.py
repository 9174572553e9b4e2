"""All test pictures as a flat map: near is what the network's last features find alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from fmnist_app.catalog import NetworkPackage
from fmnist_app.charts.palette import CLASS_COLOURS
from fmnist_app.core.formatting import count
from fmnist_app.core.numbers import as_text, bytes_as_text
from fmnist_app.core.paths import home
from fmnist_app.data import CLASS_NAMES, TEST_PICTURES
from fmnist_app.evaluation.predictions import PredictionsError
from fmnist_app.inference.embedding.files import EmbeddingFiles, Features, FlatMap
from fmnist_app.inference.embedding.place import closest, placed, reduced_of
from fmnist_app.inference.inside.network import ArrayNetwork
from fmnist_app.lab.embedding import Embeddings
from fmnist_app.ui.inside.component import component
from fmnist_app.ui.inside.look import Look, weights
from fmnist_app.ui.inside.opening import NUMBER, PICTURE, TEST
from fmnist_app.ui.inside.test_pictures import show_test_pictures
from fmnist_app.ui.shell.resources import dataset
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets.networks import networks
from fmnist_app.ui.widgets.segments import segments

METHOD, BESIDE, NO_OTHER = "inside_method", "inside_beside", "none"
PCA, TSNE = "pca", "tsne"
METHODS = {PCA: "PCA", TSNE: "t-SNE"}
TICK = 1.0  # seconds between two looks while a map is made
KEPT = 6  # networks' features in memory, 2 to 3 MB each
COMPONENT = "inside_embedding"
OPENED = Slot("inside_opened", False)  # whether a point was chosen to be looked at


@dataclass(frozen=True, eq=False)
class Shown:
    """A network with its files and its map as it is by now, if there is one."""

    package: NetworkPackage
    network: ArrayNetwork
    files: EmbeddingFiles
    made: FlatMap | None
    method: str

    @property
    def finished(self) -> bool:
        """Whether the map that was asked for is done."""
        return self.made is not None and self.made.done == 1


def show_embedding(look: Look) -> None:
    """Let the visitor choose how to lay the pictures out, and draw the maps."""
    with st.container(horizontal=True, vertical_alignment="center"):
        method = segments(
            "Laid out by", METHODS, METHOD, bind="query-params", label_visibility="collapsed"
        )
        packages = [look.package, *_beside(look.package)]
        st.write("Every test picture is a point; near are those that the network finds alike.")
    shown = [_shown(one, method) for one in packages]
    over = all(one.finished or embeddings().trouble(one.files) for one in shown)
    st.fragment(_panel, run_every=None if over else TICK)(look, packages, method, over)
    show_test_pictures()


@st.cache_resource(show_spinner=False)
def embeddings() -> Embeddings:
    """The maps of this server."""
    return Embeddings(home() / "embeddings")


def _beside(first: NetworkPackage) -> list[NetworkPackage]:
    found = {one.id: one for one in networks() if one.id != first.id}
    chosen = st.selectbox(
        "Beside it",
        [NO_OTHER, *found],
        key=BESIDE,
        width=230,
        bind="query-params",
        label_visibility="collapsed",
        format_func=lambda one: found[one].title if one in found else "Nothing beside it",
    )
    return [found[chosen]] if chosen in found else []


def _shown(package: NetworkPackage, method: str) -> Shown:
    network = weights(package)
    files = embeddings().ask(package, network)
    made = files.read_map(method)
    if made is None and method == TSNE and (begun := files.read_map(PCA)):
        # What t-SNE begins from, until it moves.
        made = FlatMap(begun.points, begun.kept[:0], 0.0)
    return Shown(package, network, files, made, method)


def _panel(look: Look, packages: list[NetworkPackage], method: str, over: bool) -> None:
    if OPENED.get():
        OPENED.clear()
        st.rerun()
    shown = [_shown(one, method) for one in packages]
    for one in shown:
        _progress(one)
    if not over and all(one.finished or embeddings().trouble(one.files) for one in shown):
        st.rerun()  # once more, then without looking again
    if any(one.made for one in shown):
        _draw(look, shown)
    for one in shown:
        if one.finished:
            st.caption(_measured(one))


def _progress(one: Shown) -> None:
    """Say how far the map is, or why it is not."""
    if one.finished:
        return
    if trouble := embeddings().trouble(one.files):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(f"{one.package.title}: {trouble}", icon=":material/error:")
            st.button(
                "Try again",
                f"inside_again_{one.package.id}",
                on_click=embeddings().again,
                args=(one.files,),
            )
    else:
        done = one.made.done if one.made else 0.0
        st.progress(done, f"{one.package.title}: {_stage(one, done)}")


def _stage(one: Shown, done: float) -> str:
    if before := embeddings().before(one.files):
        return f"waits for {before} other network{'s' * (before > 1)}"
    if one.method == TSNE and done:
        return f"t-SNE moves the points, {done:.0%} of its steps done"
    passed = len(one.made.points) if one.made else 0
    if passed == TEST_PICTURES:
        return "looks for each picture's nearest"
    return f"{count(passed)} of {count(TEST_PICTURES)} pictures passed through"


def _measured(one: Shown) -> str:
    """How the map was made and how far it can be trusted, in numbers."""
    made, features = one.made, _features(one.files)
    if made is None or features is None:
        return ""
    share = made.kept.mean() / features.neighbours.shape[1]
    way = (
        "t-SNE keeps neighbours together; how far apart two groups lie, and how large they are, "
        "means nothing."
        if one.method == TSNE
        else "PCA takes the two directions in which the last features differ most; they hold "
        f"{made.variance:.0%} of the variance."
    )
    return (
        f"{one.package.title}: {way} Of each picture's ten nearest by the network's last features, "
        f"this map keeps {share:.0%} among the ten nearest here. Measured on all "
        f"{count(len(made.points))} test pictures, along the features' first "
        f"{features.reduced.shape[1]} components, {features.variance:.0%} of the variance."
    )


def _draw(look: Look, shown: list[Shown]) -> None:
    component("embedding", "embedding")(
        key=COMPONENT,
        data={
            "labels": bytes_as_text(dataset().test_labels),
            "classes": list(CLASS_NAMES),
            "colours": list(CLASS_COLOURS),
            "looked": look.number,
            "maps": [_told(one, look) for one in shown if one.made],
        },
        default={"opened": None},
        on_opened_change=_open,
        width="stretch",
        height="content",
    )


def _open() -> None:
    """Look at the test picture whose point was chosen; for the component to call."""
    told = Slot[Any](COMPONENT, {}).get()
    number = told.get("opened") if told else None
    if isinstance(number, int) and 0 <= number < TEST_PICTURES:
        Slot(NUMBER, 0).set(number)
        Slot(PICTURE, TEST).set(TEST)
        OPENED.set(True)


def _told(one: Shown, look: Look) -> dict[str, Any]:
    assert one.made is not None  # noqa: S101 - it is asked for maps alone that are there
    try:
        said = bytes_as_text(one.package.predictions().predictions)
    except PredictionsError:
        said = ""
    own, near = _own(one, look)
    return {
        "title": one.package.title,
        "method": one.method,
        "points": as_text(one.made.points),
        "kept": bytes_as_text(one.made.kept),
        "said": said,
        "own": own,
        "near": near,
    }


def _own(one: Shown, look: Look) -> tuple[list[float] | None, list[int]]:
    """Where a picture of the visitor's own lies, and the ten nearest to what is looked at."""
    features = _features(one.files)
    if features is None or one.made is None:
        return None, []
    if look.number is not None:
        return None, features.neighbours[look.number].tolist()
    reduced = reduced_of(one.network, look.picture, features)
    near = closest(reduced, features)
    place = placed(one.method, reduced, near, one.made)
    return [float(each) for each in place], near.tolist()


def _features(files: EmbeddingFiles) -> Features | None:
    return _read_features(str(files.folder), files) if files.has_features else None


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _read_features(folder: str, _files: EmbeddingFiles) -> Features | None:  # noqa: ARG001
    return _files.read_features()
