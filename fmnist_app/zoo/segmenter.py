"""Makes the network that cuts garments out: `python -m fmnist_app.zoo.segmenter PHOTOS`.

It learns from photos whose masks nobody drew: first from what rough guesses agree on, then from
what these and the network of the first round agree on. Twenty minutes on one core; a call that was
broken off goes on with the next epoch.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import keras
import numpy as np
import tensorflow as tf
from keras import layers

from fmnist_app.augment.sampling import chance
from fmnist_app.core.atomic import atomic_write
from fmnist_app.images.background import shrunk
from fmnist_app.images.decode import decode
from fmnist_app.images.garment.segmenter import FILE, SIDE
from fmnist_app.inference.scoring import read_manifest
from fmnist_app.training.export import light
from fmnist_app.training.threads import share_cores
from fmnist_app.zoo.composites import AsTaken, Composite, GuessedMasks
from fmnist_app.zoo.masks import overlap
from fmnist_app.zoo.photo_rows import PhotoRow, photo_rows
from fmnist_app.zoo.rough_masks import rough_mask

# Maps of the encoder's levels, each of half the side; the first one sees 64 x 64.
MAPS = (12, 20, 32, 48, 64)
FACTS = FILE.with_suffix(".json")


@dataclass(frozen=True)
class SegmenterSettings:
    """How it is fitted; written beside it. `composites` is their share among all examples."""

    epochs: tuple[int, ...] = (14, 12)
    learning_rates: tuple[float, ...] = (3e-3, 2e-3)
    examples: int = 3200
    batch_size: int = 16
    composites: float = 0.55
    weight_decay: float = 1e-3
    seed: int = 7
    composite: Composite = Composite()
    as_taken: AsTaken = AsTaken()

    @property
    def steps(self) -> int:
        """How many batches an epoch has."""
        return self.examples // self.batch_size


def main(arguments: list[str] | None = None) -> int:
    """Read the photos, fit in two rounds, and write the network and how it was made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", type=Path, help="folder of photos, as for `teach`")
    parser.add_argument("--without", type=Path, help="folder for `score`; its senders are left out")
    parser.add_argument("--cache", type=Path, required=True, help="folder for what is unfinished")
    asked = parser.parse_args(arguments)
    share_cores()
    asked.cache.mkdir(parents=True, exist_ok=True)
    settings = SegmenterSettings()
    rows = usable(asked.photos, asked.without)
    guessed = roughly_guessed(rows)
    network = unet()
    for turn in range(len(settings.epochs)):
        if turn:
            guessed = guessed_again(network, guessed)
        fit_round(network, guessed, settings, turn, asked.cache)
    with atomic_write(FILE) as half:
        half.write_bytes(light(network, half_size=True))
    facts = {
        "parameters": network.count_params(),
        "photos": len(rows),
        "senders": len({row.sender for row in rows}),
        "settings": dataclasses.asdict(settings),
    }
    with atomic_write(FACTS) as half:
        half.write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    return 0


def usable(folder: Path, without: Path | None) -> list[PhotoRow]:
    """The photos of a folder, but for those of people who sent any to the folder `without`."""
    left_out = {row.sender for row in read_manifest(without)} if without else set()
    return [row for row in photo_rows(folder) if row.sender not in left_out]


def roughly_guessed(rows: list[PhotoRow]) -> GuessedMasks:
    """The photos with what guesses that learnt nothing agree on."""
    cv2.setNumThreads(1)
    photos, shares, agreement = [], [], []
    for row in rows:
        small = shrunk(decode(row.path).rgb)
        found = rough_mask(cv2.GaussianBlur(small, (3, 3), 0))
        photos.append(cv2.resize(small, (SIDE, SIDE), interpolation=cv2.INTER_AREA))
        shares.append(cv2.resize(found.share, (SIDE, SIDE)))
        agreement.append(found.agreement)
    clothing = np.array([bool(row.classes) for row in rows])
    return GuessedMasks(np.stack(photos), np.stack(shares), np.array(agreement), clothing)


