"""Which words are left out of which sentences."""

import pytest

from handouts.worksheets import Material
from handouts.worksheets.terms import blanks

from .lawns import chart, lawns


def left_out(article: str, *key_terms: str) -> list[str]:
    """The sentences, each with its blank as `____`."""
    table = chart([("", "nothing of it", "nor here")], ("One", "Two"))
    made: Material = lawns(table, article, {"key_terms": key_terms})
    return [
        f"{blank.sentence.text[: blank.start]}____{blank.sentence.text[blank.end :]}"
        for blank in blanks(made)
    ]


def test_a_term_is_left_out_as_a_whole_word() -> None:
    assert left_out("We met the lark and many larks.", "lark") == []
    assert left_out("We met the lark and its friends.", "lark") == [
        "We met the ____ and its friends."
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "We met a lark on the way.",
        "There was an owl on the way.",
        "The lark met the other lark today.",
        "The lark met a whole larking crowd.",
        "Lark and owl met on the way.",
        "On the way the lark/owl question arose.",
        "Of all larks one lark went away.",
    ],
)
def test_no_blank_stands_where_the_sentence_gives_it_away(sentence: str) -> None:
    assert left_out(sentence, "lark", "owl/lark", "larks") == []


def test_alternatives_accept_one_another() -> None:
    made = lawns(article="There was the lark and nobody else.", own={"key_terms": ["owl / lark"]})

    assert [(blank.word, blank.alternatives) for blank in blanks(made)] == [("lark", ("owl",))]


def test_a_sentence_that_stands_twice_is_not_used() -> None:
    twice = "The lark met us on the way."

    assert left_out(f"{twice} And then it rained all day long.\n\n{twice}", "lark") == []


def test_emphasised_words_come_after_key_terms() -> None:
    article = "We saw the *skylark* rise at dawn. Then the owl went to sleep again."

    assert left_out(article, "owl") == [
        "We saw the ____ rise at dawn.",
        "Then the ____ went to sleep again.",
    ]


def test_a_capital_letter_gives_nothing_away() -> None:
    article = "He asked: Larks or owls or both? Nobody there knew the larks."

    assert left_out(article, "larks") == ["Nobody there knew the ____."]
    assert left_out("Yesterday we saw Larkins and his dog.", "Larkins") == [
        "Yesterday we saw ____ and his dog."
    ]


def test_a_long_remark_in_emphasis_is_no_term() -> None:
    assert left_out("We saw *how the skylark rose at dawn* and fell.") == []


def test_words_that_chart_and_article_share_come_last() -> None:
    table = chart([("Dawn", "The *skylark* rises", "Nothing rises")], ("One", "Two"))
    made = lawns(table, "We saw the skylark rise at dawn. Everything else was nothing to us.")

    assert [blank.word for blank in blanks(made)] == ["skylark"]
