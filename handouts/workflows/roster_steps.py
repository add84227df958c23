"""What was done in the table of a session's people, written at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from handouts.content.roster import csv_text
from handouts.content.roster.csv_text import CsvText
from handouts.content.roster.found import FoundList
from handouts.errors import CallError
from handouts.messages import message
from handouts.project.layout import Project
from handouts.workflows.edit_files import NEW, save_bytes
from handouts.workflows.edit_roster import write_changed
from handouts.workflows.roster_conversion import SavedRoster, saved_roster
from handouts.workflows.roster_table import NEW_COLUMNS, filled, folder_of


@dataclass(frozen=True)
class SetCell:
    """A cell has another text. Places are counted from 0, as the table is when this is done."""

    place: int
    column: int
    text: str


@dataclass(frozen=True)
class AddPerson:
    """A person comes below all others."""

    cells: tuple[str, ...]


@dataclass(frozen=True)
class RemovePerson:
    """The person of a place is taken out; places are counted as those of a cell."""

    place: int


Step = SetCell | AddPerson | RemovePerson


def change_people(
    project: Project, session: str, steps: Sequence[Step], version: str
) -> SavedRoster:
    """Do steps one after another in the list of a session, all of them or none.

    `version` is that of the table in which they were done; NEW begins a list. Raises CallError
    where there is no such place or the list was changed meanwhile, and WorldError.
    """
    if version == NEW:
        csv = csv_text.begun([NEW_COLUMNS])
        folder, places = folder_of(project, session), list[int]()
        for step in steps:
            csv = _done(csv, places, step, len(NEW_COLUMNS))
        source = f"{folder}/roster.csv"
        return saved_roster(source, save_bytes(project, source, csv.content, NEW))

    def change(csv: CsvText, found: FoundList) -> CsvText:
        heading = found.heading
        below = range(heading.row + 1, len(found.rows) + 1)
        places = [row for row in below if any(map(str.strip, found.rows[row - 1]))]
        width = max([len(heading.titles), *(len(row) for row in found.rows[heading.row :])])
        for step in steps:
            csv = _done(csv, places, step, width, heading.row)
        return csv

    return write_changed(project, session, version, change)


def _done(csv: CsvText, places: list[int], step: Step, width: int, heading: int = 1) -> CsvText:
    """Return a list after a step; `places` has the rows of its people, and follows."""
    if isinstance(step, AddPerson):
        last = min(places[-1] if places else heading, len(csv.rows))
        places.append(last + 1)
        return csv.with_new_row(last, filled(step.cells, max(width, len(step.cells))))
    if not 0 <= step.place < len(places):
        raise CallError(message("edit_roster.no-such-row", row=step.place + 1))
    row = places[step.place]
    if isinstance(step, RemovePerson):
        places[step.place :] = [one - 1 for one in places[step.place + 1 :]]
        return csv.without_row(row)
    if not 0 <= step.column < max(width, 1):
        raise CallError(message("edit_roster.no-column"))
    cells = filled(csv.cells(row), max(step.column + 1, len(csv.cells(row))))
    cells[step.column] = step.text
    return csv.with_row(row, cells)
