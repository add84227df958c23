"""Cells of all columns as statements to be sorted, without those that give their column away."""

from dataclasses import dataclass

from handouts.content.chart import Chart, Row
from handouts.messages import Message, message
from handouts.worksheets.rows import (
    Reason,
    alike,
    names_its_column,
    repeated,
    require_unlike_titles,
    usable,
)
from handouts.worksheets.words import likeness


@dataclass(frozen=True)
class Statement:
    """One cell of the chart, with its place."""

    row: Row
    column: int

    @property
    def text(self) -> str:
        """The cell, in Markdown."""
        return self.row.cells[self.column]


def statements(kind: str, chart: Chart) -> tuple[list[Statement], list[str]]:
    """Return every cell of the rows that can be sorted, in the chart's order: eight or more.

    Also returns a sentence for each row that cannot. Raises NotPossibleError where fewer than four
    rows can.
    """
    require_unlike_titles(kind, chart)
    places = range(len(chart.columns))
    rows, left_out = usable(
        kind,
        chart.rows,
        alike(places),
        names_its_column(chart.columns),
        _in_two_columns(chart),
        repeated(chart.rows, places),
    )
    return [Statement(row, column) for row in rows for column in places], left_out


def _in_two_columns(chart: Chart) -> Reason:
    """Report a row one of whose cells another row has in another column."""
    columns: dict[str, set[int]] = {}
    for row in chart.rows:
        for place, cell in enumerate(row.cells):
            columns.setdefault(likeness(cell), set()).add(place)

    def reason(row: Row) -> Message | None:
        is_so = any(len(columns[likeness(cell)]) > 1 for cell in row.cells)
        return message("worksheets.in-two-columns") if is_so else None

    return reason
