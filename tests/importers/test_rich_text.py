"""Rich Text as TextEdit, WordPad, Word and LibreOffice write it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.errors import ContentError
from handouts.importers import Given, rich_text
from handouts.importers.article import read_article
from handouts.importers.parts import ReadArticle
from handouts.importers.source import read_source
from tests.importers.said import sentences

from .word.documents import picture

STYLES = (
    r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Arial Cyr;}}{\colortbl;\red0\green0\blue0;}"
    r"{\stylesheet{\s0 Normal;}{\s1\f1\b heading 1;}{\s2\f1 Title;}{\*\cs3 Strong;}}"
)
TITLE = r"\pard\s2 Waiting\par "


def read(text: str) -> ReadArticle:
    content = (r"{\rtf1\ansi\ansicpg1252\deff0" + STYLES + TITLE + text + "}").encode("latin-1")
    return read_article(read_source(Given("in/day.rtf", content), "article"))


def markdown(article: ReadArticle) -> str:
    return "\n\n".join(piece.markdown for piece in article.pieces)


def test_headings_emphasis_and_letters_of_all_encodings_are_read() -> None:
    article = read(
        r"\pard\s1{\b Two kinds}\par\pard\plain One {\b sees} \i who\i0  is \'93thinking\'94"
        r" \u8212 ?{\uc0\u233}{\f1 \'ef\'f0}\~x\_y.\par Last.\par"
    )

    assert article.title == "Waiting"
    assert (
        markdown(article) == "## Two kinds\n\nOne **sees** *who* is “thinking” —éпр x‑y.\n\nLast."
    )


def test_text_edits_lines_and_lists_are_read() -> None:
    article = read(
        "\\pard\\plain \\f0 Text stands here.\\\n\\ls1\\ilvl0{\\listtext\t\\uc0\\u8226 \t}one\\\n"
        "\\ilvl1{\\listtext\t\\uc0\\u8259 \t}inner\\\n\\pard{\\listtext\t1.\t}first\\\n"
        "{\\listtext\t2.\t}second\\\n"
    )

    assert markdown(article) == "Text stands here.\n\n- one\n  - inner\n\n1. first\n2. second"


def test_links_notes_and_text_boxes_are_read() -> None:
    article = read(
        r'\pard\plain See {\field{\*\fldinst HYPERLINK "https://example.org/"}{\fldrslt there}}'
        r"{\footnote \pard Observed.\par}, and wait{\shp{\*\shpinst\shpleft0{\sp{\sn a}{\sv b}}"
        r"{\shptxt \pard In the box\par}}{\shprslt In the box}}.\par"
    )

    assert markdown(article) == (
        "See [there](https://example.org/)[^1], and wait.\n\nIn the box\n\n[^1]: Observed."
    )


def test_tables_and_pictures_are_read() -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl {}\cell {}\cell\row "
    shown = picture().getvalue().hex()
    article = read(
        r"\pard Text.\par " + row.format("Minutes", "What") + row.format("5", "Names")
        + r"\pard After.\par{\*\shppict{\pict\pngblip " + shown + r"}}"
        r"{\nonshppict{\pict\wmetafile8 0102}}\par"
    )  # fmt: skip

    assert markdown(article) == (
        "Text.\n\n| Minutes | What |\n| --- | --- |\n| 5 | Names |\n\nAfter.\n\n"
        "![](pictures/picture-1.png)"
    )
    assert list(article.pictures.values()) == [picture().getvalue()]


def test_what_is_not_printed_is_left_out_and_listed() -> None:
    article = read(
        r"{\header \pard Harbour\par}\pard Text{\v  hidden}{\deleted gone}{\*\atnid A}"
        r"{\*\annotation \pard So?\par} stands{\field{\*\fldinst PAGE}{\fldrslt 7}}.\par"
        r"{\field{\*\fldinst TOC \\o}{\fldrslt Two kinds 2\par Five minutes 3\par}}{\*\other no}"
    )

    assert markdown(article) == "Text stands."
    assert sorted((each.text, str(each.reason)) for each in article.left_out) == [
        ("7", "the number of a page"),
        ("Five minutes 3", "the table of contents"),
        ("Harbour", "the header or footer of the document"),
        ("So?", "a comment"),
        ("Two kinds 2", "the table of contents"),
        ("hidden", "hidden text of the document"),
    ]


def test_groups_that_are_never_closed_are_refused_or_read() -> None:
    with pytest.raises(ContentError, match="nested too deeply"):
        read("{" * 300)
    assert markdown(read(r"\pard Text {\b stands")) == "Text **stands**"


def test_a_picture_divides_words() -> None:
    text = (r"{\rtf1" + STYLES + r"one{\pict 00}two}").encode("latin-1")
    assert rich_text.read(text, "a.rtf").words == ("one two",)


PART = st.sampled_from(
    [r"\par ", r"\pard ", "{", "}", r"\cell ", r"\row ", r"\intbl ", r"{\footnote ", r"\s1 ",
     r"{\listtext 1.\tab}", r"\b ", r"\'e9", r"\u8212 ?", "word ", "other ", r"{\*\shpinst ",
     r"{\shptxt ", r"{\field{\*\fldinst TOC}{\fldrslt ", r"{\pict 00", r"\v ", r"\line ",
     r"\bin2 ab"]
)  # fmt: skip


@given(st.lists(PART, max_size=30).map("".join))
def test_whatever_is_broken_in_it_is_read_to_its_end(text: str) -> None:
    found = rich_text.read((r"{\rtf1" + STYLES + text).encode("latin-1"), "a.rtf")

    shown = re.sub(r"</?(?:b|i|sup|a)\b[^>]*>", "", found.text)
    listed = " ".join([shown, *(left.text for left in found.left_out)])
    assert all(word in listed for word in " ".join(found.words or ()).split())


def item(mark: str, text: str, depth: int = 0) -> str:
    return rf"\pard\ilvl{depth}{{\listtext\tab {mark}\tab}}{text}\par "


def test_items_counted_with_letters_and_roman_numbers_keep_their_order_and_are_listed() -> None:
    items = [
        item("g)", "seven"), item("h)", "eight"), item("i)", "nine"), item("(i)", "first", 1),
        item("(ii)", "second", 1), item("j)", "ten"), r"\pard Text.\par ", item("1.", "one"),
        item("1.1.", "inside", 1),
    ]  # fmt: skip

    article = read(rf"Waiting\par \pard Words.\par {''.join(items)}")

    assert markdown(article) == (
        "Words.\n\n7. seven\n8. eight\n9. nine\n   1. first\n   2. second\n10. ten\n\nText.\n\n"
        "1. one\n   1. inside"
    )
    assert [each.text for each in article.left_out if "letters" in str(each.reason)] == [
        "seven", "first",
    ]  # fmt: skip


def test_a_mark_with_words_stays_before_its_paragraph() -> None:
    article = read(rf"Waiting\par \pard Words.\par {item('Step 2:', 'Ask')}{item('o', 'bullet')}")

    assert markdown(article) == "Words.\n\nStep 2: Ask\n\n- bullet"


def test_tracked_changes_are_accepted_and_counted() -> None:
    article = read(
        r"Waiting\par \pard Kept {\revised\revauth1 new }{\deleted\revauthdel1 old }"
        r"words{\deleted0 .}\par "
    )

    assert markdown(article) == "Kept new words."
    assert any(
        "2 tracked changes, taken as accepted" in each for each in sentences(article.recognised)
    )
