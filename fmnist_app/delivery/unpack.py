"""The pictures in a zip file, read one by one and none that would not fit."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from fmnist_app.core.formatting import count
from fmnist_app.delivery.store import MOST_PICTURES, DeliveryError
from fmnist_app.images.files import ENDINGS, MOST_MEGABYTES

MOST_UNPACKED = 300  # megabytes of all


def pictures_in(file: IO[bytes], name: str) -> Iterator[tuple[str, bytes]]:
    """Each picture's name and its file; raises `DeliveryError` for what is no zip or too large.

    What is no picture by its name, or hidden, is left out.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = [one for one in archive.infolist() if _is_picture(one)]
            _check(members, name)
            for one in members:
                yield one.filename, archive.read(one)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        raise DeliveryError(f"{name} is no zip file, or a damaged one.") from error
    except (NotImplementedError, RuntimeError) as error:  # packed or locked in another way
        raise DeliveryError(
            f"{name} is locked, or packed in a way that is not known here; expected a plain zip."
        ) from error


def _is_picture(one: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(one.filename)
    hidden = any(part.startswith((".", "__")) for part in path.parts)
    return not one.is_dir() and not hidden and path.suffix.lower()[1:] in ENDINGS


def _check(members: list[zipfile.ZipInfo], name: str) -> None:
    """What the zip says of its members; what unpacks to more than that, the reader refuses."""
    if not members:
        raise DeliveryError(f"No picture is in {name}; expected PNG, JPEG, WebP or other pictures.")
    if len(members) > MOST_PICTURES:
        raise DeliveryError(
            f"{count(len(members), 'picture')} are in {name}; expected at most "
            f"{count(MOST_PICTURES)}."
        )
    largest, every = (
        size / 1e6
        for size in (max(one.file_size for one in members), sum(one.file_size for one in members))
    )
    if largest > MOST_MEGABYTES or every > MOST_UNPACKED:
        raise DeliveryError(
            f"The pictures in {name} have {every:,.0f} MB, the largest {largest:,.0f}; expected at "
            f"most {MOST_UNPACKED} together and {MOST_MEGABYTES} each."
        )
