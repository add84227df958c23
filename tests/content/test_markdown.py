import pytest

from handouts.content import richtext
from handouts.content.markdown import inline_diagnostics, parse, parse_inline
from handouts.content.richtext import (
    Block,
    Box,
    BulletList,
    ChartPlace,
    Code,
    Divider,
    Emphasis,
    Figure,
    Heading,
    LineBreak,
    Link,
    Note,
    OrderedList,
    Paragraph,
    Preformatted,
    Quotation,
    Strong,
    Table,
    Text,
)


def blocks(text: str) -> tuple[Block, ...]:
    parsed = parse(text)
    assert parsed.diagnostics == ()
    return parsed.blocks


def told(text: str) -> list[tuple[int, str]]:
    return [(diagnostic.line, diagnostic.cause) for diagnostic in parse(text).diagnostics]


def paragraph(*words: str) -> Paragraph:
    return Paragraph(tuple(map(Text, words)), 0)


def test_all_that_commonmark_has() -> None:
    text = (
        "# One\n\nTwo *three **four*** `five`\\\nsix [*se*ven](https://example.org)\n\n"
        "- eight\n- nine\n\n  ten\n\n7. eleven\n8. twelve\n\n> thirteen\n\n***\n\n"
        "    fourteen\n\n```py\n  fifteen\n```\n\n![six teen](a.png)\n\nSeventeen\n---\n"
    )
    assert blocks(text) == (
        Heading(2, (Text("One"),), 1),
        Paragraph(
            (
                Text("Two "),
                Emphasis((Text("three "), Strong((Text("four"),)))),
                Text(" "),
                Code("five"),
                LineBreak(),
                Text("six "),
                Link("seven", "https://example.org"),
            ),
            3,
        ),
        BulletList(((paragraph("eight"),), (paragraph("nine"), paragraph("ten")))),
        OrderedList(7, ((paragraph("eleven"),), (paragraph("twelve"),))),
        Quotation((paragraph("thirteen"),)),
        Divider(),
        Preformatted("fourteen"),
        Preformatted("  fifteen"),
        Figure("a.png", "six teen", 27),
        Heading(2, (Text("Seventeen"),), 29),
    )


def test_blocks_know_their_lines() -> None:
    found = parse("# One\n\n<!-- a\nnote -->\n\nTwo\n\n- Three\n", first_line=4).blocks
    lines = [block.line for block in richtext.walk(found) if isinstance(block, Heading | Paragraph)]
    assert lines == [4, 9, 11]


def test_headings_skip_no_level() -> None:
    levels = [block.level for block in blocks("#### a\n\n# b\n\n###### c\n\n###### d\n")]  # type: ignore[union-attr]
    assert levels == [2, 2, 3, 4]


@pytest.mark.parametrize(
    "chart", ["[chart]", " [chart] ", "[Chart]", "[CHART]", "[ chart ]", "    [chart]"]
)
def test_the_chart_stands_where_its_line_stands(chart: str) -> None:
    assert blocks(f"a\n\n{chart}\n\nb\n") == (paragraph("a"), ChartPlace(3), paragraph("b"))


@pytest.mark.parametrize(
    "chart", ["[chart session-fees]", "[Chart Session Fees]", " [ chart  session-fees ] "]
)
def test_a_chart_of_several_is_named_in_its_place(chart: str) -> None:
    assert blocks(f"a\n{chart}\nb\n") == (
        paragraph("a"), ChartPlace(2, "session-fees"), paragraph("b"),
    )  # fmt: skip


def test_the_charts_line_needs_no_empty_lines_around_it() -> None:
    found = blocks("a *b*\nc\n[chart]\nd\ne\n\n[chart]\nf\n\ng  \n[chart]\n")
    assert found == (
        Paragraph((Text("a "), Emphasis((Text("b"),)), Text(" c")), 0),
        ChartPlace(3),
        paragraph("d e"),
        ChartPlace(7),
        paragraph("f"),
        paragraph("g"),
        ChartPlace(11),
    )
    places = [block.line for block in found if isinstance(block, ChartPlace)]
    assert places == [3, 7, 11]


