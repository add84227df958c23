"""Rows of the chart that are taller than a page, or nearly: they alone are divided between pages.

It is an estimate from their letters, so that it is the same on every paper and in every theme, and
known before anything is typeset.
"""

from collections.abc import Iterable

from handouts.content import cell
from handouts.content.chart import Chart, Row
from handouts.messages import Message, message

_OF_A_TABLE = 2400
"""Letters of a row whose cells are all as long as the longest: two thirds of a page of print."""
_OF_A_STACK = 1100
"""Letters of all cells of a row below one another: most of a page of large print."""
_TITLE = 50
"""Letters that a column's title above a cell takes the space of."""


def in_table(row: Row) -> bool:
    """Whether a row is divided where the chart is a table."""
    return max(map(cell.letters, row.cells)) * len(row.cells) > _OF_A_TABLE


def in_stack(row: Row) -> bool:
    """Whether a row is divided where its cells stand below one another, in large type."""
    return sum(cell.letters(text) + _TITLE for text in row.cells) > _OF_A_STACK


def warnings(file: str, chart: Chart) -> tuple[Message, ...]:
    """Return what is worth knowing of a chart's rows before it is printed; `file` is its file."""
    tables = _numbers(row for row in chart.rows if in_table(row))
    stacks = _numbers(row for row in chart.rows if in_stack(row) and not in_table(row))
    found = []
    if tables:
        found.append(message("chart.tall-rows", file=file, rows=tables))
    if stacks:
        found.append(message("chart.tall-rows-in-large-print", file=file, rows=stacks))
    return tuple(found)


def _numbers(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(
        f"{row.number} ({cell.plain(row.label)})" if row.label else str(row.number) for row in rows
    )
