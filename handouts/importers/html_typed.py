"""Text of a page that is shown as it was typed → code of Markdown."""

import re
from xml.etree.ElementTree import Element

from handouts.importers import html, marks, spaces


def markdown_of(element: Element) -> str:
    """Return the text of an element as code, or as a paragraph where it would begin a comment."""
    return _fenced(_as_typed(element))


def _as_typed(element: Element) -> str:
    """Return the text of an element with its lines and spaces, in ordinary line ends."""
    lines = spaces.split_lines(html.inner_text(element))
    return "\n".join(line for _, line in lines).strip("\n")


def _fenced(text: str) -> str:
    """Return text as code; what would begin a comment there becomes a paragraph of lines."""
    if "<!--" in text:
        return marks.paragraph(marks.from_runs([(text, frozenset())]))
    if not text.strip():
        return ""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"
