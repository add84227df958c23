"""The list of a session's people as a table: cells, people and attendance changed one by one.

A CSV file keeps its encoding, its separator and the rows that are not touched. A workbook cannot be
changed in place: with the first change the list is written as `roster.csv`, and the workbook goes
to the trash.
"""

import dataclasses
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath

from handouts.content import roster
from handouts.content.content_files import ContentFiles
from handouts.content.roster import Participant, answers_file, csv_text, reading
from handouts.content.roster.answers import Answers
from handouts.content.roster.csv_text import CsvText
from handouts.content.roster.findings import Findings
from handouts.content.roster.found import FoundList
from handouts.errors import CallError, Problem
from handouts.messages import Message, message
from handouts.project.layout import ROSTER_FILE, Project, session_folder
from handouts.records.history import digest
from handouts.workflows import edit_details
from handouts.workflows.edit_files import NEW, read_bytes, read_file, save_bytes, save_file
from handouts.workflows.named_session import one_session
from handouts.workflows.trash import move_to_trash

NEW_COLUMNS = ("Name", "Email")
"""Of a list that begins here."""
_TITLES = {"attended": "Attended", "hours": "Hours"}
_TEXTS = frozenset({".csv", ".tsv", ".txt"})


@dataclass(frozen=True)
class RosterColumn:
    """One column of the table."""

    title: str
    """Its heading, or its letter where it has none."""
    holds: str
    """What it was recognised as, `email` or `attended`; empty where it is not used."""


@dataclass(frozen=True)
class RosterLine:
    """One person's row."""

    row: int
    """As a spreadsheet counts it; by it the row is changed."""
    cells: tuple[str, ...]
    """As many as there are columns, as they stand in the file."""


@dataclass(frozen=True)
class CellProblem:
    """Something that is wrong with a list, or to be looked at, where it is."""

    row: int
    """0 where the list as a whole is meant."""
    column: int | None
    """Counted from 0; None where the whole row is meant."""
    problem: Problem


@dataclass(frozen=True)
class RosterTable:
    """The list of one session's people."""

    source: str
    """The file, relative to `content/`; that of a list which is still to be written."""
    version: str
    """NEW where there is no list yet."""
    columns: tuple[RosterColumn, ...]
    rows: tuple[RosterLine, ...]
    problems: tuple[CellProblem, ...] = ()
    remarks: tuple[CellProblem, ...] = ()
    people: tuple[Participant, ...] = ()
    """Everybody who could be read, by their rows."""

    @property
    def is_workbook(self) -> bool:
        """Whether the first change makes another file of it."""
        return PurePosixPath(self.source).suffix.lower() not in _TEXTS


@dataclass(frozen=True)
class SavedRoster:
    """A list was written."""

    source: str
    version: str
    notes: tuple[Message, ...] = ()
    """What became of the workbook, of the encoding, of the history."""


@dataclass(frozen=True)
class _List:
    """A list as it is read for being changed."""

    source: str
    content: bytes
    answers: Answers
    found: FoundList

    @property
    def version(self) -> str:
        return digest(self.content)


_Change = Callable[[CsvText, FoundList], CsvText]


def read_table(project: Project, session: str) -> RosterTable:
    """Return the list of a session, `two-models/may`. Raises CallError and ContentError."""
    folder = _folder(project, session)
    whole = roster.read(project, folder)
    source = whole.path.removeprefix("content/")
    if not (project.content / source).is_file():
        columns = tuple(RosterColumn(title, title.lower()) for title in NEW_COLUMNS)
        problems = _placed(whole.problems, columns, source)
        return RosterTable(source, NEW, columns, (), problems)
    one = _list(project, folder, source)
    if one is None:
        version = digest(read_bytes(project, source))
        return RosterTable(source, version, (), (), _placed(whole.problems, (), source))
    columns = _columns(one.found)
    lines = tuple(
        RosterLine(number, tuple(_filled(cells, len(columns))))
        for number, cells in enumerate(_rows(one), 1)
        if number > one.found.heading.row and any(map(str.strip, one.found.rows[number - 1]))
    )
    return RosterTable(
        source,
        one.version,
        columns,
        lines,
        _placed(whole.problems, columns, source),
        _placed(whole.remarks, columns, source),
        whole.participants,
    )


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
        return _with_cell(csv, row, column, text)

    return _changed(project, session, version, (row, change))


