"""Which words are left out of which sentences."""

import dataclasses

import pytest

from handouts.worksheets import Material
from handouts.worksheets.terms import Blank, blanks, neighbours

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
        "Of all larks one lark went away.",
    ],
)
def test_no_blank_stands_where_the_sentence_gives_it_away(sentence: str) -> None:
    assert left_out(sentence, "lark", "owl/lark", "larks") == []


def test_of_two_words_that_a_sign_joins_none_is_left_out_alone() -> None:
    assert left_out("On the way the lark/owl question arose.", "lark", "owl/lark") == [
        "On the way the ____ question arose."
    ]


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


def test_words_in_quotation_marks_and_compounds_come_after_those() -> None:
    article = (
        "He called it a form of “skylarking” and left. She came with a “well-fed” or a thin owl. "
        "They had a debate on lark/owl for long."
    )

    assert left_out(article) == [
        "He called it a form of “____” and left.",
        "They had a debate on ____ for long.",
    ]


def test_an_article_before_a_quotation_mark_gives_the_word_away_too() -> None:
    assert left_out("It was an “oddity” to all of them.") == []


def test_words_that_few_people_use_every_day_come_last() -> None:
    article = "We saw the skylark rise at dawn. Then all of the people went home to have dinner."

    assert left_out(article) == ["We saw the ____ rise at dawn."]


def test_words_of_every_day_are_no_terms_even_where_the_chart_has_them() -> None:
    table = chart([("Health", "Support and information", "Nothing")], ("One", "Two"))

    assert blanks(lawns(table, "They all came there for the support and the information.")) == []


def test_in_another_language_words_that_chart_and_article_share_come_last() -> None:
    table = chart([("Morgen", "Die Lerche steigt", "Nichts steigt")], ("Eins", "Zwei"))
    made = lawns(table, "Am Morgen sahen wir alle die kleine Lerche über dem Hof und dem Garten.")

    assert {blank.word for blank in blanks(made)} == {"Morgen", "Lerche"}


@pytest.mark.parametrize("word", ["our", "link", "trainings", "program", "we"])
def test_a_sentence_at_the_end_that_advertises_is_no_exercise(word: str) -> None:
    sentence = f"In all of {word} there stands the skylark for everyone."
    before = [f"Nobody came here on day {number}." for number in range(4)]

    assert left_out("\n\n".join([*before, sentence]), "skylark") == []
    assert left_out("\n\n".join([sentence, *before]), "skylark") != []


def test_words_of_one_set_phrase_are_neighbours() -> None:
    made = lawns(article="The skylark song of the mental health worker went on.")
    found = neighbours(made)

    mental, health = blanks_of(made, "mental", "health")
    assert mental.stands_beside(health, found)
    assert health.stands_beside(mental, found)
    skylark, worker = blanks_of(made, "skylark", "worker")
    assert not skylark.stands_beside(worker, found)


def blanks_of(made: Material, *terms: str) -> list[Blank]:
    """A blank for each of these words in the one sentence that there is."""
    own = made.own.model_copy(update={"key_terms": terms})
    found = blanks(dataclasses.replace(made, own=own))
    return [next(blank for blank in found if blank.word == term) for term in terms]
