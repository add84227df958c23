"""Tables of a Markdown text: how their rows are divided, and what stands below them."""

import re
from collections.abc import Sequence

from markdown_it.tree import SyntaxTreeNode

from handouts.content.richtext import Alignment, Inline, Text

_CAPTION = re.compile(r"(?:Table)?:[ \t]+")
_PREFIX = re.compile(r"[ \t>]*")
_ALIGNMENTS: dict[str, Alignment] = {"text-align:center": "center", "text-align:right": "end"}


def rows(table: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    """Return the rows of a table, that of its heads first."""
    return [row for group in table.children for row in group.children]


def alignments(table: SyntaxTreeNode) -> tuple[Alignment, ...]:
    """Return how the cells of each column are aligned."""
    return tuple(
        _ALIGNMENTS.get(str(cell.attrs.get("style", "")), "start")
        for cell in rows(table)[0].children
    )


def cells_typed(line: str) -> int:
    """Return how many cells a line of the text has: cells beyond the columns are not read."""
    typed = line[_PREFIX.match(line).end() :].strip()  # type: ignore[union-attr]
    parts = re.split(r"(?<!\\)\|", typed)
    return len(parts) - (parts[0] == "") - (len(parts) > 1 and parts[-1] == "")


def is_caption(node: SyntaxTreeNode) -> bool:
    """Whether a block is the caption of the table above it: `Table: …`, or Pandoc's `: …`."""
    return node.type == "paragraph" and bool(_CAPTION.match(node.children[0].content))


def caption(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return the inlines of a caption without the mark that they begin with."""
    first, *rest = inlines
    if isinstance(first, Text):
        return (Text(_CAPTION.sub("", first.text, count=1)), *rest)
    return tuple(inlines)
