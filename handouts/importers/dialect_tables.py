"""Tables as Pandoc writes them, drawn with hyphens and spaces → tables with bars.

Simple tables have a line of hyphens below their heads, multiline tables one above and one below
and empty lines between rows, grid tables are drawn with +, - and |.
https://pandoc.org/MANUAL.html#tables
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from handouts.importers.wrapped import Line

_RULE = re.compile(r"[ \t]{0,3}-{2,}(?:[ \t]+-{2,})*[ \t]*")
_COLUMNS = re.compile(r"-+")
_GRID = re.compile(r"[ \t]{0,3}\+(?:[-=:]+\+)+[ \t]*")
_CAPTION = re.compile(r"[ \t]*(?:Table)?:[ \t]+\S")
_ITEM = re.compile(r"(?:[-*+•]|\d{1,2}[.)])[ \t]+\S")
_MOST_LINES = 2_000
"""Of one table."""


def with_bars(lines: Sequence[Line]) -> list[Line]:
    """Return lines with each drawn table as a table with bars; other lines as they are."""
    found: list[Line] = []
    place = 0
    while place < len(lines):
        table, end = _table(lines, place)
        if table:
            found += [(lines[place][0], ""), *table]
            found += [(lines[end - 1][0], "")]
            place = end
        else:
            found.append(lines[place])
            place += 1
    return found


def _table(lines: Sequence[Line], start: int) -> tuple[list[Line], int]:
    """Return the table that begins on a line, and the line after it; nothing where none does."""
    text = lines[start][1]
    if _GRID.fullmatch(text):
        return _grid(lines, start)
    if (start and lines[start - 1][1].strip()) or start + 1 == len(lines):
        return [], start
    below = lines[start + 1][1]
    if _RULE.fullmatch(text) and below.strip():
        return _multiline(lines, start)
    if text.strip() and _is_ruled(below):
        return _simple(lines, start)
    return [], start


def _is_ruled(text: str) -> bool:
    """Whether a line of hyphens divides two columns or more."""
    return bool(_RULE.fullmatch(text)) and len(_COLUMNS.findall(text)) > 1


def _simple(lines: Sequence[Line], start: int) -> tuple[list[Line], int]:
    end = start + 2
    while end < len(lines) and lines[end][1].strip() and end - start < _MOST_LINES:
        end += 1
    body = [line for line in lines[start + 2 : end] if not _RULE.fullmatch(line[1])]
    edges = _edges(lines[start + 1][1])
    if _crosses(lines[start][1], edges) or not body:
        return [], start
    return _written([(lines[start][0], _cut(lines[start][1], edges))], [
        (number, _cut(text, edges)) for number, text in body
    ]), end  # fmt: skip


def _multiline(lines: Sequence[Line], start: int) -> tuple[list[Line], int]:
    """Read a table between two lines of hyphens; a third one between them ends its heads."""
    rules = []
    for place in range(start, min(len(lines), start + _MOST_LINES)):
        if _RULE.fullmatch(lines[place][1]):
            rules.append(place)
            after = lines[place + 1][1] if place + 1 < len(lines) else ""
            if place > start and not after.strip() and not _is_ruled(lines[place][1]):
                break
            if place > start and _is_ruled(lines[start][1]) and not after.strip():
                break
    columns = next((place for place in rules if _is_ruled(lines[place][1])), None)
    if columns is None or len(rules) < 2 or rules[-1] == columns:
        return [], start
    edges = _edges(lines[columns][1])
    below_heads = columns if columns > start else rules[-2]
    heads = list(_rows(lines[start + 1 : below_heads], edges))
    rows = list(_rows(lines[below_heads + 1 : rules[-1]], edges))
    if not rows:
        return [], start
    return _written(heads or [(lines[start][0], [""] * len(edges))], rows), rules[-1] + 1


def _rows(lines: Sequence[Line], edges: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that empty lines divide; without any, each line is a row."""
    is_loose = any(not text.strip() for _, text in lines)
    pending: list[str] = []
    first = 0
    for number, text in lines:
        if pending and (not text.strip() or not is_loose):
            yield first, pending
            pending = []
        if text.strip():
            cells = _cut(text, edges)
            first = first if pending else number
            pending = [
                f"{above} {cell}".strip() for above, cell in zip(pending, cells, strict=True)
            ] if pending else cells  # fmt: skip
    if pending:
        yield first, pending


def _grid(lines: Sequence[Line], start: int) -> tuple[list[Line], int]:
    end = start
    while end < len(lines) and lines[end][1].lstrip()[:1] in {"+", "|"} and lines[end][1].strip():
        end += 1
    corners = [place for place, sign in enumerate(lines[start][1].rstrip()) if sign == "+"]
    heads: list[tuple[int, list[str]]] = []
    rows: list[tuple[int, list[str]]] = []
    pending: list[str] = []
    for number, text in lines[start + 1 : end]:
        if _GRID.fullmatch(text):
            if pending:
                rows.append((number, pending))
            pending = []
            if "=" in text and not heads:
                heads, rows = rows, []
            continue
        if any(text[corner : corner + 1] != "|" for corner in corners):
            return [], start  # cells that are merged
        cells = [text[left + 1 : right].strip() for left, right in pairwise(corners)]
        pending = [
            _below(above, cell) for above, cell in zip(pending, cells, strict=True)
        ] if pending else cells  # fmt: skip
    if not rows:
        return [], start
    return _written(heads or [(lines[start][0], [""] * (len(corners) - 1))], rows), end


def _below(above: str, cell: str) -> str:
    """Return the text of a cell with its next line, which is an item of a list or goes on."""
    between = "<br>" if above and _ITEM.match(cell) else " "
    return f"{above}{between}{cell}".strip()


def _edges(rule: str) -> list[int]:
    return [found.start() for found in _COLUMNS.finditer(rule)]


def _crosses(text: str, edges: Sequence[int]) -> bool:
    """Whether a word runs from one column into the next: then these are no columns."""
    return any(
        text[edge - 1 : edge].strip() and text[edge : edge + 1].strip() for edge in edges[1:]
    )


def _cut(text: str, edges: Sequence[int]) -> list[str]:
    """Return what stands below each group of hyphens; a word belongs where it begins."""
    cells, start = [], 0
    for edge in [*edges[1:], len(text)]:
        end = edge
        while start < end < len(text) and text[end - 1 : end].strip() and text[end].strip():
            end -= 1
        cells.append(text[start:end].strip())
        start = max(start, end)
    return cells


def _written(
    heads: Sequence[tuple[int, list[str]]], rows: Sequence[tuple[int, list[str]]]
) -> list[Line]:
    (number, cells), *more = heads
    columns = zip(cells, *(row for _, row in more), strict=True)
    head = [" ".join(filter(None, column)) for column in columns]
    written = [(number, _bars(head)), (number, "|" + " --- |" * len(head))]
    return [*written, *((line, _bars(row)) for line, row in rows)]


def _bars(cells: Sequence[str]) -> str:
    escaped = (re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in cells)
    return "| " + " | ".join(escaped) + " |"
