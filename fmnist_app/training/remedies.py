"""Remedies against overfitting, as rows of the table of settings; left alone, none is at work."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, Literal

from fmnist_app.models import Choices
from fmnist_app.models.layers import ACTIVATIONS
from fmnist_app.training.fields import About, Choice, Searched, Slider, Stops
from fmnist_app.training.ranges import Range

Optimizer = Literal["adam", "adamw", "sgd", "rmsprop"]
Schedule = Literal["constant", "cosine", "plateau"]
ActivationName = Literal["relu", "gelu", "tanh", "silu"]
MOMENTUM = 0.9  # what is usual with stochastic gradient descent
# What the learning rate is multiplied by on a plateau, after so many epochs without progress.
FALL, FALL_AFTER = 0.5, 2


@dataclass(frozen=True, kw_only=True)
class Remedies:
    """The settings that act on how a network learns; each is a layer or a part of Keras's own."""

    dropout: Annotated[
        float,
        Range(0.0, 0.8, float),
        About(
            "Dropout",
            "While training, switches off this share of the values before each fully connected "
            "layer, others for each batch, so that no value can be relied on.",
            Slider(step=0.05),
            advanced=True,
            group="remedies",
            search=Searched("linear", 0.0, 0.6),
        ),
    ] = Choices.dropout
    weight_decay: Annotated[
        float,
        Range(0.0, 1.0, float),
        About(
            "Weight decay",
            "Draws every weight a little towards 0 at each correction, so that only what keeps "
            "helping stays large.",
            Stops((0.0, 0.0001, 0.001, 0.004, 0.01, 0.03, 0.1, 0.3)),
            advanced=True,
            group="remedies",
            search=Searched("log", 0.00001, 0.1),
        ),
    ] = 0.0
    label_smoothing: Annotated[
        float,
        Range(0.0, 0.5, float),
        About(
            "Label smoothing",
            "Asks for a little less than certainty, and shares the rest among the other classes.",
            Slider(step=0.01),
            advanced=True,
            group="remedies",
            search=Searched("linear", 0.0, 0.2),
        ),
    ] = 0.0
    patience: Annotated[
        int,
        Range(0, 20),
        About(
            "Early stopping",
            "Ends the training after so many epochs without a better validation loss; the weights "
            "of the best epoch come back. 0 never does.",
            Slider(),
            advanced=True,
            group="remedies",
        ),
    ] = 0
    schedule: Annotated[
        Schedule,
        About(
            "Learning rate over time",
            "Constant; along a cosine from its full size to almost nothing; or halved whenever "
            "the validation loss has not got better for two epochs.",
            Choice({"constant": "Constant", "cosine": "Cosine", "plateau": "On plateau"}),
            advanced=True,
            group="remedies",
            search=Searched("choice"),
        ),
    ] = "constant"
    optimizer: Annotated[
        Optimizer,
        About(
            "Optimiser",
            "How each correction is made from the errors. AdamW is Adam meant to be used with "
            "weight decay, and without any it is Adam.",
            Choice(
                {"adam": "Adam", "adamw": "AdamW", "sgd": "SGD with momentum", "rmsprop": "RMSprop"}
            ),
            advanced=True,
            group="remedies",
            search=Searched("choice"),
        ),
    ] = "adam"
    activation: Annotated[
        ActivationName,
        About(
            "Activation",
            "What is made of each value that a layer adds up: ReLU sets those below 0 to 0, the "
            "others bend more softly.",
            Choice({name: ACTIVATIONS[name] for name in ("relu", "gelu", "tanh", "silu")}),
            advanced=True,
            group="remedies",
            search=Searched("choice"),
        ),
    ] = "relu"

    @property
    def chooses_by_validation(self) -> bool:
        """Whether the validation pictures decide how the training goes on."""
        return self.patience > 0 or self.schedule == "plateau"


# By name, what a command asks for in one word. “recommended”, for deep networks, began as what a
# single trial of Deep did well with. Larger steps and more decay have since gained it 0.8 points of
# its validation pictures in 12 epochs, from one seed.
SETS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "none": {},
        "recommended": {
            "optimizer": "adamw",
            "weight_decay": 0.03,
            "schedule": "cosine",
            "label_smoothing": 0.05,
            "batch_size": 128,
            "learning_rate": 0.003,
            "mirror": 1.0,
            "shift": 0.25,
        },
        # For Basic and Standard, whom all of the above leaves further from new pictures. Of the
        # remedies that were studied one by one, these two gained both networks most of the
        # validation pictures (`experiments/remedies`), more pictures left aside.
        "small": {"label_smoothing": 0.1, "schedule": "cosine"},
    }
)
