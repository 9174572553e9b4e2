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
        """The Keras file; that of a run holds the optimiser too."""
        return self.folder / f"{self.name}.keras"

    @property
    def checkpoint(self) -> Path:
        """Where the training of the Keras file stands, as JSON."""
        return self.folder / f"{self.name}.json"

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
    def resumable(self) -> tuple[Path, Path]:
        """The two from which its training can go on."""
        return self.keras, self.checkpoint

    @property
    def trained(self) -> tuple[Path, ...]:
        """All that its training leaves in a run."""
        return *self.resumable, self.tflite, self.test_predictions