def add_person(project: Project, session: str, cells: Sequence[str], version: str) -> SavedRoster:
    """Add a row below all others; of a list that is not there yet, the cells are name and address.

    Raises CallError where the list was changed meanwhile, and WorldError.
    """

    def change(csv: CsvText, found: FoundList) -> CsvText:
        width = max(len(found.heading.titles), len(cells))
        last = max([found.heading.row, *(n for n, row in enumerate(found.rows, 1) if any(row))])
        return csv.with_new_row(min(last, len(csv.rows)), _filled(cells, width))

    if version == NEW:
        source = f"{_folder(project, session)}/roster.csv"
        content = csv_text.written([NEW_COLUMNS, _filled(cells, len(NEW_COLUMNS))])
        saved = save_bytes(project, source, content, NEW)
        return SavedRoster(source, saved.version, _notes(saved.history))
    return _changed(project, session, version, (0, change))


def remove_person(project: Project, session: str, row: int, version: str) -> SavedRoster:
    """Take a row out of the list; the history has it still.

    Raises CallError where there is no such row or the list was changed meanwhile, and WorldError.
    """
    return _changed(project, session, version, (row, lambda csv, _: csv.without_row(row)))


def set_attendance(
    project: Project, session: str, attendance: tuple[int, bool | Decimal], version: str
) -> SavedRoster:
    """Write that the person of a row came, or did not, or for how many hours.

    Where the list has no column for that, it gets one. Raises CallError where there is no such row
    or the list was changed meanwhile, and WorldError.
    """
    row, value = attendance
    column = "attended" if isinstance(value, bool) else "hours"
    people = read_table(project, session).people

    def change(csv: CsvText, found: FoundList) -> CsvText:
        places = [found.heading.places[column]] if column in found.heading.places else []
        if column == "attended" and not places:
            places = list(found.heading.days)
        if not places:
            width = max([len(found.heading.titles), *(len(cells) for cells in found.rows)])
            if found.heading.row:
                csv = _with_cell(csv, found.heading.row, width, _TITLES[column])
            places = [width]
        for place in places:
            text = _sign(value, place, found, people) if isinstance(value, bool) else f"{value}"
            csv = _with_cell(csv, row, place, text)
        return csv

    return _changed(project, session, version, (row, change))


def _changed(
    project: Project, session: str, version: str, wanted: tuple[int, _Change]
) -> SavedRoster:
    """Write a list with a change to one of its rows; row 0 stands for none of them."""
    row, change = wanted
    folder = _folder(project, session)
    source = roster.read(project, folder).path.removeprefix("content/")
    one = _list(project, folder, source) if (project.content / source).is_file() else None
    if one is None or one.version != version:
        raise CallError(message("edit.changed-elsewhere", file=f"content/{source}"))
    number = one.found.heading.row
    if row and not (number < row <= len(one.found.rows) and any(one.found.rows[row - 1])):
        raise CallError(message("edit_roster.no-such-row", row=row))
    if PurePosixPath(source).suffix.lower() in _TEXTS:
        csv = _csv(one)
        if csv is None:
            raise CallError(message("edit_roster.unreadable", file=f"content/{source}"))
        changed = change(csv, one.found)
        if csv.is_ascii and not changed.is_ascii:
            changed = changed.in_utf_8()  # without its mark Excel would take letters for others
        content, notes = _encoded(changed)
        saved = save_bytes(project, source, content, version)
        return SavedRoster(source, saved.version, (*notes, *_notes(saved.history)))
    return _converted(project, one, change)


def _converted(project: Project, one: _List, change: _Change) -> SavedRoster:
    """Write a workbook's list as CSV with a change, and move the workbook to the trash."""
    found = one.found
    apart = [n for n in range(found.heading.row + 1, len(found.rows) + 1) if _is_apart(found, n)]
    titles = [found.heading.titles] if found.heading.row else []
    above = [()] * (found.heading.row - 1)
    # The rows keep their numbers until the change is made; then those that are empty go.
    body = [
        () if number in apart else cells
        for number, cells in enumerate(found.rows, 1)
        if number > found.heading.row
    ]
    plain = csv_text.written([*above, *titles, *body])
    csv = csv_text.parsed(plain, one.source)
    if csv is None:
        raise CallError(message("edit_roster.unreadable", file=f"content/{one.source}"))
    answers = one.answers.model_copy(update={"sheet": None, "heading": _heading(one)})
    _refuse_other(one, _without_empty(csv).content, answers)
    content = _without_empty(change(csv, found)).content
    target = str(PurePosixPath(one.source).with_name("roster.csv"))
    saved = save_bytes(project, target, content, NEW)
    move_to_trash(project, one.source)
    _settle_answers(project, one)
    files = {"old": PurePosixPath(one.source).name, "new": "roster.csv"}
    notes = [message("edit_roster.moved", **files)]
    if apart and (names := _names(found, apart)):
        notes.append(message("edit_roster.left-out", names=names, **files))
    return SavedRoster(target, saved.version, (*notes, *_notes(saved.history)))


