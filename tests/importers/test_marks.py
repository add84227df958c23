import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.content import markdown, richtext
from handouts.importers import marks
from handouts.importers.runs import EM, STRONG, link_mark

NASTY = st.text(st.sampled_from("ab1 .,*_[]()!#-+>`\\&;<~=|\"'é—:/\u00a0\u3000😀"), max_size=12)
MARKS = st.sampled_from(
    [
        frozenset(),
        frozenset({EM}),
        frozenset({STRONG}),
        frozenset({EM, STRONG}),
        frozenset({link_mark("https://example.org/a_(b)?x=1&copy;[`")}),
    ]
)


def marked(inlines, around=""):
    """Return the letters and digits, each with the marks around it."""
    found = []
    for inline in inlines:
        match inline:
            case richtext.Emphasis(children):
                found += marked(children, around + "e")
            case richtext.Strong(children):
                found += marked(children, around + "s")
            case richtext.Link(text):
                found += [(letter, around + "l") for letter in text if letter.isalnum()]
            case _:
                found += [(letter, around) for letter in inline.text if letter.isalnum()]
    return [(letter, "".join(sorted(given))) for letter, given in found]


@given(NASTY)
def test_words_read_back_as_they_were(text: str) -> None:
    words = " ".join(text.split())
    assert richtext.plain_text(markdown.parse_inline(marks.escape(words))) == words


@given(NASTY.filter(str.strip))
def test_a_paragraph_stays_a_paragraph(text: str) -> None:
    words = " ".join(text.split())
    (block,) = markdown.parse(marks.paragraph(marks.escape(words))).blocks
    assert isinstance(block, richtext.Paragraph)
    assert richtext.plain_text(block.inlines) == words


@given(NASTY.filter(str.strip))
def test_a_heading_keeps_its_hash_signs(text: str) -> None:
    words = " ".join(text.split())
    (block,) = markdown.parse(marks.heading(marks.escape(words))).blocks
    assert isinstance(block, richtext.Heading)
    assert richtext.plain_text(block.inlines) == words


@given(st.lists(st.tuples(NASTY, MARKS), max_size=4))
def test_every_letter_keeps_its_marks(runs) -> None:
    short = {EM: "e", STRONG: "s"}
    wanted = [
        (letter, "".join(sorted(short.get(mark, "l") for mark in given)))
        for text, given in runs
        for letter in text
        if letter.isalnum()
    ]
    assert marked(markdown.parse_inline(marks.from_runs(runs))) == wanted


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("# no heading", r"\# no heading"),
        ("- no item", r"\- no item"),
        ("1. no item", r"1\. no item"),
        ("12) no item", r"12\) no item"),
        ("> no quotation", r"\> no quotation"),
        ("---", r"\---"),
        ("===", r"\==="),
        ("~~~", r"\~~~"),
        ("+ plus", r"\+ plus"),
        ("#hashtag and 3.5 and -7", "#hashtag and 3.5 and -7"),
        ("Soil|Seed|Sun", "Soil|Seed|Sun"),
        ("snake_case and _so_", r"snake_case and \_so\_"),
        ("2*3 [x](y) `c`", r"2\*3 \[x](y) \`c\`"),
        ("<!-- no comment -->", r"<\!-- no comment -->"),
        ("R&D &amp; more", r"R&D \&amp; more"),
        (r"C:\dir \* \\", r"C:\dir \\\* \\\\"),
    ],
)
def test_only_what_would_be_a_mark_is_escaped(text: str, spelled: str) -> None:
    assert marks.paragraph(marks.escape(text)) == spelled


ITALIC, BOLD, NONE = frozenset({EM}), frozenset({STRONG}), frozenset()


@pytest.mark.parametrize(
    ("runs", "spelled"),
    [
        ([("word", ITALIC), ("next", NONE)], "*word*next"),
        ([("so ", NONE), (" far ", ITALIC), (". Then", NONE)], "so *far*. Then"),
        ([("far ", ITALIC), (", and", NONE)], "*far*, and"),
        ([("far", ITALIC), (" ... and", NONE)], "*far* ... and"),
        ([("far", NONE), (" . and", NONE)], "far . and"),
        ([("Goal:", BOLD), ("to grow", NONE)], "**Goal**:to grow"),
        ([("“Why?”", ITALIC), (" he said", NONE)], "*“Why?”* he said"),
        ([("a", ITALIC), ("b", BOLD)], "*a***b**"),
        ([("a ", BOLD), ("b", ITALIC | BOLD), (" c", BOLD)], "**a *b* c**"),
        ([(" ", ITALIC), ("a", NONE), ("", BOLD)], "a"),
        ([("see ", NONE), ("this!", frozenset({link_mark("https://e.org/a b")}))],
         "see [this!](https://e.org/a%20b)"),
        ([("one\n", NONE), ("- two", NONE)], "one\\\n- two"),
    ],
)  # fmt: skip
def test_marks_are_spelled_so_that_they_are_read(runs, spelled: str) -> None:
    assert marks.from_runs(runs) == spelled
