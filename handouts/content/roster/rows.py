"""The rows of a list of people, with what their cells are called and where they are reported."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from handouts.content.roster import cells
from handouts.content.roster.columns import HeadingRow
from handouts.content.roster.findings import CellError, Findings, RowDiagnostic
from handouts.content.roster.found import FoundList
from handouts.messages import message

_T = TypeVar("_T")


@dataclass(frozen=True)
class RosterRow:
    """One row with something in it."""

    number: int
    """As a spreadsheet counts it."""
    cells: tuple[str, ...]
    """As they stand in the file; line breaks are kept."""
    heading: HeadingRow
    findings: Findings

    def __getitem__(self, column: str) -> str:
        """Return the cleaned cell of a column; empty where the list has no such column."""
        place = self.heading.places.get(column)
        return "" if place is None else self.at(place)

    def at(self, place: int) -> str:
        """Return the cleaned cell at a place, which is counted from 0."""
        return self._cleaned[place] if place < len(self._cleaned) else ""

    @cached_property
    def _cleaned(self) -> tuple[str, ...]:
        return tuple(map(cells.clean, self.cells))

    def lines(self, column: str) -> list[str]:
        """Return the lines of a cell."""
        place = self.heading.places.get(column, len(self.cells))
        written = self.cells[place] if place < len(self.cells) else ""
        return [line for line in map(cells.clean, written.splitlines()) if line]

    def report(self, column: str, complaint: RowDiagnostic) -> None:
        """Report the cell of one column."""
        title = self.heading.title(column)
        what = message("people.cell", column=title, problem=complaint.message)
        kind = complaint.kind or complaint.message
        of_kind = message("people.cell-kind", column=title, problem=kind)
        diagnostic = RowDiagnostic(what, quoted=self[column], kind=of_kind)
        self.findings.report(self.number, diagnostic)

    def read(self, column: str, reader: Callable[[str], _T]) -> _T | None:
        """Return what the cell of a column holds, or None and a problem."""
        if column not in self.heading.places:
            return None
        try:
            return reader(self[column])
        except CellError as error:
            self.report(column, error.complaint)
            return None


def rows(table: FoundList, findings: Findings) -> Iterator[RosterRow]:
    """Yield the rows below the heading that have something in them."""
    heading = table.heading
    for number, row in enumerate(table.rows[heading.row :], heading.row + 1):
        if any(map(cells.clean, row)):
            yield RosterRow(number, tuple(row), heading, findings)
