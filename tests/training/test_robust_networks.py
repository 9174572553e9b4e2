"""The robust networks learn through the same `fit` as all others."""

import keras
import numpy as np
import pytest

from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.zoo import robust
from fmnist_app.zoo.architectures import NETWORKS
from fmnist_app.zoo.learn import FitSettings, learn
from fmnist_app.zoo.pool import NO_CLOTHING, OTHER, Pool, plain_pool
from fmnist_app.zoo.splits import Splits


@pytest.mark.parametrize("name", sorted(NETWORKS))
def test_a_robust_network_learns_classes_and_what_is_no_clothing(name, dataset):
    plain = plain_pool(dataset.train_images[:600], dataset.train_labels[:600])
    noise = np.random.default_rng(0).integers(0, 256, (200, 28, 28), np.uint8)
    foreign = Pool(noise, np.full(200, NO_CLOTHING, np.int8), np.full(200, OTHER, np.uint8))
    network = NETWORKS[name]()
    losses = learn(network, plain, [foreign], FitSettings(epochs=4, batch_size=40)).history["loss"]
    assert losses[-1] < 0.7 * losses[0]
    pixels = np.concatenate([plain.pictures[:100], noise[:100]])[..., None] / np.float32(255)
    is_clothing = network(pixels)["clothing"].numpy()[:, 0]
    # So few steps barely move the averaged weights that are kept, but in the right direction.
    assert is_clothing[:100].mean() > is_clothing[100:].mean()


def test_a_robust_network_is_saved_without_its_optimiser_and_says_how_it_learnt(
    dataset, tmp_path, capsys
):
    part = dataset.train_images[:600], dataset.train_labels[:600]
    pool = plain_pool(dataset.train_images[600:900], dataset.train_labels[600:900])
    files = NetworkFiles(tmp_path, "standard-robust")
    settings = FitSettings(epochs=1, batch_size=40, seed=3)
    facts = robust.train(files, Splits(part, part, part, dataset.sha256), [pool], settings)
    assert (facts.epochs, facts.pictures, facts.seed) == (1, 600, 3)
    assert "standard-robust: epoch 1, loss " in capsys.readouterr().out
    saved = keras.saving.load_model(files.keras, compile=False)
    assert files.keras.stat().st_size < 1.5 * 4 * saved.count_params()
