"""What the whole server shares: data set, training service, shipped networks, picture index."""

import os

import streamlit as st

from fmnist_app.catalog import NetworkPackage, load
from fmnist_app.core.paths import home
from fmnist_app.data import Dataset, load_dataset
from fmnist_app.data.nearest import Nearest
from fmnist_app.delivery.folder import Deliveries
from fmnist_app.delivery.folder import limits_from_environment as delivery_limits
from fmnist_app.delivery.labelling import Labeller
from fmnist_app.experiments.search.service import Searches
from fmnist_app.inference import Answering
from fmnist_app.lab.cluster import SCHEDULER, Cluster
from fmnist_app.lab.executor import ProcessExecutor
from fmnist_app.lab.lessons import Lessons
from fmnist_app.lab.limits import limits_from_environment
from fmnist_app.lab.service import Lab, keep_tidy
from fmnist_app.ui.shell.secrets import settle_environment
from fmnist_app.wardrobe.folder import Wardrobes
from fmnist_app.wardrobe.folder import limits_from_environment as wardrobe_limits

KEPT_NETWORKS = 40  # trained ones, of all visitors; some 200 kB each


@st.cache_resource(show_spinner="Checking the data set")
def dataset() -> Dataset:
    """The verified data set, read-only; raises what `load_dataset` raises."""
    settle_environment()
    return load_dataset()


@st.cache_resource(show_spinner=False)
def lab() -> Lab:
    """The training service of this server."""
    settle_environment()
    limits, address = limits_from_environment(), os.environ.get(SCHEDULER)
    if address:
        cluster = Cluster(address)
        service = Lab(home() / "runs", limits, cluster.make, cluster.slots)
        service.take_up()
        keep_tidy(service, every=1.0)  # for workers that have become free
        return service
    service = Lab(home() / "runs", limits, ProcessExecutor)
    keep_tidy(service)
    return service


@st.cache_resource(show_spinner=False)
def lessons() -> Lessons:
    """The lessons of this server."""
    settle_environment()
    return Lessons(home() / "lessons")


@st.cache_resource(show_spinner=False)
def searches() -> Searches:
    """The searches of this server; on the same cores, they give way to visitors' runs."""
    settle_environment()
    runs, elsewhere = lab(), bool(os.environ.get(SCHEDULER))
    return Searches(home() / "searches", lambda: runs.busy and not elsewhere)


@st.cache_resource(show_spinner=False)
def wardrobes() -> Wardrobes:
    """The wardrobes of this server."""
    settle_environment()
    return Wardrobes(home() / "wardrobes", wardrobe_limits())


@st.cache_resource(show_spinner=False)
def deliveries() -> Deliveries:
    """The deliveries of this server."""
    settle_environment()
    return Deliveries(home() / "deliveries", delivery_limits())


@st.cache_resource(show_spinner=False)
def labeller() -> Labeller:
    """What labels this server's deliveries."""
    return Labeller(deliveries().limits.delivery_megabytes)


def ready(package: NetworkPackage) -> Answering:
    """The network of a package, ready to answer; a new version of its file is read anew."""
    return _ready(package.id, package.version, package)


@st.cache_resource(show_spinner=False, max_entries=KEPT_NETWORKS)
def _ready(key: str, version: int | None, _package: NetworkPackage) -> Answering:  # noqa: ARG001
    return load(_package)


@st.cache_resource(show_spinner=False)
def nearest_training() -> Nearest:
    """The index of all training pictures, built at the first question in a tenth of a second."""
    index = Nearest(dataset().train_images)
    dataset().let_go()
    return index
