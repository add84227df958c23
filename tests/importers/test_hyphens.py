"""Blanks behind hyphens: taken out of compounds, left where they are right, else reported."""

import pytest

from handouts.importers import hyphens
from handouts.importers.chart import read_chart
from handouts.importers.parts import Piece, ReadArticle
from handouts.importers.source import ImportedFile
from tests.importers.said import sentences


def fixed(text: str) -> tuple[str, tuple[str, ...]]:
    """Return what becomes of a paragraph, and what is said of it."""
    article = ReadArticle("a.txt", "T", "", "", (Piece("paragraph", text, text, 1),))
    found = hyphens.of_article(article)
    return found.pieces[0].markdown, sentences(found.recognised)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Is context- informed and kind.", "context-informed"),
        ("Context- Informed Care", "Context-Informed"),
        ("A self- help group", "self-help"),
        ("A post- traumatic and pre-verbal part", "post-traumatic"),
        ("A cognitive -behavioral tool", "cognitive-behavioral"),
        ("Of a six- year- old child", "six-year"),
        ("A heart-to- heart talk; heart-to-heart", "heart-to-heart"),
        ("A *trauma- informed* way", "trauma-informed"),
    ],
)
def test_the_blank_in_a_compound_is_taken_out(text: str, expected: str) -> None:
    written, said = fixed(text)

    assert expected in written
    assert len(said) == 1
    assert said[0].startswith(f'a.txt: blanks behind a hyphen taken out of "{expected}"')


@pytest.mark.parametrize(
    "text",
    [
        "A pre- and post-test",
        "A two- or three-day course",
        "A two- to three-year-old",
        "Low- versus high-risk groups",
        "Vor- und Nachteile, ein- bis zweimal, Haupt- sowie Nebensätze",
        "Servicios socio- y psicológicos",
        "Long-, middle- and short-term",
        "- a list\n- of items",
        "Say - as if based on it - that",
        "10- year `word- based`",
        "Rooms 3- 5",
    ],
)
def test_a_blank_that_is_right_stays_without_a_word(text: str) -> None:
    assert fixed(text) == (text, ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He saw the door- closed as ever- and left.", "door- closed"),
        ("It is an idea- based on what he saw.", "idea- based"),
    ],
)
def test_what_may_be_a_dash_is_reported_and_stays(text: str, words: str) -> None:
    said = f'a.txt: a blank stands behind a hyphen in "{words}"; take it out if this is one word'

    assert fixed(text) == (text, (said,))


def test_cells_labels_and_titles_of_a_chart_are_read_too() -> None:
    text = "Topic\tClient- centered\tOther\nWell- being\tevidence- based\tb\nTime\tc\td\n"
    chart = read_chart(ImportedFile("in/c.tsv", "c.tsv", text, "UTF-8"))

    assert list(chart.columns.values()) == ["Client-centered", "Other"]
    assert (chart.labels, chart.rows[0][0]) == (("Well-being", "Time"), "evidence-based")
    assert sentences(chart.recognised)[-1] == (
        "c.tsv: blanks behind a hyphen taken out of "
        '"Client-centered", "evidence-based", "Well-being"'
    )
