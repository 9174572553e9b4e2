"""Pictures of every kind become 28x28, and bad ones are refused with one sentence."""

import io
import struct
import zlib

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from fmnist_app.images import Overrides, PictureError, preprocess
from fmnist_app.images.drawing import stroke_width


def png(picture, **options):
    out = io.BytesIO()
    picture.save(out, "PNG", **options)
    return out.getvalue()


def shirt_outline(side=280, ink=0, ground=255):
    picture = Image.new("L", (side, side), ground)
    outline = [(60, 70), (110, 50), (170, 50), (220, 70), (250, 130), (210, 145), (205, 120)]
    outline += [(205, 240), (75, 240), (75, 120), (70, 145), (30, 130), (60, 70)]
    scaled = [(x * side / 280, y * side / 280) for x, y in outline]
    ImageDraw.Draw(picture).line(scaled, fill=ink, width=max(2, side // 35), joint="curve")
    return picture


def coat_photo(width=400, height=300, seed=0):
    rng = np.random.default_rng(seed)
    rgb = np.full((height, width, 3), (150, 120, 90), np.float32)
    rgb[height // 6 : -height // 6, width // 3 : -width // 3] = (20, 30, 90)
    rgb += rng.normal(0, 6, rgb.shape)
    return Image.fromarray(np.clip(rgb, 0, 255).astype(np.uint8))


def refused(source):
    with pytest.raises(PictureError) as caught:
        preprocess(source)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def test_an_outline_is_filled_centred_and_white_on_black():
    sight = preprocess(shirt_outline())
    assert sight.kind == "drawing"
    assert sight.pixels.shape == (28, 28)
    assert sight.pixels.dtype == np.uint8
    assert sight.pixels[14, 14] > 100
    assert sight.pixels[0, 0] == 0
    assert sight.pixels.any(axis=0).all() or sight.pixels.any(axis=1).all()


def test_the_steps_are_kept_in_order_to_be_shown():
    names = [step.name for step in preprocess(coat_photo()).steps]
    assert names == [
        "original",
        "grey",
        "background removed",
        "polarity",
        "cropped and centred",
        "28x28",
    ]


def test_white_ink_on_black_reads_like_black_ink_on_white():
    dark = preprocess(shirt_outline()).pixels.astype(int)
    light = preprocess(shirt_outline(ink=255, ground=0)).pixels.astype(int)
    assert np.abs(dark - light).mean() < 3


def test_a_small_gap_in_the_outline_does_not_leave_the_shape_hollow():
    picture = shirt_outline()
    ImageDraw.Draw(picture).rectangle((135, 230, 147, 250), fill=255)
    assert preprocess(picture).pixels[14, 14] > 100


def test_a_photo_loses_its_background():
    sight = preprocess(coat_photo())
    assert sight.kind == "photo"
    found = sight.steps[2].picture > 0
    assert found[150, 200]
    assert not found[20, 20]


def test_a_photo_is_cut_out_in_other_ways_too_and_kept_whole_for_networks_that_want_it():
    sight = preprocess(coat_photo())
    assert len(sight.views) == 2  # as a negative and as it is
    assert len(sight.other_views) >= 4
    assert len(sight.other_views) % 2 == 0
    assert sight.other_views[-1][14, 1] > 0  # the wall beside the coat


def test_a_person_who_decides_leaves_nothing_to_guess():
    assert not len(preprocess(coat_photo(), Overrides(keep_background=True)).other_views)
    assert len(preprocess(coat_photo(), Overrides(invert=True)).views) == 1


def test_a_transparent_canvas_counts_as_its_ink_whatever_the_ink_is():
    for ink in (0, 255):
        canvas = np.zeros((280, 280, 4), np.uint8)
        strokes = np.asarray(shirt_outline()) < 128
        canvas[strokes] = (ink, ink, ink, 255)
        assert preprocess(canvas).pixels[14, 14] > 100


def test_an_empty_canvas_is_empty():
    assert preprocess(np.zeros((280, 280, 4), np.uint8)).empty
    assert preprocess(np.full((280, 280, 3), 255, np.uint8)).empty


def test_overrides_change_what_is_seen():
    photo = coat_photo()
    plain = preprocess(photo).pixels
    assert (preprocess(photo, Overrides(keep_background=True)).pixels > 0).mean() > (
        plain > 0
    ).mean()
    assert not np.array_equal(preprocess(photo, Overrides(invert=True)).pixels, plain)
    turned = preprocess(photo, Overrides(rotate=1)).pixels
    assert (turned > 0).any(axis=1).sum() != (plain > 0).any(axis=1).sum()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I", "F"])
def test_every_mode_of_picture_is_read(mode):
    grey = shirt_outline()
    if mode == "I;16":
        picture = Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    elif mode in ("I", "F"):
        picture = grey.convert(mode)
    else:
        picture = grey.convert("RGB").convert(mode) if mode == "CMYK" else grey.convert(mode)
    out = io.BytesIO()
    picture.save(out, "TIFF")
    assert preprocess(out.getvalue()).pixels[14, 14] > 100


def test_a_sixteen_bit_png_is_read_over_its_whole_range():
    picture = Image.fromarray(np.asarray(shirt_outline()).astype(np.uint16) * 257)
    assert preprocess(png(picture)).kind == "drawing"


def test_a_palette_picture_with_transparency_is_read():
    picture = shirt_outline().convert("P")
    assert preprocess(png(picture, transparency=picture.getpixel((0, 0)))).pixels[14, 14] > 100


def test_the_camera_s_orientation_is_followed():
    photo = coat_photo(400, 300)
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    photo.save(out, "JPEG", exif=exif)
    height, width = preprocess(out.getvalue()).steps[0].picture.shape[:2]
    assert height > width


def test_an_animation_counts_as_its_first_frame():
    out = io.BytesIO()
    first, second = shirt_outline().convert("P"), Image.new("P", (280, 280), 0)
    first.save(out, "GIF", save_all=True, append_images=[second])
    assert preprocess(out.getvalue()).pixels[14, 14] > 100


def test_an_empty_file_is_refused():
    assert "empty" in refused(b"")


def test_text_named_png_is_refused(tmp_path):
    path = tmp_path / "text.png"
    path.write_text("this is no picture")
    assert "no picture" in refused(path)


def test_a_truncated_file_is_refused():
    for kind in ("PNG", "JPEG"):
        out = io.BytesIO()
        coat_photo().save(out, kind)
        assert "cut off" in refused(out.getvalue()[: len(out.getvalue()) // 2])


def test_a_picture_of_one_pixel_is_refused():
    assert "1 x 1" in refused(png(Image.new("RGB", (1, 1))))


def bomb(width, height):
    def chunk(name, data):
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(20_000, 20_000), (9_000, 9_000), (12_000, 12_000)])
def test_a_pixel_bomb_is_refused_before_it_is_decoded(size):
    # The body is cut short: a picture that was decoded would be refused as damaged instead.
    assert "megapixels" in refused(bomb(*size))


def test_a_missing_file_is_refused(tmp_path):
    assert "no file" in refused(tmp_path / "none.png")


def test_an_odd_array_is_refused():
    assert "shape" in refused(np.zeros((5, 5, 7), np.uint8))


def test_any_noise_gives_a_picture_or_a_sentence():
    rng = np.random.default_rng(1)
    for shape in [(4, 4), (5, 300, 3), (300, 5), (60, 60, 4)]:
        assert preprocess(rng.integers(0, 256, shape, dtype=np.uint8)).pixels.shape == (28, 28)


def test_a_twelve_megapixel_photo_is_read_at_a_small_size():
    out = io.BytesIO()
    small = np.asarray(coat_photo(400, 300))
    Image.fromarray(cv2.resize(small, (4000, 3000))).save(out, "JPEG", quality=90)
    assert max(preprocess(out.getvalue()).steps[0].picture.shape[:2]) <= 320


def test_strokes_are_as_wide_as_they_were_drawn_and_a_block_as_its_shorter_side():
    lines = np.zeros((100, 100), bool)
    lines[20:26, 10:90] = lines[60:66, 10:90] = True
    assert stroke_width(lines) == pytest.approx(6, abs=1)
    assert stroke_width(np.ones((30, 112), bool)) == 30
    assert stroke_width(np.zeros((30, 30), bool)) == 0