def _is_apart(found: FoundList, row: int) -> bool:
    return any(found.rows[row - 1]) and (row in found.marks or row in found.under)


def _names(found: FoundList, rows: Sequence[int]) -> tuple[str, ...]:
    keys = ("name", "first", "last")
    places = [found.heading.places[key] for key in keys if key in found.heading.places]
    cells = (found.rows[row - 1] for row in rows)
    return tuple(" ".join(row[p] for p in places if p < len(row)).strip() for row in cells)


def _heading(one: _List) -> int | None:
    """Return what is answered about the row of the headings, when the list has become CSV."""
    return 0 if one.answers.heading == 0 else None


def _without_empty(csv: CsvText) -> CsvText:
    kept = tuple(row for number, row in enumerate(csv.rows, 1) if any(csv.cells(number)))
    return dataclasses.replace(csv, rows=kept)


def _refuse_other(one: _List, content: bytes, answers: Answers) -> None:
    """Raise CallError where the list would not say the same as CSV: a format had a meaning."""
    old, new = (
        [
            dataclasses.replace(person, row=0)
            for person in reading.read_table(name, data, known).participants
        ]
        for name, data, known in (
            (one.source, one.content, one.answers),
            ("roster.csv", content, answers),
        )
    )
    if old != new:
        raise CallError(message("edit_roster.not-the-same", file=f"content/{one.source}"))


def _settle_answers(project: Project, one: _List) -> None:
    """Take out of `roster.yaml` what it says of the sheet and the row that are no longer there."""
    name = str(PurePosixPath(one.source).with_name(ROSTER_FILE))
    if not (project.content / name).is_file():
        return
    opened = read_file(project, name)
    changes: edit_details.Changes = {("sheet",): None, ("heading",): _heading(one)}
    text = edit_details.with_values(name, opened.text, changes)
    save_file(project, name, text if text.strip() else _NOTE, opened.version)


_NOTE = "# What is answered about the list of people beside this file.\n"


def _encoded(csv: CsvText) -> tuple[bytes, tuple[Message, ...]]:
    """Return the bytes of a list, in UTF-8 where its own encoding has no way to write it."""
    try:
        return csv.content, ()
    except UnicodeEncodeError:
        return csv.in_utf_8().content, (message("edit_roster.now-utf-8"),)


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


def _folder(project: Project, session: str) -> str:
    return session_folder(*one_session(project, session))


def _list(project: Project, folder: str, source: str) -> _List | None:
    """Return the list in a file; None where it cannot be read before something is answered."""
    answers, _ = answers_file.read(ContentFiles(project, {}), folder)
    content = read_bytes(project, source)
    found = reading.found_table(f"content/{source}", content, answers, Findings(source))
    return None if found is None else _List(source, content, answers, found)


def _csv(one: _List) -> CsvText | None:
    """Return the text of a list whose rows are those that were read, else None."""
    if PurePosixPath(one.source).suffix.lower() not in _TEXTS:
        return None
    csv = csv_text.parsed(one.content, one.source)
    if csv is None or len(csv.rows) < len(one.found.rows):
        return None
    number = one.found.heading.row
    if number and len(csv.cells(number)) == 1 < len(one.found.heading.titles):
        return None  # each line is in quotation marks as a whole
    return csv


def _rows(one: _List) -> Sequence[Sequence[str]]:
    """Return the cells as they stand in the file; those that are read have times joined."""
    csv = _csv(one)
    if csv is None:
        return one.found.rows
    return [csv.cells(number) for number in range(1, len(one.found.rows) + 1)]


def _columns(found: FoundList) -> tuple[RosterColumn, ...]:
    heading = found.heading
    holds = {place: column for column, place in heading.places.items()}
    holds |= dict.fromkeys(heading.days, "day")
    width = max([len(heading.titles), *(len(row) for row in found.rows[heading.row :])])
    return tuple(
        RosterColumn(heading.called(place), holds.get(place, "")) for place in range(width)
    )


def _filled(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))][: max(width, 1)]


def _placed(
    problems: Sequence[Problem], columns: Sequence[RosterColumn], source: str
) -> tuple[CellProblem, ...]:
    """Return problems with the columns that they name."""
    titles = [f'"{column.title}"' for column in columns]
    found = []
    for problem in problems:
        named = dict(problem.message.parameters).get("column")
        place = titles.index(named) if isinstance(named, str) and named in titles else None
        row = problem.line if problem.path == f"content/{source}" else 0
        found.append(CellProblem(row, place, problem))
    return tuple(found)


def _notes(history: Message | None) -> tuple[Message, ...]:
    return () if history is None else (history,)
