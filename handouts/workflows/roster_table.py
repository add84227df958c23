"""The list of a session's people as a table, with what is wrong at its cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from handouts.content import roster
from handouts.content.content_files import ContentFiles
from handouts.content.roster import Participant, answers_file, csv_text, reading
from handouts.content.roster.answers import Answers
from handouts.content.roster.csv_text import CsvText
from handouts.content.roster.findings import Findings
from handouts.content.roster.found import FoundList
from handouts.errors import Problem
from handouts.project.layout import Project, session_folder
from handouts.records.history import digest
from handouts.workflows.edit_files import NEW, read_bytes
from handouts.workflows.named_session import one_session

NEW_COLUMNS = ("Name", "Email")
"""Of a list that begins here."""
TEXTS = frozenset({".csv", ".tsv", ".txt"})
"""The endings of lists that can be changed in place."""


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
        return PurePosixPath(self.source).suffix.lower() not in TEXTS


@dataclass(frozen=True)
class RosterList:
    """A list as it is read for being changed."""

    source: str
    content: bytes
    answers: Answers
    found: FoundList

    @property
    def version(self) -> str:
        """By which it is known whether the file was changed meanwhile."""
        return digest(self.content)


def read_table(project: Project, session: str) -> RosterTable:
    """Return the list of a session, `two-models/may`. Raises CallError and ContentError."""
    folder = folder_of(project, session)
    whole = roster.read(project, folder)
    source = whole.path.removeprefix("content/")
    if not (project.content / source).is_file():
        columns = tuple(RosterColumn(title, title.lower()) for title in NEW_COLUMNS)
        problems = _placed(whole.problems, columns, source)
        return RosterTable(source, NEW, columns, (), problems)
    one = list_in(project, folder, source)
    if one is None:
        version = digest(read_bytes(project, source))
        return RosterTable(source, version, (), (), _placed(whole.problems, (), source))
    columns = _columns(one.found)
    lines = tuple(
        RosterLine(number, tuple(filled(cells, len(columns))))
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


def folder_of(project: Project, session: str) -> str:
    """Return where the files of a session are, relative to `content/`. Raises CallError."""
    return session_folder(*one_session(project, session))


def list_in(project: Project, folder: str, source: str) -> RosterList | None:
    """Return the list in a file; None where it cannot be read before something is answered."""
    answers, _ = answers_file.read(ContentFiles(project, {}), folder)
    content = read_bytes(project, source)
    found = reading.found_table(f"content/{source}", content, answers, Findings(source))
    return None if found is None else RosterList(source, content, answers, found)


def csv_of(one: RosterList) -> CsvText | None:
    """Return the text of a list whose rows are those that were read, else None."""
    if PurePosixPath(one.source).suffix.lower() not in TEXTS:
        return None
    csv = csv_text.parsed(one.content, one.source)
    if csv is None or len(csv.rows) < len(one.found.rows):
        return None
    number = one.found.heading.row
    if number and len(csv.cells(number)) == 1 < len(one.found.heading.titles):
        return None  # each line is in quotation marks as a whole
    return csv


def _rows(one: RosterList) -> Sequence[Sequence[str]]:
    """Return the cells as they stand in the file; those that are read have times joined."""
    csv = csv_of(one)
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


def filled(cells: Sequence[str], width: int) -> list[str]:
    """Return so many cells, with empty ones where a row is shorter."""
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
