"""A collection as one zip, and back: every photo and every field, bit for bit."""

from __future__ import annotations

import io
import json
import zipfile
from base64 import b64decode, b64encode
from datetime import date
from typing import Annotated

import numpy as np
from PIL import Image
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from fmnist_app.data import SIDE
from fmnist_app.wardrobe.item import LONGEST_NAME, LONGEST_NOTES, LONGEST_WORD, Item
from fmnist_app.wardrobe.store import MOST_ITEMS, Wardrobe, WardrobeError

LIST, PHOTOS = "wardrobe.json", "photos"
FORM = 1
MOST_MEGABYTES, MOST_PIXELS = 150, 2_000  # of all files unpacked, and of a photo's longer side
NO_WARDROBE = "The file is no wardrobe from here; expected the zip that this page gives."


def _small(text: str) -> str:
    if len(b64decode(text, validate=True)) > 100_000:
        raise ValueError("too long")
    return text


Word = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_WORD)]
Own = Annotated[str, StringConstraints(pattern=r"^[\w-]{12}$")]
Bytes = Annotated[str, AfterValidator(_small)]


class _Piece(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    id: Own
    added: Annotated[str, StringConstraints(max_length=40)]
    name: Annotated[str, StringConstraints(max_length=LONGEST_NAME)]
    thumbnail: Bytes
    pixels: Bytes
    guessed: Word
    probability: float
    label: Word
    colours: tuple[Word, ...]
    tags: tuple[Word, ...]
    notes: Annotated[str, StringConstraints(max_length=LONGEST_NOTES)]
    worn: tuple[date, ...]


class _List(BaseModel):
    form: int
    pieces: Annotated[list[_Piece], AfterValidator(lambda pieces: pieces[: MOST_ITEMS + 1])]


def as_zip(wardrobe: Wardrobe) -> bytes:
    """All pieces and their photos."""
    pieces = wardrobe.everything()
    told = {"form": FORM, "pieces": [_told(item, added) for item, _, added in pieces]}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(LIST, json.dumps(told, indent=1))
        for item, photo, _ in pieces:
            archive.writestr(f"{PHOTOS}/{item.id}.jpg", photo)
    return file.getvalue()


def bring_back(wardrobe: Wardrobe, data: bytes) -> int:
    """Add the pieces of such a zip that are not there yet; returns how many.

    All or none come in. Raises `WardrobeError` for a file that is none, or too large.
    """
    return wardrobe.take_in(_read(data))


def _told(item: Item, added: str) -> dict[str, object]:
    return _Piece(
        id=item.id,
        added=added,
        name=item.name,
        thumbnail=b64encode(item.thumbnail).decode(),
        pixels=b64encode(item.pixels.tobytes()).decode(),
        guessed=item.guessed,
        probability=item.probability,
        label=item.label,
        colours=item.colours,
        tags=item.tags,
        notes=item.notes,
        worn=item.worn,
    ).model_dump(mode="json")


def _read(data: bytes) -> list[tuple[Item, bytes, str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(one.file_size for one in archive.infolist()) / 1e6
            if unpacked > MOST_MEGABYTES:
                raise WardrobeError(
                    f"The file would unpack to {unpacked:,.0f} MB; expected at most "
                    f"{MOST_MEGABYTES}."
                )
            told = _List.model_validate_json(archive.read(LIST))
            if told.form != FORM:
                raise WardrobeError(f"The file's form is {told.form}; expected {FORM}.")
            return [_piece(one, archive.read(f"{PHOTOS}/{one.id}.jpg")) for one in told.pieces]
    except (zipfile.BadZipFile, KeyError, ValidationError, OSError, ValueError) as error:
        raise WardrobeError(NO_WARDROBE) from error
    except (NotImplementedError, RuntimeError) as error:  # packed or locked in another way
        raise WardrobeError(NO_WARDROBE) from error


def _piece(told: _Piece, photo: bytes) -> tuple[Item, bytes, str]:
    thumbnail = b64decode(told.thumbnail)
    for picture in (photo, thumbnail):
        _check(picture)
    pixels = np.frombuffer(b64decode(told.pixels), np.uint8).reshape(SIDE, SIDE)
    item = Item(
        told.id,
        told.name,
        thumbnail,
        pixels,
        told.guessed,
        told.probability,
        told.label,
        told.colours,
        told.tags,
        told.notes,
        tuple(sorted(told.worn, reverse=True)),
    )
    return item, photo, told.added


def _check(jpeg: bytes) -> None:
    """Raise ValueError or OSError unless it is a JPEG file of a size that the app makes."""
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as image:
        if max(image.size) > MOST_PIXELS:
            raise ValueError("too large")
        image.load()
