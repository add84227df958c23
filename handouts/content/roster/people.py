"""Rows → people: every cell looked at, and the person kept where only a lesser cell is wrong."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from handouts.content.roster import Participant, cells, names
from handouts.content.roster.columns import Heading
from handouts.content.roster.findings import CellError, Findings, RowDiagnostic
from handouts.content.roster.found import Table
from handouts.errors import literal
from handouts.messages import message

_T = TypeVar("_T")
_PARTS = ("first", "middle", "last")


def people(table: Table, findings: Findings) -> list[Participant]:
    """Return everybody below the heading; what is wrong with a row goes to the findings."""
    return list(filter(None, map(_person, _rows(table.rows, table.heading, findings))))


@dataclass(frozen=True)
class _Row:
    """One row with something in it."""

    number: int
    known: dict[str, str]
    """The cleaned cells of the known columns, by the columns' names."""
    heading: Heading
    findings: Findings

    def report(self, column: str, complaint: RowDiagnostic) -> None:
        """Report the cell of one column."""
        title = self.heading.title(column)
        what = message("people.cell", column=title, problem=complaint.message)
        kind = literal(complaint.kind) if complaint.kind else complaint.message
        of_kind = str(message("people.cell-kind", column=title, problem=kind))
        diagnostic = RowDiagnostic(what, quoted=self.known[column], kind=of_kind)
        self.findings.report(self.number, diagnostic)

    def read(self, column: str, reader: Callable[[str], _T]) -> _T | None:
        """Return what the cell of a column holds, or None and a complaint."""
        if column not in self.known:
            return None
        try:
            return reader(self.known[column])
        except CellError as error:
            self.report(column, error.complaint)
            return None


def _rows(rows: Sequence[Sequence[str]], heading: Heading, findings: Findings) -> Iterator[_Row]:
    for number, row in enumerate(rows[heading.row :], heading.row + 1):
        filled = {place for place, cell in enumerate(row) if cells.clean(cell)}
        if filled:
            known = {
                column: cells.clean(row[place]) if place < len(row) else ""
                for column, place in heading.places.items()
            }
            yield _Row(number, known, heading, findings)


def _person(row: _Row) -> Participant | None:
    name = _name(row)
    printed = {
        column: row.read(column, cells.optional) or ""
        for column in ("credentials", "license_state", "license_number", "id")
    }
    email = row.read("email", cells.email) or ""
    attended = row.read("attended", cells.attended)
    hours = row.read("hours", cells.hours)
    if name is None:
        return None
    family = cells.filled(row.known.get("last", "")) or names.family(name)
    return Participant(row.number, name, family, email, attended, hours, **printed)


def _name(row: _Row) -> str | None:
    """Return the name as it is to be printed, or None and a complaint."""
    written = {column: cells.filled(row.known.get(column, "")) for column in ("name", *_PARTS)}
    whole = written.pop("name")
    parts = {column: text for column, text in written.items() if text}
    columns = ["name"] if whole else list(parts)
    if not columns:
        cells_there = " | ".join(filter(None, row.known.values()))
        nameless = RowDiagnostic(message("people.no-name"), quoted=cells_there)
        row.findings.report(row.number, nameless)
        return None
    for column in columns:
        if row.read(column, cells.printed) is None:
            return None
    name = whole or " ".join(parts.values())
    try:
        names.checked(cells.printed(name))
    except CellError as error:
        row.report(_culprit(row, columns), error.complaint)
        return None
    _remark(row, name, parts)
    return name


def _culprit(row: _Row, columns: Sequence[str]) -> str:
    """Return the column that alone would be refused, or the last one."""
    for column in columns[:-1]:
        try:
            names.checked(row.known[column])
        except CellError:
            return column
    return columns[-1]


def _remark(row: _Row, name: str, parts: dict[str, str]) -> None:
    """Say what should be looked at in a name that can be printed."""
    if oddity := names.oddity(name):
        row.findings.remark(row.number, RowDiagnostic(oddity, quoted=name))
    assembled = " ".join(parts.values())
    if "name" in row.known:
        if parts and names.folded(assembled) != names.folded(name):
            other = message("people.other-parts", column=row.heading.title("name"))
            diagnostic = RowDiagnostic(other, quoted=f"{name} | {assembled}")
            row.findings.remark(row.number, diagnostic)
    elif missing := {"first", "last"} - parts.keys():
        first = "first" in missing
        lacking = message("people.no-first-name" if first else "people.no-last-name")
        row.findings.remark(row.number, RowDiagnostic(lacking, quoted=name))
