"""A list of people, or a report of who attended, that is given to a session."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from handouts.content import roster
from handouts.content.content_files import ContentFiles
from handouts.content.roster import Roster, answers_file, attendance_reports, reading
from handouts.content.roster.answers import NO_ANSWERS, Answers
from handouts.content.yaml_tree import Location
from handouts.errors import ContentError, Problem
from handouts.importers.given import Given
from handouts.messages import Message, message
from handouts.project.layout import ROSTER_FILE, Project
from handouts.workflows.edit_details import read_details
from handouts.workflows.edit_files import NEW, save_bytes
from handouts.workflows.roster_answers import take_out
from handouts.workflows.roster_questions import is_asking
from handouts.workflows.roster_table import TEXTS, folder_of
from handouts.workflows.trash import move_to_trash

LIST_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods")
"""Of the files that can be given."""
_NO_SHAPE = {key: getattr(NO_ANSWERS, key) for key in ("sheet", "heading", "columns", "unused")}
"""What is answered about the shape of one file, and need not be true of another."""


@dataclass(frozen=True)
class TakenList:
    """A list or a report was written beside its session."""

    source: str
    """The file, relative to `content/`."""
    notes: tuple[Message, ...] = ()
    """What became of an earlier list, and of what was answered about it."""


def take_list(project: Project, session: str, given: Given) -> TakenList:
    """Make a file the list of a session; an earlier list goes to the trash.

    Raises ContentError, and leaves all as it was, where nobody can be read in the file and there is
    no question whose answer would change that. Raises CallError and WorldError.
    """
    folder = folder_of(project, session)
    name = f"roster{_ending(given)}"
    answers, _ = answers_file.read(ContentFiles(project, {}), folder)
    answered = _read(given, name, answers)
    plain = _read(given, name, answers.model_copy(update=_NO_SHAPE))
    is_other = _quality(answered) < _quality(plain)
    _refuse_empty(plain if is_other else answered)
    notes = [
        message("given_list.replaced", old=old)
        for old in _earlier(project, folder)
        if move_to_trash(project, f"{folder}/{old}")
    ]
    saved = save_bytes(project, f"{folder}/{name}", given.content, NEW)
    if is_other and _without_answers_of_file(project, folder):
        notes.append(message("given_list.answers-gone"))
    if saved.history is not None:
        notes.append(saved.history)
    return TakenList(f"{folder}/{name}", tuple(notes))


def take_report(project: Project, session: str, given: Given) -> TakenList:
    """Put a report of who attended beside the list of a session, and beside earlier reports.

    Raises ContentError, and writes nothing, where it has no rows of people and there is no question
    whose answer would change that. Raises CallError and WorldError.
    """
    folder, ending = folder_of(project, session), _ending(given)
    _refuse_empty(_read(given, f"{attendance_reports.NAME}{ending}", NO_ANSWERS))
    taken = {PurePosixPath(name).stem.casefold() for name in reports(project, session)}
    number = next(n for n in range(1, len(taken) + 2) if _report_name(n) not in taken)
    source = f"{folder}/{_report_name(number)}{ending}"
    saved = save_bytes(project, source, given.content, NEW)
    return TakenList(source, () if saved.history is None else (saved.history,))


def reports(project: Project, session: str) -> tuple[str, ...]:
    """Return the names of the reports beside the list of a session, sorted."""
    names = ContentFiles(project, {}).names(folder_of(project, session))
    return tuple(
        name
        for name in names
        if PurePosixPath(name).suffix.lower() in LIST_ENDINGS and attendance_reports.is_report(name)
    )


def _report_name(number: int) -> str:
    name = attendance_reports.NAME
    return name if number == 1 else f"{name}-{number}"


def _read(given: Given, name: str, answers: Answers) -> Roster:
    return reading.read_table(name, given.content, answers)


def _quality(read: Roster) -> tuple[int, int]:
    return len(read.participants), -len(read.problems)


def _refuse_empty(read: Roster) -> None:
    """Raise ContentError where nobody stands in a list, and no answer would change that."""
    if read.participants or read.out or any(is_asking(one.message) for one in read.problems):
        return
    nobody = Problem(read.path, 0, message("given_list.nobody"))
    raise ContentError(read.problems or [nobody])


def _ending(given: Given) -> str:
    """Return how the name of a file ends that has this content, whatever it is called."""
    named = PurePosixPath(given.name.lower()).suffix
    if given.content.startswith(b"\xd0\xcf\x11\xe0"):
        return named if named in (".xlsx", ".xlsm") else ".xls"  # it has a password, or is old
    if not given.content.startswith(b"PK\x03\x04"):
        return named if named in TEXTS else ".csv"
    try:
        with zipfile.ZipFile(io.BytesIO(given.content)) as packed:
            names = set(packed.namelist())
    except zipfile.BadZipFile:
        return named
    if "xl/vbaProject.bin" in names:
        return ".xlsm"
    if "xl/workbook.xml" in names:
        return ".xlsx"
    return ".ods" if "content.xml" in names else named


def _earlier(project: Project, folder: str) -> list[str]:
    """Return the lists that are there: files called roster, but for what is answered about them."""
    return [
        name
        for name in ContentFiles(project, {}).names(folder)
        if PurePosixPath(name).stem.casefold() == "roster"
        and PurePosixPath(name).suffix.lower() in LIST_ENDINGS
    ]


def _without_answers_of_file(project: Project, folder: str) -> bool:
    """Take away what is answered about an earlier file's shape; whether there was any."""
    name = f"{folder}/{ROSTER_FILE}"
    found = read_details(project, name)
    gone: dict[Location, None] = {(key,): None for key in _NO_SHAPE if key in found.values}
    if gone:
        take_out(project, name, gone)
    return bool(gone)


def roster_of(project: Project, session: str) -> Roster:
    """Return the list of a session with what reports say of its people. Raises CallError."""
    return roster.read(project, folder_of(project, session))
