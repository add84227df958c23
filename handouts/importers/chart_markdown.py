"""The tables of a Markdown text, as GitHub and pandoc write them → a web page with these tables.

Each row stands on the line of the page that it stands on in the text.
"""

import re

from markdown_it import MarkdownIt

from handouts.importers import dialect_tables
from handouts.importers.source import ImportedFile
from handouts.importers.wrapped import Line

_RULE = re.compile(r"(?m)^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
"""The line below the heads of a table."""
_BAR = re.compile(r"(?<!\\)\|")
_MARKDOWN = {".md", ".markdown", ".txt", ""}
_MOST_RULES = 2_000
"""Groups of hyphens in a text whose drawn tables are looked for."""
_BREAK = re.compile(r"&lt;br\s*/?&gt;", re.IGNORECASE)


def has_table(source: ImportedFile) -> bool:
    """Whether a text has a table of Markdown in it, written with bars or drawn with hyphens."""
    if _has_bars(source.text):
        return True
    if source.suffix not in _MARKDOWN or source.text.count("--") > _MOST_RULES:
        return False
    return _has_bars("\n".join(text for _, text in _with_bars(source.text)))


def long_rows(text: str) -> tuple[tuple[int, str], ...]:
    """Return the rows that have more cells than their table has heads, which nobody would see.

    Each is its line, counted from 1, and its text.
    """
    lines = _with_bars(text)
    found: list[tuple[int, str]] = []
    width = 0
    for token in _parser().parse("\n".join(each for _, each in lines)):
        if token.type == "tr_open" and token.map:
            number, row = lines[token.map[0]]
            cells = len(_BAR.findall(row.strip().removeprefix("|").removesuffix("|"))) + 1
            width = width or cells
            if cells > width:
                found.append((number, row.strip()))
        width = 0 if token.type == "table_close" else width
    return tuple(found)


def _has_bars(text: str) -> bool:
    rules = (found.start() for found in _RULE.finditer(text) if "|" in found[0])
    return any("|" in text[text.rfind("\n", 0, max(0, rule - 1)) + 1 : rule] for rule in rules)


def as_html(text: str) -> str:
    """Return a web page of the text."""
    parser = _parser()
    page: list[str] = []
    line = 1
    lines = _with_bars(text)
    for token in parser.parse("\n".join(each for _, each in lines)):
        if token.map and token.nesting >= 0 and token.map[0] < len(lines):
            number = lines[token.map[0]][0]
            page.append("\n" * (number - line))
            line = max(line, number)
        if token.type == "inline":
            inner = parser.renderer.render(token.children or [], parser.options, {})
            page.append(_BREAK.sub("<br>", inner).replace("\n", " "))
        else:
            rendered = parser.renderer.render([token], parser.options, {})
            page.append(rendered.replace("\n", " "))
    return "".join(page)


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def _with_bars(text: str) -> list[Line]:
    """Return the lines of a text with their numbers, drawn tables written with bars."""
    lines = list(enumerate(text.split("\n"), 1))
    return dialect_tables.with_bars(lines) if text.count("--") <= _MOST_RULES else lines
