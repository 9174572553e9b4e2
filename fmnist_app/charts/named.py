"""Colours and words for any set of networks: charts that compare are told both by the page."""

import altair as alt

from fmnist_app.charts.parts import top_legend

# Titles with their colours, in the order of the legend.
Named = tuple[tuple[str, str], ...]


def named_colour(names: Named, symbol: str = "stroke") -> alt.Color:
    """Build the colour channel "network" and its legend for these titles."""
    titles, colours = zip(*names, strict=True)
    return alt.Color(
        "network:N",
        scale=alt.Scale(domain=list(titles), range=list(colours)),
        legend=top_legend(symbol),
    )


def listed(names: Named) -> str:
    """The titles in a row, for a screen reader."""
    return ", ".join(title for title, _ in names)
