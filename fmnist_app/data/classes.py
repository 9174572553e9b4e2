"""What every picture of Fashion-MNIST is: one of ten kinds of clothing, 28 pixels a side."""

CLASS_NAMES: tuple[str, ...] = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)
CLASSES = 10
SIDE = 28
