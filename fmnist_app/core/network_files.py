"""The files of a trained network, named in one place."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class NetworkFiles:
    """The files of the network `name`, side by side in `folder`; any of them may be missing."""

    folder: Path
    name: str

    @property
    def keras(self) -> Path:
        """The Keras file; in a run of an earlier version also what its training goes on from."""
        return self.folder / f"{self.name}.keras"

    @property
    def position(self) -> Path:
        """Where the training of that Keras file stands, as JSON: earlier versions left it."""
        return self.folder / f"{self.name}.json"

    @property
    def checkpoint(self) -> Path:
        """The network in training as plain arrays, from which its training goes on."""
        return self.folder / f"{self.name}.safetensors"

    @property
    def tflite(self) -> Path:
        """The LiteRT file, which answers without TensorFlow."""
        return self.folder / f"{self.name}.tflite"

    @property
    def test_predictions(self) -> Path:
        """The predictions on the test pictures, as an NPZ file."""
        return self.folder / f"{self.name}.outcome.npz"

    @property
    def card(self) -> Path:
        """The model card, as JSON; a run's networks have none, their record tells the same."""
        return self.folder / f"{self.name}.card.json"

    @property
    def feature_space(self) -> Path:
        """Where the catalogue lies in the network's features, as an NPZ file."""
        return self.folder / f"{self.name}.npz"

    @property
    def resumable(self) -> tuple[Path, ...]:
        """What its training goes on from: its checkpoint, or the two that earlier versions left."""
        return (self.checkpoint,) if self.checkpoint.exists() else (self.keras, self.position)

    @property
    def trained(self) -> tuple[Path, ...]:
        """All that its training leaves in a run, or left in one of an earlier version."""
        return self.checkpoint, self.keras, self.position, self.tflite, self.test_predictions
