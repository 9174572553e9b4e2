"""Numbers as a reader sees them: one way to write each kind, on pages, cards and terminals."""

NO_BREAK = "\u00a0"  # before a unit, so that no line ends between it and its number


def percent(share: float, digits: int = 0, *, signed: bool = False) -> str:
    """A share (0 to 1) in percent with so many digits after the point: "92.3 %"."""
    return f"{100 * share:{'+' * signed}.{digits}f}{NO_BREAK}%"


def percents(low: float, high: float, digits: int = 0) -> str:
    """A range of shares (0 to 1) in percent: "91.8 % to 92.8 %"."""
    return f"{percent(low, digits)} to {percent(high, digits)}"


def cautious_percent(share: float) -> str:
    """A share (0 to 1) as whole percent that never claims certainty: "> 99 %" or "< 1 %"."""
    if share > 0.99:
        return f"> {percent(0.99)}"
    return f"< {percent(0.01)}" if share < 0.01 else percent(share)


def small_percent(share: float) -> str:
    """A small share (0 to 1) in percent with two significant digits, down to "< 0.01 %"."""
    return f"< {percent(0.0001, 2)}" if share < 0.0001 else f"{100 * share:.2g}{NO_BREAK}%"


def count(number: int, noun: str = "") -> str:
    """A whole number with its thousands apart, and of what: "1 picture", "10,000 pictures"."""
    return f"{number:,} {noun}{'s' * (number != 1)}" if noun else f"{number:,}"


def duration(seconds: float) -> str:
    """A length of time in whole seconds: "45 s", "2 min 05 s"."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
