"""The tables of a Markdown text, as GitHub and pandoc write them → a web page with these tables.

Each row stands on the line of the page that it stands on in the text.
"""

import re

from markdown_it import MarkdownIt

from handouts.importers.source import ImportedFile

_RULE = re.compile(r"(?m)^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
"""The line below the heads of a table."""
_BREAK = re.compile(r"&lt;br\s*/?&gt;", re.IGNORECASE)


def has_table(source: ImportedFile) -> bool:
    """Whether a text has a table of Markdown in it."""
    text = source.text
    rules = (found.start() for found in _RULE.finditer(text) if "|" in found[0])
    return any("|" in text[text.rfind("\n", 0, max(0, rule - 1)) + 1 : rule] for rule in rules)


def as_html(text: str) -> str:
    """Return a web page of the text."""
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    page: list[str] = []
    line = 0
    for token in parser.parse(text):
        if token.map and token.nesting >= 0:
            page.append("\n" * (token.map[0] - line))
            line = max(line, token.map[0])
        if token.type == "inline":
            inner = parser.renderer.render(token.children or [], parser.options, {})
            page.append(_BREAK.sub("<br>", inner).replace("\n", " "))
        else:
            rendered = parser.renderer.render([token], parser.options, {})
            page.append(rendered.replace("\n", " "))
    return "".join(page)
