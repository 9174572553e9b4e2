"""The labels' names are the data set's."""

from fmnist_app.augment.labels import CLOSED_SHOES, SHOES, TOPS, Label
from fmnist_app.data import CLASS_NAMES


def named(labels):
    return {CLASS_NAMES[label] for label in labels}


def test_each_label_is_called_as_the_class_at_its_place():
    names = [name.upper().replace("-", "_").replace(" ", "_") for name in CLASS_NAMES]
    found = [label.name for label in sorted(Label) if label != Label.NO_CLOTHING]
    assert len(found) == len(names)
    assert all(name.startswith(label) for label, name in zip(found, names, strict=True))


def test_no_clothing_is_no_class_of_the_ten():
    assert Label.NO_CLOTHING not in range(len(CLASS_NAMES))


def test_groups_hold_the_classes_that_they_are_named_for():
    assert named(TOPS) == {"T-shirt/top", "Pullover", "Coat", "Shirt"}
    assert named(SHOES) == {"Sandal", "Sneaker", "Ankle boot"}
    assert named(SHOES - CLOSED_SHOES) == {"Sandal"}