def test_the_chart_among_words_is_words_where_that_is_said() -> None:
    assert blocks("See the \\[chart] below.\n") == (paragraph("See the [chart] below."),)


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "a <b>b</b>", "<div>\nx\n</div>", "</title>", "<img src=x>",
     "| a | b |", "Tea[^1]", "{{ 7*7 }} {% raw %} {# x #}"],
)  # fmt: skip
def test_what_is_no_markdown_is_told_and_shown_as_it_is_typed(text: str) -> None:
    parsed = parse(text)
    assert parsed.blocks == (paragraph(" ".join(text.split("\n"))),)
    assert parsed.diagnostics


def test_comments_are_left_out() -> None:
    assert blocks("a <!-- b\n\nc --> d\n") == (paragraph("a"), paragraph("d"))


def test_entities_are_letters() -> None:
    assert blocks("&lt;b&gt; &eacute; &#8211;\n") == (paragraph("<b> é –"),)


@pytest.mark.parametrize(
    "text",
    [">" * 10_000 + " x", "> " * 30 + "x", "- " * 10_000 + "x", "*" * 20_000 + "x" + "*" * 20_000,
     "\n".join("  " * depth + "- x" for depth in range(300))],
)  # fmt: skip
def test_words_that_the_parser_would_lose_in_the_depth_are_told(text: str) -> None:
    (diagnostic,) = parse(text).diagnostics
    assert diagnostic.cause == "lists, quotations or marks stand too deep within one another"


def test_deep_marks_in_one_line_are_told_and_shown_as_typed() -> None:
    text = "*" * 2_000 + "x" + "*" * 2_000
    assert [diagnostic.line for diagnostic in inline_diagnostics(text, 4)] == [4]
    assert parse_inline(text) == (Text(text),)


def test_lists_may_be_as_deep_as_anyone_can_follow() -> None:
    text = "- a\n  - b\n    - c\n      1. d\n         - e\n"
    assert [richtext.plain_text(inlines) for inlines in richtext.texts(blocks(text))] == list(
        "abcde"
    )


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("![](a.png)", "the picture has no description"),
        ("![\u200b](a.png)", "the picture has no description"),
        ("See ![x](a.png) here", "a picture stands inside a line of text"),
        ("![x] (a.png)", "a picture is not written as one"),
        ("![x][y]", "a picture is not written as one"),
        ("![A pot](my pot.png)", "the name of a picture has a space in it"),
        ("[x](https://a.example/a b)", "a link is not written as one"),
        ("##Title\nwords", "a heading is not written as one"),
        ("#Title of it", "a heading is not written as one"),
        ("####### Title", "a heading is not written as one"),
        ("**[chart]**", "the place of the chart is not written as one"),
        ("{Chart}", "the place of the chart is not written as one"),
        ("[chart].", "the place of the chart is not written as one"),
        ("[chart", "the place of the chart is not written as one"),
        ("## [chart]", "the place of the chart is written as a heading"),
        ("[chart: fees]", "the place of a chart is not written as one"),
        ("[chart-fees.yaml]", "the place of a chart is not written as one"),
        ("**[chart fees]**", "the place of a chart is not written as one"),
        ("See [chart] here", "[chart] stands among other words"),
        ("Words <!-- to do", "a note that begins with <!-- is never closed, and would be printed"),
        ("#\n", "a heading has no words"),
        ("[x](file:///etc/passwd)", 'the link to "file:///etc/passwd" leads nowhere on paper or'),
        ("[x](javascript:alert)", 'the link to "javascript:alert" leads nowhere on paper or in a'),
        ("[x](mailto:)", 'the link to "mailto:" leads nowhere on paper or in a mail'),
        ("[x](https://a:b@c.example)", 'the link to "https://a:b@c.example" has a user'),
        ("<https://a@c.example>", 'the link to "https://a@c.example" has a user'),
        ("[x](HTTP://)", 'the link to "HTTP://" is not a web address'),
        ("[x](//c.example)", 'the link to "//c.example" leads nowhere on paper or in a mail'),
        ("[x](&#106;avascript:a)", 'the link to "javascript:a" leads nowhere on paper or in a'),
        ("[x](other.md)", 'the link to "other.md" leads nowhere on paper or in a mail'),
        ("[x][y]\n\n[y]: data:text/html,x", 'the link to "data:text/html,x" leads nowhere on'),
        ("[](https://example.org)", 'the link to "https://example.org" has no words'),
    ],
)
def test_what_cannot_be_set_is_told(text: str, cause: str) -> None:
    ((line, said),) = told(f"\n{text}\n")
    assert line == 2
    assert said.startswith(cause)


