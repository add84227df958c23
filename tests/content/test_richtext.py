import pytest

from handouts.content import richtext
from handouts.content.markdown import parse, parse_inline
from handouts.content.richtext import Link


@pytest.mark.parametrize(
    ("text", "address", "printed"),
    [
        ("our page", "https://www.example.org/", "example.org"),
        ("our page", "http://example.org/a?b", "example.org/a?b"),
        ("write", "mailto:tea@example.org", "tea@example.org"),
        ("example.org", "https://www.example.org/", ""),
        ("see https://example.org/a", "https://example.org/a", ""),
    ],
)
def test_an_address_is_printed_where_the_text_does_not_show_it(
    text: str, address: str, printed: str
) -> None:
    assert Link(text, address).printed_address == printed


def test_plain_text_has_the_letters_without_their_marks() -> None:
    inlines = parse_inline("A *b **c*** `d` [e *f*](https://example.org) g\\\nh")
    assert richtext.plain_text(inlines) == "A b c d e f g\nh"


def test_pieces_end_at_links() -> None:
    inlines = parse_inline("a *b [c](https://example.org) d* e [f](https://example.org)")
    assert richtext.pieces(inlines) == ["a b ", "c", " d e ", "f"]


def test_every_block_is_walked_in_order() -> None:
    blocks = parse("# a\n\n- b\n\n  > c\n\n1. d\n\n***\n\n    e\n").blocks
    assert [block.kind for block in richtext.walk(blocks)] == [
        "heading", "bullet_list", "paragraph", "quotation", "paragraph", "ordered_list",
        "paragraph", "divider", "preformatted",
    ]  # fmt: skip
    assert [richtext.plain_text(text) for text in richtext.texts(blocks)] == [
        "a",
        "b",
        "c",
        "d",
        "e",
    ]
