"""The limits where they bite: what makes a picture the networks can read, and how often they do."""

import json
from typing import Any

import streamlit as st

from fmnist_app.catalog import available, default_name
from fmnist_app.catalog.shipped import FOLDER
from fmnist_app.core.formatting import percent
from fmnist_app.ui.widgets.networks import titles

SCORES = FOLDER / "scores"  # one file for each network, as the command `score` writes it
DOMAIN_WORDS = {
    "phone": "photos of clothes",
    "quickdraw": "quick drawings",
    "icon": "icons and clip art",
}
ADVICE = (
    ("One garment", "The networks name one thing per picture; of two they see a strange third."),
    ("A plain background", "Lay it on a sheet or a bare floor whose colour is not its own."),
    ("One shoe, from the side", "Not a pair and not from above; toe to the left if you can."),
    ("Nobody wearing it", "Flat or on a hanger, upright, all of it in the picture, sleeves out."),
)


def show_limits() -> None:
    """Draw what makes a good picture, and the accuracy measured where it was measured."""
    st.markdown("\n".join(f"- **{rule}.** {why}" for rule, why in ADVICE))
    st.caption(
        "They know ten kinds of clothing and nothing else: no hats, no socks, no gloves. Most "
        "learnt from neat catalogue pictures alone, and what people bring is harder."
    )
    if scores := measured():
        st.markdown(accuracy_sentence(scores))
        if len(scores) > 1:
            with st.expander("All networks", icon=":material/table_rows:"):
                st.markdown(_table(scores))


def measured() -> dict[str, Any]:
    """What the scoring command wrote, by network; without those it did not score to the end."""
    found = {name: _score(name) for name in available()}
    return {name: score for name, score in found.items() if score}


def _score(name: str) -> dict[str, Any]:
    try:
        score = json.loads((SCORES / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return score if isinstance(score, dict) and score.get("domains") else {}


def accuracy_sentence(scores: dict[str, Any]) -> str:
    """In one sentence how often the default network, or else the first, is right."""
    name = default_name() if default_name() in scores else next(iter(scores))
    parts = [
        f"**{percent(row['top1'])}** of {row['n']} {DOMAIN_WORDS.get(domain, domain)}"
        for domain, row in scores[name]["domains"].items()
    ]
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    way = " (where it knew other photos of the same person, a copy answered that did not)" * bool(
        scores[name].get("cross_fitted")
    )
    return (
        f"Measured on pictures it never learnt from{way}, {titles().get(name, name)} named "
        f"{listed}."
    )


def _table(scores: dict[str, Any]) -> str:
    """All scores as a Markdown table: a table widget would bring 30 MB to a page without one."""
    domains = next(iter(scores.values()))["domains"]
    heads = [f"{DOMAIN_WORDS.get(name, name)} (n = {row['n']})" for name, row in domains.items()]
    rows = [["Network", *heads, "Clothing told from other things (AUROC)"]]
    rows.append(["---", *["---:"] * (len(heads) + 1)])
    for name, score in scores.items():
        found = [score["domains"].get(domain, {}).get("top1") for domain in domains]
        shares = ["" if share is None else percent(share, 1) for share in found]
        rows.append([titles().get(name, name), *shares, _auroc(score.get("clothing_auroc"))])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _auroc(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