def test_every_complaint_is_told() -> None:
    assert [line for line, _ in told("[a](x)\n\n- [b](y)\n\n![](z)\n")] == [1, 3, 5]


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("a.png", "a.png"),
        ("<a b.png>", "a%20b.png"),
        ("a%20b.png", "a%20b.png"),
        ("ü.png", "%C3%BC.png"),
        ("a#1.png", "a%231.png"),
        ("a?b.png", "a%3Fb.png"),
        ("..%2f..%2fa.png", "../../a.png"),
        ("http://example.org/a.png", "http%3A//example.org/a.png"),
    ],
)
def test_a_pictures_source_is_a_path_and_nothing_else(written: str, source: str) -> None:
    assert blocks(f"![x]({written})\n") == (Figure(source, "x", 1),)


@pytest.mark.parametrize(
    "text",
    [
        *("#MeToo", "#1 in tea", "# Title", "\\##x", "`##x`", "C# and F#", "a ##b"),
        *(
            "\\[chart]",
            "`[chart]`",
            "A chart (see below)",
            "The chart",
            "[charting](https://a.example)",
        ),
        *("`<!--`", "\\<!--", "[1] (https://a.example)", "[x](and more)", "    ##x"),
    ],
)
def test_words_that_only_look_like_markdown_are_taken_as_they_are(text: str) -> None:
    assert parse(text).diagnostics == ()


def test_a_slip_is_told_at_its_line_with_what_to_write() -> None:
    told = parse("Words\n##Title\n\n![A pot](my pot.png)\n\nSee [chart].\n", 5).diagnostics
    assert [(diagnostic.line, diagnostic.fix) for diagnostic in told] == [
        (6, "Write: ## Title; or \\# where the sign is meant."),
        (8, "Put it in angle brackets: ![A pot](<my pot.png>)"),
        (10, "Write [chart] alone on a line; or \\[chart] where the word is meant."),
    ]


def test_escaped_brackets_are_neither_a_picture_nor_the_charts_place() -> None:
    parsed = parse("Wow!\\[1] is all.\n\n\\[chart]\n")

    assert [richtext.plain_text(text) for text in richtext.texts(parsed.blocks)] == [
        "Wow![1] is all.",
        "[chart]",
    ]
    assert parsed.diagnostics == ()


def test_a_table_has_heads_rows_and_a_caption() -> None:
    text = (
        "| A | *B* | C |\n| :-- | :-: | --: |\n| one | two \\| 2 | `x` |\n| three |\n\n"
        "Table: The *first*\n"
    )
    (table,) = blocks(text)
    assert table == Table(
        heads=((Text("A"),), (Emphasis((Text("B"),)),), (Text("C"),)),
        rows=(
            ((Text("one"),), (Text("two | 2"),), (Code("x"),)),
            ((Text("three"),), (), ()),
        ),
        alignments=("start", "center", "end"),
        line=1,
        caption=(Text("The "), Emphasis((Text("first"),))),
    )
    assert table.has_heads


def test_a_table_without_heads_has_none() -> None:
    (table,) = blocks("| | |\n|---|---|\n| a | b |\n")
    assert isinstance(table, Table)
    assert not table.has_heads


def test_pandocs_caption_is_one_and_a_caption_needs_a_table() -> None:
    (table,) = blocks("a | b\n--- | ---\nc | d\n\n: Of letters\n")
    assert isinstance(table, Table)
    assert table.caption == (Text("Of letters"),)
    assert blocks("Table: not one\n") == (paragraph("Table: not one"),)


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        (
            "| a | b |\n|---|---|\n| c | d | e |",
            3,
            "a row has 3 cells, where the table has 2 columns",
        ),
        ("> | a |\n> |---|\n> | c | d |", 3, "a row has 2 cells, where the table has 1 column"),
        ("| a | b |\n|---|", 1, "a table is not written as one"),
        ("| a | b |\n| c | d |", 1, "a table is not written as one"),
        ("a  b\n--- ---\nc  d", 2, "a table is not written as one"),
        ("+---+---+\n| a | b |\n+---+---+", 1, "a table is not written as one"),
        ("| | |\n|---|---|", 1, "a table has no words"),
        ("| [chart] |\n|---|\n| a |", 1, "[chart] stands among other words"),
        ("| a |\n|---|\n| ![x](y.png) |", 3, "a picture stands inside a line of text"),
    ],
)
def test_what_of_a_table_would_be_lost_or_printed_is_told(text: str, line: int, cause: str) -> None:
    assert told(f"{text}\n")[0] == (line, cause)


