"""Which files are taken for pictures, by their names and sizes."""

ENDINGS = ("png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff")
MOST_MEGABYTES = 25  # each; a phone's photo has 3 to 10
