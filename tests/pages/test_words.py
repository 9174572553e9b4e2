"""Words of the field on the pages, and what is said by more than a hover."""

import pytest

from fmnist_app.ui.shell.words import with_words
from fmnist_app.ui.widgets import preprocessing

# What only some with a mouse read, and nobody needs: each repeats or rounds off what a page shows.
MINOR = (
    "A simple drawing made for this app.",
    "A picture from the data set that no network learnt from, as dark on white.",
    "Fill: tap inside a closed outline.",
    # The strip of steps shows at once what each of these does.
    preprocessing.KIND_HELP,
    preprocessing.TURN_HELP,
    preprocessing.KEEP_HELP,
    preprocessing.INVERT_HELP,
)
OPENINGS = [
    ("home", {}),
    ("data", {}),
    ("draw", {}),
    ("upload", {}),
    *(("compare", {"part": part}) for part in ("Real or luck?", "Mistakes", "Seeds", "Cost")),
    *(("compare", {"part": part}) for part in ("Confidence", "You")),
]


def said(app):
    return "\n".join(str(getattr(each, "value", "")) for each in app.main)


def test_a_word_becomes_a_link_to_its_sentence_where_it_first_occurs():
    assert with_words("One **epoch**, two epochs.") == "One **[epoch](#word-epoch)**, two epochs."


def test_a_text_without_words_of_the_field_stays_as_it_is():
    text = "Draw a shoe. [Here](https://example.org/epoch)"
    assert with_words(text) == text


def test_a_word_within_a_link_stays_what_the_link_says():
    assert with_words("[loss](#word-loss)") == "[loss](#word-loss)"


@pytest.mark.parametrize(("page", "query"), OPENINGS)
def test_what_a_hover_says_is_said_without_one_too(open_page, page, query):
    app = open_page(page, **query)
    assert not app.exception
    hovers = [getattr(getattr(each, "proto", None), "help", "") for each in app.main]
    words = said(app).replace("\\", "")
    for text in filter(None, hovers):
        assert text in MINOR or with_words(text) in words, text
