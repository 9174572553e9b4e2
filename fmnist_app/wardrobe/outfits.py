"""What to wear: one piece of each kind, by rules that are stated and can be switched."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import Literal, get_args

from fmnist_app.wardrobe.colours import go_together
from fmnist_app.wardrobe.item import Item

Weather = Literal["warm", "mild", "cold"]
WEATHERS: tuple[Weather, ...] = get_args(Weather)
TOPS, BOTTOMS, DRESSES = ("T-shirt/top", "Shirt", "Pullover"), ("Trouser",), ("Dress",)
COATS, SHOES, BAGS = ("Coat",), ("Sneaker", "Ankle boot", "Sandal"), ("Bag",)
# What stays at home in which weather.
AT_HOME = {
    "warm": {"Pullover", "Coat", "Ankle boot"},
    "mild": {"Coat"},
    "cold": {"Sandal"},
}
MOST_OF_A_KIND = 8  # drawn by chance, so that a full wardrobe takes no longer
OFFERED = 3


@dataclass(frozen=True)
class Rules:
    """What an outfit is held to: weather, whether colours have to go together, days of rest."""

    weather: Weather = "mild"
    colours: bool = True
    rest_days: int = 3


@dataclass(frozen=True, eq=False)
class Outfit:
    """Pieces to wear together, and why, a few words each."""

    pieces: tuple[Item, ...]
    reasons: tuple[str, ...]

    @property
    def key(self) -> frozenset[str]:
        """What tells it from another one."""
        return frozenset(one.id for one in self.pieces)


def outfits(
    items: Sequence[Item],
    rules: Rules,
    today: date,
    seen: Collection[frozenset[str]] = (),
    seed: int = 0,
) -> list[Outfit]:
    """At most three outfits that were not `seen`, no two of them with the same main piece."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    fresh = [one for one in items if _rested(one, rules, today)]
    found: list[Outfit] = []
    for pieces in _combinations(fresh, rules.weather, chance):
        reasons = _reasons(pieces, rules, today)
        outfit = Outfit(pieces, reasons or ())
        main = {one.pieces[0].id for one in found}
        if reasons is None or outfit.key in seen or pieces[0].id in main:
            continue
        found.append(outfit)
        if len(found) == OFFERED:
            break
    return found


def missing(items: Sequence[Item], rules: Rules, today: date) -> str:
    """In a sentence why there is no outfit: what kind is not there, or that rules leave none."""
    fresh = [one for one in items if _rested(one, rules, today)]
    kinds = {one.label for one in fresh} - AT_HOME[rules.weather]
    if not kinds & {*DRESSES} and not (kinds & {*TOPS} and kinds & {*BOTTOMS}):
        return "An outfit needs a dress, or a top with trousers; none is there that may be worn."
    if not kinds & {*SHOES}:
        return "An outfit needs shoes; none are there that may be worn."
    return "No other outfit keeps all the rules; ease one, or add a piece."


def _rested(item: Item, rules: Rules, today: date) -> bool:
    last = item.last_worn
    return last is None or (today - last).days >= rules.rest_days


def _combinations(
    items: Sequence[Item], weather: Weather, chance: random.Random
) -> list[tuple[Item, ...]]:
    """Pieces that make an outfit, the longest unworn first, and else by chance."""

    def of(kinds: tuple[str, ...]) -> list[Item]:
        drawn = [one for one in items if one.label in kinds and one.label not in AT_HOME[weather]]
        chance.shuffle(drawn)
        return sorted(drawn, key=lambda one: one.last_worn or date.min)[:MOST_OF_A_KIND]

    bases = [*product(of(TOPS), of(BOTTOMS)), *((dress,) for dress in of(DRESSES))]
    coats: Sequence[tuple[Item, ...]] = [(one,) for one in of(COATS)] or [()]
    bags: Sequence[tuple[Item, ...]] = [(one,) for one in of(BAGS)] or [()]
    made = [
        (*base, *chance.choice(coats), shoes, *chance.choice(bags))
        for base, shoes in product(bases, of(SHOES))
    ]
    chance.shuffle(made)
    return sorted(made, key=lambda pieces: max(one.last_worn or date.min for one in pieces))


def _reasons(pieces: Sequence[Item], rules: Rules, today: date) -> tuple[str, ...] | None:
    """Why these may be worn together; None if their colours do not go together."""
    said: list[str] = []
    if rules.colours:
        pairs = combinations([one.colours[0] for one in pieces if one.colours], 2)
        why = [go_together(*pair) for pair in pairs]
        if None in why:
            return None
        said.extend(dict.fromkeys(words for words in why if words))
    unworn = [one for one in pieces if one.last_worn is None]
    if len(unworn) == len(pieces):
        said.append("none of them worn yet")
    elif days := [(today - one.last_worn).days for one in pieces if one.last_worn]:
        said.append(f"none worn for {min(days)} days")
    said.append(f"for {rules.weather} weather")
    return tuple(said)
