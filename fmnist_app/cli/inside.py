"""`inside`: whether what is shown of the inside of the shipped networks holds."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fmnist_app.catalog import available, shipped
from fmnist_app.catalog.inside import (
    FILE,
    ChecksError,
    InsideChecks,
    MethodChecks,
    NetworkChecks,
    read_checks,
)
from fmnist_app.core.atomic import write_whole
from fmnist_app.core.errors import LabError
from fmnist_app.data import load_dataset
from fmnist_app.inference.inside.evidence import METHODS

PICTURES = 1_000
# What may take how long, p95 on one core: these are the project's own.
MOST_MS = {"values": 50.0, "first map": 1_000.0, "whole map": 1_000.0}
MOST_MS_EVIDENCE = 500.0


def add_parser(commands: Any) -> None:
    """Add the command `inside` and its options."""
    parser = commands.add_parser("inside", help="check the explanations of the shipped networks")
    parser.add_argument("--check", action="store_true", required=True, help="measure all checks")
    parser.add_argument("--json", type=Path, default=FILE, metavar="OUT", help="write here")
    parser.add_argument("--pictures", type=int, default=PICTURES, metavar="NUMBER")
    parser.add_argument("--only", nargs="+", choices=available(), metavar="NETWORK")
    parser.add_argument(
        "--methods", nargs="+", choices=list(METHODS), default=list(METHODS), metavar="METHOD"
    )
    parser.add_argument("--again", action="store_true", help="measure networks that are there too")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure network by network, keeping each as it is done; print what holds and what does not.

    Returns 1 if anything falls short.
    """
    from fmnist_app.zoo.check_inside import check, timings  # noqa: PLC0415 - Keras takes seconds

    if not 10 <= args.pictures <= 10_000:
        raise LabError(f"Pictures is {args.pictures}; expected 10 to 10,000.")
    data = load_dataset()
    names = args.only or available()
    found = _kept(args.json)
    if args.again:
        found = {name: one for name, one in found.items() if name not in names}
    for name in names:
        if name not in found:
            found[name] = check(
                shipped(name), data, args.pictures, lambda say: print(say, "…"), args.methods
            )
            _keep(found, args.json)
    short = False
    for name in names:
        measured, took = found[name], timings(shipped(name), data)
        lacking = [*measured.shortfalls(), *_too_slow(took)]
        short |= bool(lacking)
        print("\n".join(_lines(name, measured, took)))
        print(f"  falls short: {'; '.join(lacking)}" if lacking else "  all holds")
    return int(short)


def _too_slow(took: dict[str, float]) -> Iterator[str]:
    for what, milliseconds in took.items():
        most = MOST_MS.get(what, MOST_MS_EVIDENCE)
        if milliseconds > most:
            yield f"{what} take {milliseconds:.0f} ms, {most:.0f} allowed"


def _kept(path: Path) -> dict[str, NetworkChecks]:
    try:
        return dict(read_checks(path).networks)
    except ChecksError:
        return {}


def _keep(found: dict[str, NetworkChecks], path: Path) -> None:
    made = InsideChecks(made=f"{datetime.now(UTC):%Y-%m-%d}", networks=found)
    write_whole(made.model_dump_json(indent=2) + "\n", path)


def _lines(name: str, one: NetworkChecks, took: dict[str, float]) -> list[str]:
    exact = "" if one.exact_sum is None else f", exact sum off by {one.exact_sum:.1g}"
    return [
        f"{name}: {one.pictures:,} pictures, values off by {one.activations:.1g}{exact}, "
        f"{took['values']:.1f} ms; PCA map of the first after {took['first map']:.0f} ms, of all "
        f"after {took['whole map']:.0f} ms",
        *(_method_line(method, checks, took[method]) for method, checks in one.methods.items()),
    ]


def _method_line(method: str, one: MethodChecks, milliseconds: float) -> str:
    orders = "; ".join(
        f"{words} {measured.mean:+z.3f} ({measured.low:+z.3f} to {measured.high:+z.3f})"
        for curve, against in (("deletion", one.deletion), ("insertion", one.insertion))
        for words, measured in ((f"{curve} vs {other}", m) for other, m in against.items())
    )
    complete = (
        f", sum off by {100 * one.completeness[0]:.2f} % and {100 * one.completeness[1]:.2f} %"
        if one.completeness
        else ""
    )
    return (
        f"  {method}: {milliseconds:.0f} ms{complete}, with replaced weights "
        f"{max(one.forgetting):.2f}; {orders}: {'offered' if one.passed else 'not offered'}"
    )
