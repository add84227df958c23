"""A workbook's list of people written as CSV, which says the same of everybody."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from handouts.content.roster import csv_text, reading
from handouts.content.roster.answers import Answers
from handouts.content.roster.csv_text import CsvText
from handouts.content.roster.found import FoundList
from handouts.errors import CallError
from handouts.messages import Message, message
from handouts.project.layout import ROSTER_FILE, Project
from handouts.workflows.edit_files import NEW, Saved, save_bytes
from handouts.workflows.roster_answers import take_out
from handouts.workflows.roster_table import RosterList
from handouts.workflows.trash import move_to_trash

Change = Callable[[CsvText, FoundList], CsvText]
"""Makes another text of a list's, whose rows are those of the list that was found."""


@dataclass(frozen=True)
class SavedRoster:
    """A list was written."""

    source: str
    version: str
    notes: tuple[Message, ...] = ()
    """What became of the workbook, of the encoding, of the history."""


def converted(project: Project, one: RosterList, change: Change) -> SavedRoster:
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
    return saved_roster(target, saved, *notes)


def _is_apart(found: FoundList, row: int) -> bool:
    return any(found.rows[row - 1]) and (row in found.marks or row in found.under)


def _names(found: FoundList, rows: Sequence[int]) -> tuple[str, ...]:
    keys = ("name", "first", "last")
    places = [found.heading.places[key] for key in keys if key in found.heading.places]
    cells = (found.rows[row - 1] for row in rows)
    return tuple(" ".join(row[p] for p in places if p < len(row)).strip() for row in cells)


def _heading(one: RosterList) -> int | None:
    """Return what is answered about the row of the headings, when the list has become CSV."""
    return 0 if one.answers.heading == 0 else None


def _without_empty(csv: CsvText) -> CsvText:
    kept = tuple(row for number, row in enumerate(csv.rows, 1) if any(csv.cells(number)))
    return dataclasses.replace(csv, rows=kept)


def _refuse_other(one: RosterList, content: bytes, answers: Answers) -> None:
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


def _settle_answers(project: Project, one: RosterList) -> None:
    """Take out of `roster.yaml` what it says of the sheet and the row that are no longer there."""
    name = str(PurePosixPath(one.source).with_name(ROSTER_FILE))
    if not (project.content / name).is_file():
        return
    take_out(project, name, {("sheet",): None, ("heading",): _heading(one)})


def saved_roster(source: str, saved: Saved, *notes: Message) -> SavedRoster:
    """Return that a list was written, with what became of it and of its history."""
    return SavedRoster(
        source, saved.version, notes if saved.history is None else (*notes, saved.history)
    )
