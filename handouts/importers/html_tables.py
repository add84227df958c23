"""A table of a page → a table of Markdown, the lines of whose cells are parted by `<br>`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from handouts.importers import chart_cells, html, html_cells
from handouts.importers.chart_cells import CellLine
from handouts.importers.runs import EM, STRONG, Run

_MOST_SPANNED = 50
"""Columns or rows that one cell may take."""
_SECTIONS = ("thead", "tbody", "tfoot")
_SIGNS = ("• ", "– ")
"""Of lists, and of lists in their items."""
_BREAK = "<br>"


@dataclass(frozen=True)
class HtmlTable:
    """A table in Markdown."""

    markdown: str
    flattened: bool
    """Whether cells hold lists in lists, whose items stand beside the others there."""
    merged: bool
    """Whether cells take several columns or rows, which are empty cells there."""


def is_layout(element: Element) -> bool:
    """Whether a table only places things on the page: it has one column or row, or other blocks."""
    rows = _rows(element)
    if max(map(len, rows), default=0) < 2 or len(rows) < 2:
        return True
    blocks = {"table", "h1", "h2", "h3", "h4", "pre", "blockquote"}
    return any(inner.tag in blocks for row in rows for cell in row for inner in cell.iter())


def read(element: Element, inline: Callable[[Iterable[Run]], str]) -> HtmlTable:
    """Return a table of Markdown; `inline` makes the Markdown of one line."""
    rows = _rows(element)
    grid = _grid(rows)
    written = [
        [_cell(cell, inline, is_head=number == 0) if cell is not None else "" for cell in row]
        for number, row in enumerate(grid)
    ]
    lines = [f"| {' | '.join(row)} |" for row in written]
    lines.insert(1, "|" + " --- |" * len(written[0]))
    cells = [cell for row in rows for cell in row]
    return HtmlTable(
        "\n".join(lines),
        any(_is_deep(line) for cell in cells for line in html_cells.lines(cell)),
        any({cell.get(name, "1") for name in ("colspan", "rowspan")} != {"1"} for cell in cells),
    )


def _rows(table: Element) -> list[list[Element]]:
    """Return the cells of a table, its head first, without those of tables inside it.

    Empty rows go, but for those of a form that has nothing else below its heads.
    """
    sections = sorted(
        (child for child in table if child.tag in _SECTIONS),
        key=lambda section: _SECTIONS.index(section.tag),
    )
    rows = [row for section in sections for row in section if row.tag == "tr"]
    cells = [[cell for cell in row if cell.tag in {"td", "th"}] for row in rows]
    filled = [row for row in cells if any(map(html.words, row))]
    is_form = filled == cells[:1] and len(cells) > 1 and all(map(html.words, cells[0]))
    return cells if is_form else filled


def _grid(rows: list[list[Element]]) -> list[list[Element | None]]:
    """Return rows of the same length, with None where a cell of another place reaches."""
    grid: list[list[Element | None]] = []
    reaching: dict[int, int] = {}
    for row in rows:
        line: list[Element | None] = []
        for cell in row:
            while reaching.get(len(line), 0):
                reaching[len(line)] -= 1
                line.append(None)
            for place in range(len(line), len(line) + _span(cell, "colspan")):
                reaching[place] = _span(cell, "rowspan") - 1
            line += [cell, *[None] * (_span(cell, "colspan") - 1)]
        while reaching.get(len(line), 0):
            reaching[len(line)] -= 1
            line.append(None)
        grid.append(line)
    width = max(map(len, grid), default=0)
    return [[*line, *[None] * (width - len(line))] for line in grid]


def _span(cell: Element, name: str) -> int:
    written = cell.get(name, "1").strip()
    return min(int(written), _MOST_SPANNED) or 1 if written.isdecimal() else 1


def _cell(cell: Element, inline: Callable[[Iterable[Run]], str], *, is_head: bool) -> str:
    written: list[str] = []
    number = 0
    for line in chart_cells.joined(html_cells.lines(cell)):
        runs = [(text.replace("\n", " "), marked) for text, marked in line.runs]
        if is_head:
            runs = [(text, marked - {STRONG, EM}) for text, marked in runs]
        number = (number + 1 if number else max(1, line.number)) if line.kind == "number" else 0
        sign = f"{number}. " if number else _SIGNS[min(line.level, 1)] if line.is_item else ""
        words = inline(runs).replace("\\\n", " ").replace("\n", " ").replace("|", "\\|").strip()
        written += [f"{sign}{words}"] if words else []
    return _BREAK.join(written)


def _is_deep(line: CellLine) -> bool:
    """Whether a line is an item that a cell of Markdown cannot have where it is."""
    return line.level > 1 or (line.level == 1 and line.kind == "number")
