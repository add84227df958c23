"""Cells of an article's tables: their lines, and the lists that they are."""

import pytest

from handouts.content import markdown, richtext, table_cells
from handouts.content.richtext import (
    Block,
    BulletList,
    Emphasis,
    Inline,
    LineBreak,
    OrderedList,
    Paragraph,
    Table,
    Text,
)


def cell(text: str) -> tuple[Inline, ...]:
    parsed = markdown.parse(f"| A | B |\n| --- | --- |\n| {text} | x |\n")
    assert parsed.diagnostics == ()
    (table,) = parsed.blocks
    assert isinstance(table, Table)
    return table.rows[0][0]


def item(*blocks: Block | str) -> tuple[Block, ...]:
    return tuple(Paragraph((Text(each),), 0) if isinstance(each, str) else each for each in blocks)


@pytest.mark.parametrize("written", ["<br>", "<br/>", " <BR /> "])
def test_lines_of_a_cell_are_parted_as_on_github(written: str) -> None:
    assert cell(f"one{written}*two*") == (Text("one"), LineBreak(), Emphasis((Text("two"),)))


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("• one<br>• two", (BulletList((item("one"), item("two"))),)),
        ("- one<br>- two", (BulletList((item("one"), item("two"))),)),
        ("– one<br>– two", (BulletList((item("one"), item("two"))),)),
        ("• one", (BulletList((item("one"),)),)),
        ("2. one<br>3. two", (OrderedList(2, (item("one"), item("two"))),)),
        (
            "• one<br>– in it<br>– too<br>• two",
            (BulletList((item("one", BulletList((item("in it"), item("too")))), item("two"))),),
        ),
        ("Say:<br>• one", (Paragraph((Text("Say:"),), 0), BulletList((item("one"),)))),
        (
            "• one<br>• two<br>- three",
            (BulletList((item("one"), item("two"), item("three"))),),
        ),
    ],
)
def test_lines_with_signs_are_a_list(text: str, blocks: tuple[Block, ...]) -> None:
    assert table_cells.blocks(cell(text)) == blocks


@pytest.mark.parametrize("text", ["one<br>two", "- one", "– one<br>two", "3. May", "5 • 6"])
def test_other_lines_are_no_list(text: str) -> None:
    found = cell(text)

    assert table_cells.blocks(found) == ()
    assert richtext.plain_text(found) == text.replace("<br>", "\n")


def test_a_line_that_is_no_item_stays_whole_beside_a_list() -> None:
    found = table_cells.blocks(cell("- one<br>Then:<br>• two<br>• three"))

    assert [type(block) for block in found] == [Paragraph, Paragraph, BulletList]
    assert richtext.plain_text(found[0].inlines) == "- one"  # type: ignore[attr-defined]


def test_the_words_of_items_are_looked_for_in_the_file_one_by_one() -> None:
    pieces = [piece.strip() for piece in richtext.pieces(cell("Say:<br>• one<br>• two"))]

    assert pieces == ["Say:", "one", "two"]


@pytest.mark.parametrize("text", ["a<br>b", "• a<br>• b"])
def test_a_break_is_a_mark_of_pages_outside_of_tables(text: str) -> None:
    (found,) = markdown.parse(text).diagnostics

    assert found.message.code == "markdown.mark-tag"


def test_an_escaped_break_is_letters() -> None:
    assert cell(r"one\<br>two") == (Text("one<br>two"),)
