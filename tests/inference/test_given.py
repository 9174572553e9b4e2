"""Labels that pictures came with, and what speaks against them."""

import pytest

from fmnist_app.data import CLASS_NAMES
from fmnist_app.inference.annotations import safe_name
from fmnist_app.inference.given import Against, against, given_label, gravity_of
from fmnist_app.inference.label import NO_CLOTHING, Doubt, Label

SURE = Label("Coat", 0.97, 3.0, None, ("Coat", "Dress", "Shirt"))
UNSURE = Label("Coat", 0.5, 3.0, Doubt.UNSURE, ("Coat", "Dress", "Shirt"))
SPLIT = Label("Coat", 0.8, 3.0, Doubt.DISAGREE, ("Coat", "Dress", "Shirt"))
OTHER = Label("Coat", 0.9, -3.0, Doubt.NO_CLOTHING, ("Coat", "Dress", "Shirt"))


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Dress/1.jpg", "Dress"),
        ("spring/DRESSES/1.jpg", "Dress"),
        ("ankle-boots/1.jpg", "Ankle boot"),
        ("Boots/1.jpg", "Ankle boot"),
        ("t-shirts/1.jpg", "T-shirt/top"),
        ("Tops\\1.jpg", "T-shirt/top"),
        ("T-shirt_top/1.jpg", "T-shirt/top"),
        ("none of these/1.jpg", NO_CLOTHING),
        ("1.jpg", None),
        ("dress.jpg", None),
        ("new/1.jpg", None),
        ("coats/new/1.jpg", None),
        ("dress shirts/1.jpg", None),
        ("", None),
    ],
)
def test_the_innermost_folder_names_the_label(name: str, label: str | None) -> None:
    assert given_label(name) == label


@pytest.mark.parametrize("name", [*CLASS_NAMES, NO_CLOTHING])
def test_what_was_taken_along_in_folders_comes_back_with_its_labels(name: str) -> None:
    assert given_label(f"{safe_name(name)}/1.jpg") == name


@pytest.mark.parametrize(
    ("given", "label", "found"),
    [
        ("Coat", SURE, None),
        ("Coat", SPLIT, None),
        ("Dress", SURE, Against.BOTH),
        ("Dress", UNSURE, Against.BOTH),
        ("Dress", SPLIT, Against.ONE),
        ("Shirt", SPLIT, Against.BOTH),
        ("Coat", OTHER, Against.NO_CLOTHING),
        (NO_CLOTHING, OTHER, None),
        (NO_CLOTHING, SURE, Against.BOTH),
    ],
)
def test_what_speaks_against_a_label(given: str, label: Label, found: Against | None) -> None:
    assert against(given, label) == found


def test_the_surer_the_networks_are_of_another_class_the_graver_it_is() -> None:
    cases = [("Dress", SPLIT), ("Coat", SURE), ("Dress", UNSURE), ("Dress", SURE), ("Coat", OTHER)]
    order = sorted(cases, key=lambda case: gravity_of(*case))
    assert order == [("Dress", SURE), ("Dress", UNSURE), ("Coat", OTHER), *cases[:2]]
