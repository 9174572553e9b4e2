import numpy as np

from fmnist_app.data.toes import SHOES, toes_left


def boot():
    picture = np.zeros((28, 28), np.uint8)
    picture[16:24, 2:26] = 200  # the sole and the foot
    picture[4:16, 16:26] = 120  # the shaft, above the heel on the right
    return picture


def test_a_boot_points_where_its_shaft_is_not():
    assert toes_left(np.stack([boot(), boot()[:, ::-1]])).tolist() == [True, False]


def test_a_black_picture_has_no_toe():
    assert not toes_left(np.zeros((1, 28, 28), np.uint8)).any()


def test_nearly_all_shoes_of_the_data_set_point_left_and_mirrored_right(dataset):
    shoes = dataset.train_images[np.isin(dataset.train_labels, SHOES)][:1000]
    assert toes_left(shoes).mean() > 0.98
    assert toes_left(shoes[:, :, ::-1]).mean() < 0.02
