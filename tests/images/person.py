"""Someone with a pullover and trousers, drawn by code: real enough for the person detector."""

import cv2
import numpy as np

GROUND, CLOTH, TROUSERS = (215, 212, 205), (60, 90, 160), (45, 48, 60)
SKIN, SHADE, HAIR = (224, 178, 150), (205, 158, 130), (60, 40, 30)
SHOULDERS, HIPS = 95, 202  # rows of the photo
SLEEVES = (
    ((88, 86), (98, 95), (90, 150), (84, 188), (73, 186), (76, 140)),
    ((152, 86), (142, 95), (150, 150), (156, 188), (167, 186), (164, 140)),
)
BODY = ((100, 80), (140, 80), (156, 90), (150, 130), (148, 188), (92, 188), (90, 130), (84, 90))
LEGS = (
    *((92, 186), (148, 186), (146, 230), (140, 318), (124, 318)),
    *((121, 215), (119, 215), (116, 318), (100, 318), (94, 230)),
)


def person():
    """A photo (320, 240, 3) uint8."""
    photo = np.full((320, 240, 3), GROUND, np.float32)
    _disc(photo, (120, 38), (22, 27), HAIR)
    _shape(photo, ((111, 60), (129, 60), (131, 82), (109, 82)), SHADE)
    _face(photo)
    for sleeve, hand in zip(SLEEVES, (78, 162), strict=True):
        _shape(photo, sleeve, CLOTH)
        _disc(photo, (hand, 194), (6, 9), SKIN)
    _shape(photo, BODY, CLOTH)
    _shape(photo, ((108, 79), (132, 79), (120, 92)), SKIN)
    _shape(photo, LEGS, TROUSERS)
    down, across = np.mgrid[0:1:320j, 0:3:240j]
    photo *= (1 + 0.12 * np.sin(across) - 0.1 * down)[..., None]
    noise = np.random.default_rng(0).normal(0, 3, photo.shape)
    return np.clip(cv2.GaussianBlur(photo, (0, 0), 0.8) + noise, 0, 255).astype(np.uint8)


def _face(photo):
    _disc(photo, (120, 44), (17, 23), SKIN)
    for across in (113, 127):
        _disc(photo, (across, 41), (3, 2), (250, 250, 250))
        _disc(photo, (across, 41), (2, 2), (50, 35, 30))
        cv2.line(photo, (across - 4, 36), (across + 4, 36), HAIR, 1)
    _shape(photo, ((119, 43), (122, 52), (117, 52)), (200, 150, 122))
    _disc(photo, (120, 57), (6, 2), (170, 80, 80))


def _shape(photo, points, colour):
    cv2.fillPoly(photo, [np.array(points, np.int32)], colour, cv2.LINE_AA)


def _disc(photo, middle, axes, colour):
    cv2.ellipse(photo, middle, axes, 0, 0, 360, colour, -1, cv2.LINE_AA)
