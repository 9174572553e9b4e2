import numpy as np

from fmnist_app.catalog.shipped import shipped
from fmnist_app.catalog.strength import altered_sample, right_at_each_level, sample
from fmnist_app.inference.runtime import Runtime


def test_the_sample_has_as_many_of_each_class_and_is_the_same_each_time(dataset):
    chosen = sample(dataset)
    assert np.bincount(dataset.test_labels[chosen]).tolist() == [100] * 10
    assert (chosen == sample(dataset)).all()


def test_a_network_names_fewer_right_the_stronger_pictures_are_shifted(dataset):
    done: list[float] = []
    levels = altered_sample(dataset, "shift", done.append)
    chosen = sample(dataset)
    assert done[-1] == 1
    assert (levels[0] == dataset.test_images[chosen]).all()
    ends = levels[[0, -1], :200]
    right = right_at_each_level(
        Runtime(shipped("standard").files.tflite), ends, dataset.test_labels[chosen[:200]]
    )
    assert right.shape == (2, 200)
    assert right[0].mean() > 0.8
    assert right[1].mean() < right[0].mean() - 0.1
