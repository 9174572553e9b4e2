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
    def best(self) -> Path:
        """The weights of the best epoch so far, where early stopping watches for it, as NPZ."""
        return self.folder / f"{self.name}.best.npz"

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
        """Those from which its training can go on."""
        return self.keras, self.checkpoint, self.best

    @property
    def trained(self) -> tuple[Path, ...]:
        """All that its training always leaves in a run."""
        return self.keras, self.checkpoint, self.tflite, self.test_predictions

    @property
    def kept(self) -> tuple[Path, ...]:
        """All that its training may leave in a run."""
        return *self.trained, self.best
