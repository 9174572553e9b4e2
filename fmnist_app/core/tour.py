"""The tour: its steps, and how far somebody has come, as words in the address.

A page that joins the tour adds its step to `STEPS`, and what fulfils it to
`fmnist_app/ui/tour/conditions.py` under the name that the step gives.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

WORD, DONE = "tour", "tour_done"  # in the address
MINUTES = 10  # that a visitor is told, training included
LONGEST_GUESS = 40  # characters that are read back from an address


@dataclass(frozen=True)
class Step:
    """One step: `title` in two or three words, one `sentence`, and where it is done.

    `page` is the page's word, `condition` the name of what makes it done. `asks` says what is to be
    guessed ("classes", two of them, or "networks", one) and `starts` names the starter that a press
    begins; both are empty for most.
    """

    id: str
    title: str
    sentence: str
    page: str
    condition: str
    asks: str = ""
    starts: str = ""

    @property
    def word(self) -> str:
        """The word in the address for what was guessed here."""
        return f"{WORD}_{self.id}"


STEPS = (
    Step(
        "clothes",
        "Look at the clothes.",
        "Ten kinds of clothing, further down on Home. Which two does a network mix up most?",
        page="home",
        condition="guessed",
        asks="classes",
    ),
    Step(
        "watch",
        "Watch one learn.",
        "One network sees the same few pictures again and again. When do its two lines part?",
        page="train",
        condition="watched",
        starts="memorise",
    ),
    Step(
        "predict",
        "Predict.",
        "Basic is small, Standard is larger. Which one learns its pictures by heart first?",
        page="home",
        condition="guessed",
        asks="networks",
    ),
    Step(
        "outcome",
        "Were you right?",
        "Now both see the same few pictures. Start them, and see which learns them by heart first.",
        page="train",
        condition="both_seen",
        starts="both",
    ),
    Step(
        "draw",
        "Draw.",
        "Draw something, or press Drawing for one of ours. What does a network take it for?",
        page="draw",
        condition="drawing_answered",
    ),
    Step(
        "more",
        "More pictures.",
        "What helps against learning by heart? Under “What to try next”, try more pictures.",
        page="train",
        condition="more_pictures",
    ),
    Step(
        "luck",
        "Luck or not?",
        "One network names more pictures right than another. Is it better, or was it luck?",
        page="compare",
        condition="compared",
    ),
)


@dataclass(frozen=True)
class Tour:
    """How far somebody has come: the step, from 1, the ids of those done, and guesses by step."""

    number: int = 1
    done: tuple[str, ...] = ()
    guesses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return STEPS[self.number - 1]

    @property
    def first(self) -> bool:
        """Whether no step comes before."""
        return self.number == 1

    @property
    def last(self) -> bool:
        """Whether no step comes after."""
        return self.number == len(STEPS)

    @property
    def guess(self) -> tuple[str, ...]:
        """What was guessed at this step."""
        return self.guesses.get(self.step.id, ())

    def moved(self, by: int) -> "Tour":
        """The tour so many steps on, within its ends; nothing is done by that."""
        return replace(self, number=_within(self.number + by))

    def with_done(self) -> "Tour":
        """The tour with this step done."""
        return self if self.step.id in self.done else replace(self, done=(*self.done, self.step.id))

    def with_guess(self, guess: Sequence[str]) -> "Tour":
        """The tour with this guess at this step."""
        return replace(self, guesses={**self.guesses, self.step.id: tuple(guess)})

    def words(self) -> dict[str, list[str]]:
        """What the address says of it."""
        guesses = {step.word: list(self.guesses.get(step.id, ())) for step in STEPS if step.asks}
        said = {WORD: [str(self.number)], DONE: list(self.done), **guesses}
        return {word: values for word, values in said.items() if values}


def read_tour(words: Mapping[str, Sequence[str]]) -> Tour | None:
    """The tour that an address speaks of; None if of none. What makes no sense is passed over."""
    asked = (words.get(WORD) or [""])[0]
    if not (asked.isascii() and asked.isdigit() and len(asked) < 4):
        return None
    guesses = {
        step.id: tuple(one[:LONGEST_GUESS] for one in words.get(step.word, ())[:2])
        for step in STEPS
        if step.asks
    }
    done = tuple(step.id for step in STEPS if step.id in words.get(DONE, ()))
    return Tour(_within(int(asked)), done, {key: said for key, said in guesses.items() if said})


def _within(number: int) -> int:
    return max(1, min(len(STEPS), number))
