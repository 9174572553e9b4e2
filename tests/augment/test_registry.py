"""The registry: every transform is in it, with a sentence, and in the guide."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import fmnist_app.augment as library
from fmnist_app.augment import TRANSFORMS, Compose, RandomApply, Transform
from fmnist_app.augment.transform import PictureTransform

GUIDE = Path(__file__).parents[2] / "docs" / "add-an-augmentation.md"
MADE_OF_OTHERS = {Compose, RandomApply}


def all_transforms():
    """The classes of transforms that any module of the library defines."""
    found = set()
    for module in pkgutil.walk_packages(library.__path__, library.__name__ + "."):
        things = vars(importlib.import_module(module.name)).values()
        found |= {it for it in things if isinstance(it, type) and issubclass(it, Transform)}
    return found - {Transform, PictureTransform}


def test_every_transform_is_listed_by_name_unless_it_is_made_of_others():
    listed = [type(one.transform) for one in TRANSFORMS.values()]
    assert set(listed) == all_transforms() - MADE_OF_OTHERS
    assert len(listed) == len(set(listed))


def test_every_transform_can_be_imported_from_the_library():
    assert {transform.__name__ for transform in all_transforms()} <= set(library.__all__)


@pytest.mark.parametrize("name", TRANSFORMS)
def test_a_listed_transform_has_its_usual_parameters_and_one_short_sentence(name):
    listed = TRANSFORMS[name]
    assert listed.transform == type(listed.transform)()
    assert name == name.capitalize()
    assert listed.sentence[0].isupper()
    assert listed.sentence.find(".") == len(listed.sentence) - 1
    assert len(listed.sentence) < 80


def test_the_guide_names_every_transform_with_its_module():
    guide = GUIDE.read_text(encoding="utf-8")
    for name, listed in TRANSFORMS.items():
        kind = type(listed.transform)
        module = kind.__module__.rsplit(".", 1)[-1]
        assert f"| {name} | `{kind.__name__}` | `{module}` |" in guide
    assert all(f"`{kind.__name__}`" in guide for kind in MADE_OF_OTHERS)


def test_the_transform_of_the_guide_can_be_used(pictures, rng):
    (example,) = re.findall(
        r"^```python\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.M | re.S
    )
    defined: dict[str, type[Transform]] = {}
    exec(example, defined)  # noqa: S102 - our own document
    noisy = defined["GaussianNoise"]()(pictures, rng)
    assert (noisy.shape, noisy.dtype) == (pictures.shape, pictures.dtype)
    assert ((noisy > 0) == (pictures > 0)).all()
    assert (noisy != pictures).any(axis=(1, 2)).all()
