"""A cell of an article's table: its lines, and the lists that they are.

A row of a table is one line of Markdown, so that the lines of a cell are parted by `<br>`, as on
GitHub, and items begin with the sign that they are printed with: `• one<br>• two`.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from handouts.content.richtext import (
    Block,
    BulletList,
    Inline,
    ItemSign,
    LineBreak,
    OrderedList,
    Paragraph,
    Text,
)

BREAK = re.compile(r"[ \t]*<br[ \t]*/?>[ \t]*", re.IGNORECASE)
"""What parts the lines of a cell."""
_SIGN = re.compile(r"(?:[•*–◦-]|(\d{1,3})[.)])(?:[ \t]+|$)")
_INNER = frozenset("–◦")
"""What the items of a list begin with that stands in an item."""
_FEWEST = 2
"""Items of a list, where a hyphen, a star or a number may be part of the text."""

_Line = tuple[Inline, ...]


def with_signs(cell: Sequence[Inline]) -> _Line:
    """Return the inlines of a cell in which the signs of items are apart from their words."""
    lines = _lines(cell)
    found: list[Inline] = []
    for is_numbered, group in groupby(lines, _is_numbered):
        items = list(group)
        is_list = len(items) >= _FEWEST or _begins(items[0]) == "•"
        for line in items:
            parted = is_numbered is not None and is_list
            found += [*([LineBreak()] if found else []), *(_parted(line) if parted else line)]
    return tuple(found)


def blocks(cell: Sequence[Inline]) -> tuple[Block, ...]:
    """Return the paragraphs and lists of a cell; () where it has no list."""
    if not any(isinstance(inline, ItemSign) for inline in cell):
        return ()
    found: list[Block] = []
    for kind, group in groupby(_lines(cell), _kind_of_list):
        lines = list(group)
        if kind is None:
            found += [Paragraph(line, 0) for line in lines]
        elif kind is OrderedList:
            first = int(_begins(lines[0]).rstrip(".)"))
            found.append(OrderedList(first, tuple(_item(line) for line in lines)))
        else:
            found.append(_bullets(lines))
    return tuple(found)


def _kind_of_list(line: _Line) -> type[BulletList | OrderedList] | None:
    """Return of which list a line is an item, whose sign is apart from its words."""
    if not isinstance(line[0], ItemSign):
        return None
    return OrderedList if _is_numbered(line) else BulletList


def _lines(cell: Sequence[Inline]) -> list[_Line]:
    lines: list[list[Inline]] = [[]]
    for inline in cell:
        if isinstance(inline, LineBreak):
            lines.append([])
        else:
            lines[-1].append(inline)
    return [tuple(line) for line in lines if line]


def _begins(line: _Line) -> str:
    """Return the sign that a line begins with; empty where it has none."""
    if isinstance(line[0], ItemSign):
        return line[0].text
    found = _SIGN.match(line[0].text) if isinstance(line[0], Text) else None
    return found[0].strip() if found else ""


def _is_numbered(line: _Line) -> bool | None:
    """Whether a line is an item with a number; None where it is none."""
    sign = _begins(line)
    return sign[0].isdecimal() if sign else None


def _parted(line: _Line) -> _Line:
    sign, first = _begins(line), line[0]
    if not isinstance(first, Text):
        return line
    words = first.text.removeprefix(sign).lstrip(" \t")
    return (ItemSign(sign), *([Text(words)] if words else []), *line[1:])


def _item(line: _Line) -> tuple[Block, ...]:
    return (Paragraph(line[1:], 0),)


def _bullets(lines: Sequence[_Line]) -> BulletList:
    """Return a list of items, in which those behind a dash stand in the item above them."""
    items: list[list[Block]] = []
    outer = _begins(lines[0])
    for line in lines:
        if _begins(line) not in _INNER or _begins(line) == outer:
            items.append([*_item(line)])
            continue
        *above, last = items[-1]
        inner = last.items if isinstance(last, BulletList) else ()
        above = above if inner else [*above, last]
        items[-1] = [*above, BulletList((*inner, _item(line)))]
    return BulletList(tuple(map(tuple, items)))
