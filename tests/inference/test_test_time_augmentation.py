"""What several looks at one picture say is merged; at a photo the better ones count more."""

import numpy as np
import pytest

from fmnist_app.images import Overrides, PreparedPicture
from fmnist_app.images.samples import catalogue_photo
from fmnist_app.inference.batch import read_one
from fmnist_app.inference.classifier import merged
from fmnist_app.inference.runtime import NetworkOutputs
from fmnist_app.inference.test_time_augmentation import mean_probabilities, weights_of_looks


def looks(*rows):
    """Outputs of looks, each given by its class, how sure it is of it, and its clothing output."""
    classes = np.stack([np.full(10, (1.0 - sure) / 9) for _, sure, _ in rows])
    classes[np.arange(len(rows)), [label for label, _, _ in rows]] = [sure for _, sure, _ in rows]
    clothing = np.array([clothing for _, _, clothing in rows])
    return NetworkOutputs(classes, clothing, np.zeros((len(rows), 0)))


def sight(dataset, kind):
    read = read_one(catalogue_photo(dataset.test_images[0], 0).getvalue(), Overrides(kind=kind))
    assert isinstance(read, PreparedPicture)
    return read


def test_a_sure_look_at_what_looks_like_clothing_counts_most():
    good, unsure, other = weights_of_looks(looks((3, 0.99, 0.9), (4, 0.2, 0.9), (4, 0.99, 0.1)))
    assert 0 < unsure < good <= 1
    assert 0 < other < good


def test_looks_of_one_weight_are_merged_as_if_there_were_none():
    raw = looks((3, 0.7, 0.9), (4, 0.6, 0.9))
    assert mean_probabilities(raw.classes, np.full(2, 0.3)) == pytest.approx(
        mean_probabilities(raw.classes)
    )


@pytest.mark.parametrize(("kind", "label"), [("photo", 3), ("drawing", 4)])
def test_bad_cut_outs_of_a_photo_do_not_outvote_a_good_one(dataset, kind, label):
    picture = sight(dataset, kind)
    raw = looks((3, 0.9, 0.99), *[(4, 0.5, 0.01)] * 3)
    assert merged(raw, picture, every_mask=True).argmax() == label
    assert merged(raw, picture, every_mask=False).argmax() == 4
    assert merged(raw, picture, every_mask=True).sum() == pytest.approx(1.0)


def test_where_no_look_is_like_clothing_there_is_an_answer_all_the_same(dataset):
    raw = looks((3, 0.9, 0.0), (3, 0.8, 0.0))
    row = merged(raw, sight(dataset, "photo"), every_mask=True)
    assert row.argmax() == 3
