"""The list of a session's people as a table: cells, people and attendance changed one by one.

A CSV file keeps its encoding, its separator and the rows that are not touched. A workbook cannot be
changed in place: with the first change the list is written as `roster.csv`, and the workbook goes
to the trash.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import PurePosixPath

from handouts.content import roster
from handouts.content.roster import Participant, csv_text
from handouts.content.roster.csv_text import CsvText
from handouts.content.roster.found import FoundList
from handouts.errors import CallError
from handouts.messages import Message, message
from handouts.project.layout import Project
from handouts.records.history import digest
from handouts.workflows.edit_files import NEW, read_bytes, save_bytes
from handouts.workflows.roster_conversion import Change, SavedRoster, converted, saved_roster
from handouts.workflows.roster_table import (
    NEW_COLUMNS,
    TEXTS,
    CellProblem,
    RosterColumn,
    RosterLine,
    RosterTable,
    csv_of,
    filled,
    folder_of,
    list_in,
    read_table,
)

__all__ = [
    "Attendance",
    "CellProblem",
    "RosterColumn",
    "RosterLine",
    "RosterTable",
    "SavedRoster",
    "add_person",
    "check_row",
    "read_table",
    "remove_person",
    "set_attendance",
    "set_cell",
    "write_changed",
]

Attendance = Mapping[int, bool | Decimal | None]
"""What is to be written of people, by their rows as a spreadsheet counts them."""
_TITLES = {"attended": "Attended", "hours": "Hours"}


def set_cell(
    project: Project, session: str, cell: tuple[int, int, str], version: str
) -> SavedRoster:
    """Write a text into a cell, given as its row, its column counted from 0, and the text.

    Raises CallError where there is no such cell or the list was changed meanwhile, and WorldError.
    """
    row, column, text = cell

    def change(csv: CsvText, found: FoundList) -> CsvText:
        if not 0 <= column < max(len(found.heading.titles), 1):
            raise CallError(message("edit_roster.no-column"))
        check_row(found, row)
        return _with_cell(csv, row, column, text)

    return write_changed(project, session, version, change)


def add_person(project: Project, session: str, cells: Sequence[str], version: str) -> SavedRoster:
    """Add a row below all others; of a list that is not there yet, the cells are name and address.

    Raises CallError where the list was changed meanwhile, and WorldError.
    """

    def change(csv: CsvText, found: FoundList) -> CsvText:
        width = max(len(found.heading.titles), len(cells))
        last = max([found.heading.row, *(n for n, row in enumerate(found.rows, 1) if any(row))])
        return csv.with_new_row(min(last, len(csv.rows)), filled(cells, width))

    if version == NEW:
        source = f"{folder_of(project, session)}/roster.csv"
        content = csv_text.written([NEW_COLUMNS, filled(cells, len(NEW_COLUMNS))])
        saved = save_bytes(project, source, content, NEW)
        return saved_roster(source, saved)
    return write_changed(project, session, version, change)


def remove_person(project: Project, session: str, row: int, version: str) -> SavedRoster:
    """Take a row out of the list; the history has it still.

    Raises CallError where there is no such row or the list was changed meanwhile, and WorldError.
    """

    def change(csv: CsvText, found: FoundList) -> CsvText:
        check_row(found, row)
        return csv.without_row(row)

    return write_changed(project, session, version, change)


def set_attendance(
    project: Project, session: str, attendance: Attendance, version: str
) -> SavedRoster:
    """Write of people, by their rows, that they came, or did not, or for how many hours.

    None empties the cell of the hours. Where the list has no column for that, it gets one. Raises
    CallError where there is no such row or the list was changed meanwhile, and WorldError.
    """
    people = read_table(project, session).people

    def change(csv: CsvText, found: FoundList) -> CsvText:
        ways = {False: "hours", True: "attended"}
        columns = dict.fromkeys(ways[isinstance(value, bool)] for value in attendance.values())
        width = max([len(found.heading.titles), *(len(cells) for cells in found.rows)])
        places: dict[str, Sequence[int]] = {}
        for column in columns:
            places[column] = _places(found, column)
            if not places[column]:
                places[column] = [width]
                if found.heading.row:
                    csv = _with_cell(csv, found.heading.row, width, _TITLES[column])
                width += 1
        for row, value in attendance.items():
            check_row(found, row)
            for place in places[ways[isinstance(value, bool)]]:
                text = _sign(value, place, found, people) if isinstance(value, bool) else value
                csv = _with_cell(csv, row, place, "" if text is None else str(text))
        return csv

    return write_changed(project, session, version, change)


def check_row(found: FoundList, row: int) -> None:
    """Raise CallError where nobody stands in a row of a list."""
    if not (found.heading.row < row <= len(found.rows) and any(found.rows[row - 1])):
        raise CallError(message("edit_roster.no-such-row", row=row))


def write_changed(project: Project, session: str, version: str, change: Change) -> SavedRoster:
    """Write the list of a session with a change, which may raise CallError before that.

    Raises CallError where the list was changed meanwhile or cannot be changed, and WorldError.
    """
    folder = folder_of(project, session)
    source = roster.read(project, folder).path.removeprefix("content/")
    name = f"content/{source}"
    if not (project.content / source).is_file() or digest(read_bytes(project, source)) != version:
        raise CallError(message("edit.changed-elsewhere", file=name))
    one = list_in(project, folder, source)
    if one is None:
        raise CallError(message("edit_roster.answer-first"))
    if PurePosixPath(source).suffix.lower() in TEXTS:
        csv = csv_of(one)
        if csv is None:
            raise CallError(message("edit_roster.unreadable", file=name))
        changed = change(csv, one.found)
        if csv.is_ascii and not changed.is_ascii:
            changed = changed.in_utf_8()  # without its mark Excel would take letters for others
        content, notes = _encoded(changed)
        saved = save_bytes(project, source, content, version)
        return saved_roster(source, saved, *notes)
    return converted(project, one, change)


def _places(found: FoundList, column: str) -> Sequence[int]:
    """Return the places of the columns that hold something; of attendance those of all days."""
    if column in found.heading.places:
        return [found.heading.places[column]]
    return list(found.heading.days) if column == "attended" else []


def _sign(value: bool, place: int, found: FoundList, people: Sequence[Participant]) -> str:
    """Return what a column has for people who came, or did not; `yes` and `no` where nothing."""
    rows = (found.rows[one.row - 1] for one in people if one.attended is value)
    signs = Counter(row[place].strip() for row in rows if place < len(row) and row[place].strip())
    return signs.most_common(1)[0][0] if signs else ("yes" if value else "no")


def _with_cell(csv: CsvText, row: int, column: int, text: str) -> CsvText:
    cells = csv.cells(row)
    cells += [""] * (column + 1 - len(cells))
    cells[column] = text
    return csv.with_row(row, cells)


def _encoded(csv: CsvText) -> tuple[bytes, tuple[Message, ...]]:
    """Return the bytes of a list, in UTF-8 where its own encoding has no way to write it."""
    try:
        return csv.content, ()
    except UnicodeEncodeError:
        return csv.in_utf_8().content, (message("edit_roster.now-utf-8"),)
