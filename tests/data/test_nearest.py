import numpy as np

from fmnist_app.data.nearest import Nearest


def test_a_picture_of_the_index_finds_itself_first(dataset):
    index = Nearest(dataset.train_images[:7_000])
    for place in (0, 123, 6_999):
        assert index.to(dataset.train_images[place], 3)[0] == place


def test_brightness_plays_no_part(dataset):
    index = Nearest(dataset.train_images[:2_000])
    dim = (dataset.train_images[77] // 2).astype(np.uint8)
    assert index.to(dim, 1)[0] == 77


def test_neighbours_are_mostly_of_the_same_class(dataset):
    index = Nearest(dataset.train_images)
    found = [dataset.train_labels[index.to(image, 5)] for image in dataset.test_images[:100]]
    agreement = np.mean(np.stack(found) == dataset.test_labels[:100, None])
    assert agreement > 0.7


def test_a_blank_picture_is_no_trouble(dataset):
    index = Nearest(dataset.train_images[:500])
    assert len(index.to(np.zeros((28, 28), np.uint8), 6)) == 6