def test_footnotes_are_numbered_as_they_are_referred_to() -> None:
    text = "One[^b] two[^a] three[^b].\n\n[^a]: A *note*.\n\n[^b]: First\n\n    second.\n"
    first = Note(1, (Text("First"), LineBreak(), Text("second.")))
    second = Note(2, (Text("A "), Emphasis((Text("note"),)), Text(".")))
    assert blocks(text) == (
        Paragraph(
            (Text("One"), first, Text(" two"), second, Text(" three"), Note(1, ()), Text(".")), 1
        ),
    )


def test_footnotes_stand_in_headings_cells_captions_and_items() -> None:
    text = (
        '# A[^1]\n\n- b[^2]\n\n| c[^3] |\n|---|\n| d |\n\nTable: e[^4]\n\n![f](g.png "h[^5]")\n\n'
        "[^1]: one\n[^2]: two\n[^3]: three\n[^4]: four\n[^5]: five\n"
    )
    found = richtext.all_notes(blocks(text))
    assert [(note.number, richtext.plain_text(note.inlines)) for note in found] == [
        (1, "one"), (2, "two"), (3, "three"), (4, "four"), (5, "five"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("Words.[^1]", 1, "there is no footnote [^1]"),
        ("Words.\n\n[^1]: A note.", 3, "nothing in the text refers to the footnote [^1]"),
        (
            "a[^1]\n\n[^1]: b\n\n[^1]: c",
            5,
            "the footnote [^1] is written twice, here and on line 3",
        ),
        ("a[^1]\n\n[^1]: b[^2]\n[^2]: c", 3, "a footnote stands inside a footnote"),
        ("a[^1]\n\n[^1]:\n", 1, "the footnote [^1] has no words"),
        ("a[^1]\n\n[^1]: b\n\n    - c", 5, "a footnote has more than paragraphs in it"),
        ("a[^1]\n\n[^1]: [chart]", 3, "[chart] stands among other words"),
        ("a[^1]\n\n[^1]: ==b==", 3, '"==" is a highlighter of another program'),
    ],
)
def test_what_of_a_footnote_would_be_lost_is_told(text: str, line: int, cause: str) -> None:
    assert (line, cause) in told(f"{text}\n")


def test_boxes_begin_the_items_of_a_list() -> None:
    assert blocks("- [ ] a\n- [x]  *b*\n- c\n  1. [X] d\n") == (
        BulletList(
            (
                (Paragraph((Box(ticked=False), Text("a")), 1),),
                (Paragraph((Box(ticked=True), Emphasis((Text("b"),))), 2),),
                (
                    paragraph("c"),
                    OrderedList(1, ((Paragraph((Box(ticked=True), Text("d")), 4),),)),
                ),
            )
        ),
    )


def test_a_picture_has_a_caption_where_it_has_a_title() -> None:
    text = '![A pot](pot.png "The *pot*, after Reed")\n'
    caption = (Text("The "), Emphasis((Text("pot"),)), Text(", after Reed"))
    assert blocks(text) == (Figure("pot.png", "A pot", 1, caption),)


def test_texts_hold_cells_captions_and_notes_where_they_stand() -> None:
    text = 'a[^1]\n\n| b |\n|---|\n| c[^2] |\n\nTable: d\n\n![e](f.png "g")\n\n[^1]: h\n[^2]: i\n'
    found = [richtext.plain_text(each) for each in richtext.texts(blocks(text))]
    assert found == ["a", "h", "d", "b", "c", "i", "g"]


def test_pieces_are_divided_where_the_number_of_a_note_is_printed() -> None:
    (found,) = blocks("a[^1] b\n\n[^1]: c\n")
    assert isinstance(found, Paragraph)
    assert richtext.pieces(found.inlines) == ["a", " b"]
