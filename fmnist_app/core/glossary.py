"""The words of the field that pages use: a plain sentence each, and where a text names them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Term:
    """A word of the field: `id` for links, `title` as a heading, and one `sentence` for anyone.

    `forms` are the ways it is written, as regular expressions; the title alone if there are none.
    """

    id: str
    title: str
    sentence: str
    forms: tuple[str, ...] = ()

    @property
    def pattern(self) -> str:
        """What finds the term in a text, as a regular expression that Python and browsers share."""
        return rf"\b(?:{'|'.join(self.forms or (re.escape(self.title),))})\b"


_TERMS = (
    Term(
        "network",
        "Neural network",
        "A chain of simple sums that turns the pixels of a picture into ten probabilities, and "
        "that is adjusted by examples instead of being programmed.",
        ("neural networks?",),
    ),
    Term(
        "parameter",
        "Parameter",
        "A number inside a network that training sets; all it has learnt is in these numbers.",
        ("parameters?", "weights?"),
    ),
    Term(
        "layer",
        "Layer",
        "One step of a network: it takes numbers in, works on them, and hands its own to the next.",
        ("layers?",),
    ),
    Term(
        "hyperparameter",
        "Hyperparameter",
        "A setting that is chosen before training, such as the learning rate, and not learnt.",
        ("hyperparameters?",),
    ),
    Term(
        "trial",
        "Trial",
        "One set of settings that a search tries, by training a network with them.",
        ("[Tt]rials?",),
    ),
    Term(
        "epoch",
        "Epoch",
        "One pass through all the pictures a network learns from.",
        ("epochs?",),
    ),
    Term(
        "batch",
        "Batch",
        "The few pictures a network looks at before it corrects itself once.",
        ("batch size", "batch(?:es)?(?! normalisation)"),
    ),
    Term(
        "learning-rate",
        "Learning rate",
        "How large each correction is; too small takes long, and with too large nothing is learnt.",
        ("learning rates?",),
    ),
    Term(
        "loss",
        "Loss",
        "How surprised a network is by the right answers, on average: 0 is best, and being sure of "
        "a wrong answer costs most.",
        ("loss(?:es)?",),
    ),
    Term(
        "accuracy",
        "Accuracy",
        "How many of 100 pictures a network names right.",
        ("accurac(?:y|ies)",),
    ),
    Term(
        "training",
        "Training pictures",
        "The pictures a network learns from, and sees again and again.",
        ("training pictures?", "train accuracy", "train loss"),
    ),
    Term(
        "validation",
        "Validation",
        "A look, after every epoch, at pictures the network does not learn from: what it can do "
        "with new ones.",
        ("validation", "validated?"),
    ),
    Term(
        "hold-out",
        "Hold-out",
        "Pictures kept back from training, so that there are new ones to try the network on.",
        ("hold-?outs?", "held[- ](?:out|back)", "kept out of training"),
    ),
    Term(
        "test",
        "Test pictures",
        "The 10,000 pictures that no network learns from, opened at the end for the final mark.",
        ("test pictures?", "test accuracy", "test loss"),
    ),
    Term(
        "overfitting",
        "Overfitting",
        "Memorising: learning by heart what makes the training pictures right and does not help "
        "with new ones.",
        ("overfitt?(?:ing|s)?", "memoris(?:e|es|ed|ing)"),
    ),
    Term(
        "gap",
        "Gap",
        "How much better a network does on pictures it has seen than on new ones; a gap that keeps "
        "growing means memorising.",
        ("gaps?",),
    ),
    Term(
        "convolution",
        "Convolution",
        "A layer that slides small windows over the picture and looks for the same pattern "
        "everywhere.",
        ("convolutions?", "convolutional"),
    ),
    Term(
        "filter",
        "Filter",
        "One pattern that a convolution looks for, such as an edge.",
        ("filters?",),
    ),
    Term(
        "kernel",
        "Kernel",
        "The small window, a few pixels wide, through which a convolution looks.",
        ("kernels?(?: size)?",),
    ),
    Term(
        "feature-map",
        "Feature map",
        "What one filter makes of a picture: a picture of its own, bright where the pattern was "
        "found.",
        ("feature maps?", "maps?"),
    ),
    Term(
        "pooling",
        "Pooling",
        "A layer that makes the picture smaller: of each patch it keeps the strongest number.",
        ("(?:max )?poolings?",),
    ),
    Term(
        "dense",
        "Hidden layer",
        "A layer between picture and answer in which every number depends on all those before it.",
        ("hidden layers?", "dense(?: layers?)?"),
    ),
    Term(
        "probability",
        "Probability",
        "How sure a network says it is of a class, from 0 to 100 %; over all ten classes it comes "
        "to 100 % (the layer that does this is called softmax).",
        ("probabilit(?:y|ies)", "softmax"),
    ),
    Term(
        "seed",
        "Seed",
        "The number that chance starts from: the same seed gives the same run again, another seed "
        "another network.",
        ("seeds?",),
    ),
    Term(
        "interval",
        "Confidence interval",
        "Where the true value lies 95 times of 100, given how few pictures were tried.",
        ("(?:confidence )?intervals?",),
    ),
    Term(
        "points",
        "Percentage points",
        "The plain difference of two percentages: from 83 % to 99 % are 16 points.",
        ("percentage points?", "points"),
    ),
    Term(
        "calibration",
        "Calibration",
        "Whether a network is right as often as it is sure: of the pictures it is 90 % sure of, "
        "nine of ten should be right.",
        ("calibrat(?:ion|ed)",),
    ),
    Term(
        "temperature",
        "Temperature",
        "One number that makes all answers of a network less or more sure, and changes none of "
        "them; above 1 it had been too sure.",
        ("temperatures?",),
    ),
    Term(
        "confusion-matrix",
        "Confusion matrix",
        "A table that counts what each class was taken for; right answers lie on its diagonal.",
        ("confusion (?:matrix|matrices)",),
    ),
    Term(
        "precision",
        "Precision",
        "Of 100 pictures that a network calls by a name, how many really are that.",
        ("precision",),
    ),
    Term(
        "recall",
        "Recall",
        "Of 100 pictures that really are something, how many a network finds.",
        ("recall",),
    ),
    Term(
        "f1",
        "F1",
        "Precision and recall in one number, nearer to the worse of the two.",
        ("F1",),
    ),
    Term(
        "bonferroni",
        "Bonferroni",
        "A rule for many comparisons: whoever looks at ten pairs asks ten times as much of each, "
        "so that luck alone does not pass.",
        ("Bonferroni",),
    ),
    Term(
        "p-value",
        "p-value",
        "How often chance alone would make a difference at least as large; small means it was "
        "hardly luck.",
        ("p-values?", "McNemar(?:'s test)?"),
    ),
    Term(
        "clothing-score",
        "Clothing score",
        "How much a picture looks like clothing at all: at 0 and above it is taken for a garment.",
        ("clothing scores?",),
    ),
    Term(
        "auroc",
        "AUROC",
        "How well two kinds of pictures are told apart: 1 is always, 0.5 is tossing a coin.",
        ("AUROC",),
    ),
    Term(
        "polarity",
        "Polarity",
        "Which of the two is bright, garment or background; networks know bright clothes on black.",
        ("polarity",),
    ),
    Term(
        "multiply-adds",
        "Multiply-adds",
        "Multiplications with an addition that one picture takes: the work a network does.",
        ("multiply-adds?",),
    ),
    Term(
        "adam",
        "Adam",
        "The rule by which all networks here are corrected: it gives every parameter a step size "
        "of its own.",
        ("Adam",),
    ),
    Term(
        "batch-normalisation",
        "Batch normalisation",
        "A layer that keeps the numbers in a network of similar size, so that it learns sooner.",
        ("batch normalisation",),
    ),
    Term(
        "dropout",
        "Dropout",
        "Switching off part of a network by chance while it trains, so that it cannot lean on "
        "single numbers.",
        ("dropout",),
    ),
    Term(
        "residual",
        "Residual block",
        "Layers with a way around them, so that they only have to learn what to add.",
        ("residual (?:blocks?|networks?)", "residual"),
    ),
    Term(
        "augmentation",
        "Augmentation",
        "Altered copies of the training pictures, turned or shifted, so that there is more to "
        "learn from.",
        ("augment(?:ation|ations|ed)",),
    ),
)
TERMS: Mapping[str, Term] = MappingProxyType({term.id: term for term in _TERMS})

# What stands in links, addresses and code is no text.
_NO_TEXT = r"\[[^\]]*\]\([^)]*\)|`[^`]*`|https?://\S+|:[a-z]+/[a-z_]+:"
_ANY = re.compile(
    "|".join(
        [
            f"(?P<none>{_NO_TEXT})",
            # The longer names first: “batch normalisation” is no batch.
            *(
                f"(?P<t{place}>{term.pattern})"
                for place, term in sorted(
                    enumerate(_TERMS), key=lambda pair: -max(map(len, pair[1].forms or ("",)))
                )
            ),
        ]
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """A term in a text, from `start` up to `end`."""

    term: Term
    start: int
    end: int


def terms_in(text: str) -> Iterator[Found]:
    """All places of a text that name a term, in their order; links and code are left out."""
    for match in _ANY.finditer(text):
        group = match.lastgroup or "none"
        if group != "none":
            yield Found(_TERMS[int(group[1:])], match.start(), match.end())
