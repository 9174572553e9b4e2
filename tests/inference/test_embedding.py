"""Maps of pictures by a network's features: the axes, the nearest, and what a map keeps of them."""

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors

from fmnist_app.catalog import shipped
from fmnist_app.catalog.weights import read_weights
from fmnist_app.data import normalise
from fmnist_app.inference.embedding.errors import NoMapError
from fmnist_app.inference.embedding.features import (
    Spread,
    last_features,
    up_to_features,
)
from fmnist_app.inference.embedding.files import EmbeddingFiles
from fmnist_app.inference.embedding.make import make_maps
from fmnist_app.inference.embedding.neighbours import kept, nearest, nearest_to
from fmnist_app.inference.embedding.place import closest, placed, reduced_of
from fmnist_app.inference.inside.network import ArrayNetwork

PICTURES = 300


@pytest.fixture(scope="module")
def network():
    return read_weights(shipped("standard"))


@pytest.fixture(scope="module")
def pictures(dataset):
    return dataset.test_images[:PICTURES]


@pytest.fixture(scope="module")
def files(network, pictures, tmp_path_factory):
    files = EmbeddingFiles(tmp_path_factory.mktemp("maps"))
    make_maps(network, pictures, files)
    return files


@pytest.fixture
def points():
    return np.random.default_rng(0).normal(size=(400, 5)).astype(np.float32)


def test_the_features_are_what_the_last_layer_makes_its_scores_of(network, pictures):
    features = np.concatenate(list(last_features(network, pictures)))
    assert features.shape == (PICTURES, 64)
    last = network.weights[network.learnt[-1]]
    scores = network.scores(normalise(pictures)[..., 0])
    assert features @ last["kernel"] + last["bias"] == pytest.approx(scores, abs=1e-4)


def test_the_nearest_are_those_of_scikit_learn(points):
    places, distances = nearest(points, 7)
    expected, same = NearestNeighbors(n_neighbors=8, algorithm="brute").fit(points).kneighbors()
    assert np.array_equal(places, same[:, :7])
    assert distances == pytest.approx(expected[:, :7], abs=1e-3)
    assert np.array_equal(nearest_to(points[3] + 1e-6, points, 8)[1:], places[3])


def test_a_map_of_the_points_themselves_keeps_all_neighbours_and_a_random_one_few(points):
    neighbours, _ = nearest(points, 10)
    assert (kept(neighbours, points) == 10).all()
    elsewhere = np.random.default_rng(1).permutation(points)[:, :2]
    assert kept(neighbours, elsewhere).mean() < 1


def test_the_variance_of_parts_is_that_of_the_whole(points):
    spread = Spread()
    for part in np.array_split(points, 7):
        spread.add(part)
    assert spread.variance == pytest.approx(points.var(axis=0).sum(), rel=1e-5)


def test_the_axes_are_the_principal_components(files, network, pictures):
    features = np.concatenate(list(last_features(network, pictures)))
    expected = PCA(2, svd_solver="full").fit(features)
    made = files.read_map("pca")
    turned = np.abs(np.corrcoef(made.points.T, expected.transform(features).T)[:2, 2:])
    assert turned == pytest.approx(np.eye(2), abs=1e-3)
    assert made.variance == pytest.approx(expected.explained_variance_ratio_.sum(), abs=1e-3)
    assert made.done == 1


def test_t_sne_keeps_more_neighbours_than_two_components_do(files):
    pca, tsne = files.read_map("pca"), files.read_map("tsne")
    assert tsne.done == 1
    assert len(tsne.points) == len(tsne.kept) == PICTURES
    assert tsne.kept.mean() > pca.kept.mean() > 0.5


def test_equal_pictures_come_to_the_same_place_and_near_their_own_neighbours(
    files, network, pictures
):
    features = files.read_features()
    own = reduced_of(network, normalise(pictures[5])[..., 0], features)
    assert own == pytest.approx(features.reduced[5], abs=1e-3)
    near = closest(own, features)
    assert near[0] == 5
    assert set(near[1:]) == set(features.neighbours[5][:9])
    pca, tsne = files.read_map("pca"), files.read_map("tsne")
    assert placed("pca", own, near, pca) == pytest.approx(pca.points[5], abs=1e-3)
    across = np.ptp(tsne.points, axis=0).max()
    assert np.linalg.norm(placed("tsne", own, near, tsne) - tsne.points[5]) < across / 5


def test_what_is_there_is_not_made_again_and_what_was_broken_off_is(
    files, network, pictures, tmp_path
):
    before = files.read_map("tsne").points
    make_maps(network, pictures, files, lambda: pytest.fail("made again"))
    assert np.array_equal(files.read_map("tsne").points, before)

    class GoneError(Exception):
        pass

    def until_steps_of_t_sne():
        if halfway.read_map("tsne"):
            raise GoneError

    halfway = EmbeddingFiles(tmp_path)
    with pytest.raises(GoneError):
        make_maps(network, pictures, halfway, until_steps_of_t_sne)
    assert 0 < halfway.read_map("tsne").done < 1
    make_maps(network, pictures, halfway)
    assert np.array_equal(halfway.read_map("tsne").points, before)


def test_a_damaged_file_is_no_map(tmp_path):
    files = EmbeddingFiles(tmp_path)
    assert files.read_map("pca") is None
    (tmp_path / "pca.npz").write_bytes(b"PK\x03\x04 and no more")
    assert files.read_map("pca") is None


def test_features_that_never_differ_are_said_to(network, pictures, tmp_path):
    dead = ArrayNetwork(
        network.layers,
        tuple({name: 0 * array for name, array in own.items()} for own in network.weights),
    )
    with pytest.raises(NoMapError, match="answers every picture alike"):
        make_maps(dead, pictures, EmbeddingFiles(tmp_path))


def test_every_kind_of_network_has_last_features():
    for name in ("basic", "wide"):
        network = read_weights(shipped(name))
        features = up_to_features(network).scores(np.zeros((1, 28, 28), np.float32))
        assert features.shape == (1, len(network.weights[network.learnt[-1]]["kernel"]))
