import re

import pytest

from fmnist_app.core.glossary import TERMS, terms_in


def ids(text):
    return [found.term.id for found in terms_in(text)]


@pytest.mark.parametrize("term", TERMS.values(), ids=lambda term: term.id)
def test_each_term_has_one_sentence_and_is_found_under_its_own_title(term):
    assert re.fullmatch(r"[A-Z][^.!?]*(?:\d\.\d[^.!?]*)*\.", term.sentence)
    assert term.id in ids(term.title)
    assert re.fullmatch("[a-z0-9-]+", term.id)


def test_no_form_of_a_word_belongs_to_two_terms():
    assert len({term.title.lower() for term in TERMS.values()}) == len(TERMS)
    for term in TERMS.values():
        assert ids(term.title)[0] == term.id


def test_the_longer_name_is_meant_where_one_name_lies_within_another():
    assert ids("Batch normalisation in a residual block, and a batch of 32") == [
        "batch-normalisation",
        "residual",
        "batch",
    ]


def test_words_are_found_in_their_usual_forms_and_not_within_others():
    assert ids("Two losses, three Epochs and 5 convolutions") == ["loss", "epoch", "convolution"]
    assert ids("gloss, seedling, adamant") == []


def test_links_code_and_icons_are_no_text():
    text = "The [loss](#word-loss), `epochs=3`, https://a.b/epoch and :material/filter:, then gap."
    assert ids(text) == ["gap"]


def test_where_a_term_stands_is_told_exactly():
    text = "A new epoch begins."
    (found,) = terms_in(text)
    assert text[found.start : found.end] == "epoch"
