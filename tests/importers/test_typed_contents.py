"""A table of contents that was typed is left out, with its title; other lines with numbers stay."""

from handouts.importers.parts import Piece
from handouts.importers.typed_contents import without_contents


def pieces(*texts: str) -> list[Piece]:
    """Return paragraphs, and headings of the texts that begin with #."""
    return [
        Piece("heading" if text.startswith("#") else "paragraph", text, text.lstrip("# "), line)
        for line, text in enumerate(texts, 1)
    ]


def test_lines_that_give_headings_their_pages_are_left_out() -> None:
    kept, left = without_contents(
        pieces(
            "## Contents", "Breath .... 2", "Voice: low 13", "## Breath", "Text.", "## Voice – low"
        ),
        "a.docx",
    )

    assert [piece.plain for piece in kept] == ["Breath", "Text.", "Voice – low"]
    assert [(each.line, each.text) for each in left] == [
        (1, "Contents"), (2, "Breath .... 2"), (3, "Voice: low 13"),
    ]  # fmt: skip


def test_what_stands_above_them_stays_where_it_is_no_title_of_contents() -> None:
    kept, _ = without_contents(pieces("Hello.", "A 1", "B 2", "## A", "## B"), "a.docx")

    assert [piece.plain for piece in kept] == ["Hello.", "A", "B"]


def test_one_line_and_lines_of_no_heading_stay() -> None:
    given = pieces("Breath 2", "Text.", "Room 3", "Room 4", "## Breath", "## Voice")

    assert without_contents(given, "a.docx") == (tuple(given), ())
