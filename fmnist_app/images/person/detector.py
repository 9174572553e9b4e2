"""The person on a photo: what MediaPipe's detectors of bodies and of faces say together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from fmnist_app.images.person.single_shot import Detection, SingleShotDetector

HERE = Path(__file__).parent
# Source of the grids: MediaPipe, `pose_detection_cpu.pbtxt` (strides of 8, 16 and three times 32)
# and `face_detection_short_range_common.pbtxt` (strides of 8 and three times 16).
BODY = SingleShotDetector(HERE / "person_detector.tflite", 224, ((28, 2), (14, 2), (7, 6)))
FACE = SingleShotDetector(HERE / "face_detector.tflite", 128, ((16, 2), (8, 6)))
HIPS, SHOULDERS = 2, 4  # a body's points, both middles
# Logits of a body alone, and of body and face together. On 3,377 photos, drawings and icons on
# which nobody is to be seen they never reached 1.9 (0.87) and 2.3.
LEAST, LEAST_TOGETHER = 1.99, 2.6
FACE_ITSELF = 0.4  # the logit from which a face is looked at


@dataclass(frozen=True)
class Face:
    """A face, from the brows to the chin, in pixels: its middle, its width and its height."""

    middle: tuple[float, float]
    width: float
    height: float

    @property
    def chin(self) -> float:
        """The row where it ends."""
        return self.middle[1] + self.height / 2


@dataclass(frozen=True)
class Person:
    """Someone on a photo: the middle between the shoulders and that between the hips, in pixels.

    Hips may lie below the photo, and there is no `face` if it is turned away or out of the photo.
    """

    shoulders: tuple[float, float]
    hips: tuple[float, float]
    face: Face | None = None

    @property
    def trunk(self) -> float:
        """How far the shoulders are from the hips."""
        return float(np.hypot(*np.subtract(self.hips, self.shoulders)))


def find_person(rgb: np.ndarray) -> Person | None:
    """The surest person on a photo (h, w, 3) uint8; None if there is none."""
    body, face = BODY.likeliest(rgb), FACE.likeliest(rgb)
    if body.logit < LEAST and body.logit + face.logit < LEAST_TOGETHER:
        return None
    person = Person(_point(body, SHOULDERS), _point(body, HIPS))
    return replace(person, face=_face(face, person))


def _point(found: Detection, place: int) -> tuple[float, float]:
    across, down = found.points[place]
    return float(across), float(down)


def _face(found: Detection, person: Person) -> Face | None:
    """The face, if it is one and is this person's: of several people's, it may be another's."""
    middle, (width, height) = _point(found, 0), found.points[1]
    below = np.subtract(person.shoulders, middle) / person.trunk
    if found.logit < FACE_ITSELF or not 0.0 < below[1] < 0.8 or abs(below[0]) > 0.5:
        return None
    return Face(middle, float(width), float(height))
