"""What would keep a parser busy for minutes is refused, whatever is left open in it."""

import pytest

from handouts.errors import ContentError
from handouts.importers import raw_html
from handouts.importers.article import read_article
from handouts.importers.chart import read_chart
from handouts.importers.source import ImportedFile


@pytest.mark.parametrize(
    ("name", "text", "line", "cause"),
    [
        ("a.html", "<b>" * 100_001, 0,
         "the page has 100,001 tags and entities, where up to 100,000 are read"),
        ("a.html", "<p>\n" + "<div>" * 601, 2, "the text is nested too deeply to be read"),
        ("a.html", "<p " + "a=1 " * 501 + ">x", 1, "the text is nested too deeply to be read"),
        ("a.html", "<p>" + "x" * 600_001, 0,
         "the text has 600,001 letters, where up to 600,000 are read"),
        ("a.txt", "T\n\n" + "x" * 600_000, 0,
         "the text has 600,003 letters, where up to 600,000 are read"),
        ("a.md", "x\n\n" * 10_001, 0,
         "the text has 10,001 paragraphs, where up to 10,000 are read"),
        ("a.md", "[" * 10_001, 0,
         "the text has 10,001 opening brackets [, where up to 10,000 are read"),
        ("a.md", "_a" * 50_001, 0,
         "the text has 50,001 marks such as * and _, where up to 50,000 are read"),
    ],
)  # fmt: skip
def test_what_takes_minutes_is_told(name: str, text: str, line: int, cause: str) -> None:
    with pytest.raises(ContentError) as raised:
        read_article(ImportedFile(name, name, text, "UTF-8"))

    assert [(each.line, each.cause) for each in raised.value.problems] == [(line, cause)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("<p>" + "<!-- " * 50_000, ["comment"]),
        ("<" * 50_000, ["text"]),
        ("<a " * 50_000, []),
        ("<![CDATA[" * 50_000, ["text"]),
        ('<a b="' * 50_001, []),
        ("&" * 50_000, ["text"]),
        ("<script>" * 50_000, []),
    ],
)
def test_markup_that_is_never_closed_is_read_once(text: str, kinds: list[str]) -> None:
    assert [unit.kind for unit in raw_html.units(text)] == kinds


@pytest.mark.parametrize("tags", ["<p>x", "<li>x", "<a name=x>x", "<td>x", "<b>x</b>", "<br/>x"])
def test_tags_that_close_themselves_are_not_deep(tags: str) -> None:
    assert raw_html.hard_line(tags * 1000, 600) == 0


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("c.md", "| a | b |\n|---|---|\n" + "| c | d |\n" * 10_000, "too-many-rows"),
        ("c.html", "<table>" + "<tr><td colspan=90000>a" * 50 + "</table>", "columns"),
        ("c.tsv", "a\tb\tc\n" + "a\tb\n" * 6_000, "too-many-rows"),
        ("c.txt", "+--+\n" * 100 + "|a|\n", "no-words"),
    ],
)
def test_tables_that_take_minutes_are_refused(name: str, text: str, code: str) -> None:
    with pytest.raises(ContentError) as raised:
        read_chart(ImportedFile(name, name, text, "UTF-8"))

    assert [each.message.code for each in raised.value.problems] == [f"chart_import.{code}"]