def guessed_again(network: keras.Model, before: GuessedMasks) -> GuessedMasks:
    """What the network and the guesses before come to, and how far they agree."""
    pixels = before.photos.astype(np.float32) / 255.0
    found = network.predict(pixels, batch_size=32, verbose=0)[..., 0]
    mirrored = network.predict(pixels[:, :, ::-1], batch_size=32, verbose=0)[:, :, ::-1, 0]
    found = (found + mirrored) / 2
    agreement = [overlap(*pair) for pair in zip(found > 0.5, before.shares > 0.4, strict=True)]
    return dataclasses.replace(
        before, shares=(found + before.shares) / 2, agreement=np.array(agreement)
    )


def unet(maps: tuple[int, ...] = MAPS, side: int = SIDE) -> keras.Model:
    """A U-Net from photos (side, side, 3), 0 to 1, to the garment's probability (side, side, 1)."""
    photo = keras.Input((side, side, 3))
    x = _convolved(photo, maps[0], strides=2)
    skips = []
    for count in maps[:-1]:
        skips.append(_block(x, count))
        x = layers.MaxPooling2D()(skips[-1])
    x = _block(x, maps[-1])
    for skip, count in zip(reversed(skips), reversed(maps[:-1]), strict=True):
        x = layers.UpSampling2D(interpolation="bilinear")(x)
        x = _block(layers.Concatenate()([x, skip]), count)
    x = layers.UpSampling2D(interpolation="bilinear")(layers.Conv2D(1, 1)(x))
    return keras.Model(photo, layers.Activation("sigmoid")(x))


def _block(x: keras.KerasTensor, count: int) -> keras.KerasTensor:
    return _convolved(_convolved(x, count), count)


def _convolved(x: keras.KerasTensor, count: int, strides: int = 1) -> keras.KerasTensor:
    x = layers.Conv2D(count, 3, strides, padding="same", use_bias=False)(x)
    return layers.ReLU()(layers.BatchNormalization()(x))


def fit_round(
    network: keras.Model, guessed: GuessedMasks, settings: SegmenterSettings, turn: int, cache: Path
) -> None:
    """Fit `network` in place for one round, or take it as a call before has left it."""
    kept = cache / f"round-{turn}.keras"
    if kept.exists():
        network.set_weights(keras.saving.load_model(kept, compile=False).get_weights())
        return
    keras.utils.set_random_seed(settings.seed + turn)
    epochs = settings.epochs[turn]
    _compile(network, settings, turn)
    shape = (settings.batch_size, *network.input_shape[1:])
    signature = tuple(tf.TensorSpec((*shape[:3], depth)) for depth in (3, 1, 1))
    batches = tf.data.Dataset.from_generator(
        lambda: _batches(guessed, settings, turn), output_signature=signature
    )
    tell = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: print(
            f"round {turn + 1}, epoch {epoch + 1} of {epochs}, loss {logs['loss']:.4f}", flush=True
        )
    )
    keep = keras.callbacks.BackupAndRestore(cache / f"unfinished-{turn}", double_checkpoint=True)
    network.fit(
        batches.prefetch(2),
        epochs=epochs,
        steps_per_epoch=settings.steps,
        callbacks=[tell, keep],
        shuffle=False,  # examples are drawn at random
        verbose=0,
    )
    with atomic_write(kept) as half:
        network.save(half)


def _compile(network: keras.Model, settings: SegmenterSettings, turn: int) -> None:
    rate = keras.optimizers.schedules.CosineDecay(
        0.0,
        (settings.epochs[turn] - 1) * settings.steps,
        warmup_target=settings.learning_rates[turn],
        warmup_steps=settings.steps,
    )
    network.compile(
        keras.optimizers.AdamW(
            rate, weight_decay=settings.weight_decay, use_ema=True, ema_momentum=0.99
        ),
        loss=keras.losses.BinaryCrossentropy(),
    )


def _batches(
    guessed: GuessedMasks, settings: SegmenterSettings, turn: int
) -> Iterator[tuple[np.ndarray, ...]]:
    """Photos (n, s, s, 3) from 0 to 1, masks and weights (n, s, s, 1), without end."""
    rng = np.random.default_rng(settings.seed + turn)
    while True:
        made = [
            (settings.composite if chance(rng, settings.composites) else settings.as_taken)(
                guessed, rng
            )
            for _ in range(settings.batch_size)
        ]
        photos, masks, weights = (np.stack(one) for one in zip(*made, strict=True))
        yield photos.astype(np.float32) / 255.0, masks[..., None], weights[..., None]


if __name__ == "__main__":
    sys.exit(main())
