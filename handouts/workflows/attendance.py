"""Who was there, ticked one by one; and who of a report is not known yet."""

import difflib
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import yaml

from handouts.content.roster import Participant, Roster
from handouts.content.yaml_tree import Location
from handouts.errors import CallError, Problem
from handouts.messages import Message, message
from handouts.project.layout import ROSTER_FILE, Project
from handouts.workflows.edit_details import SavedDetails, read_details, save_details
from handouts.workflows.edit_files import Conflict
from handouts.workflows.edit_roster import Attendance, SavedRoster, set_attendance
from handouts.workflows.given_list import reports, roster_of
from handouts.workflows.roster_questions import RosterQuestion, questions, unasked
from handouts.workflows.roster_table import folder_of, read_table

_OWN = frozenset({"attended", "day"})
_MOST_HOURS = 1000
_TICKING = threading.Lock()
"""Two phones may tick at once: each writes into the list that the other has left."""


@dataclass(frozen=True)
class Stranger:
    """Somebody in a report whom the list does not have."""

    written: str
    """What the report calls them."""
    likely: tuple[str, ...]
    """The names of people on the list, those first that are most like it."""


@dataclass(frozen=True)
class AttendanceList:
    """Who is to come, and who of them was there."""

    people: tuple[Participant, ...]
    """Sorted by family name."""
    reports: tuple[str, ...]
    """The names of the reports beside the list."""
    strangers: tuple[Stranger, ...]
    questions: tuple[RosterQuestion, ...]
    problems: tuple[Problem, ...]
    """What is wrong with who was there, and cannot be answered by a choice."""
    others: int
    """How many problems of single rows of the list there are also."""
    remarks: tuple[Problem, ...]

    @property
    def there(self) -> int:
        """How many were there."""
        return sum(was_there(person) for person in self.people)


def was_there(person: Participant) -> bool:
    """Whether a list says of somebody that they came."""
    return bool(person.attended or (person.attended is None and person.hours))


def attendance_list(project: Project, session: str) -> AttendanceList:
    """Return what the list of a session and the reports beside it say. Raises CallError."""
    found = roster_of(project, session)
    asked = questions(project, session)
    wrong = [one for one in unasked(found, asked) if not _asks_who(one, found)]
    of_rows = [one for one in wrong if one.path == found.path and one.line]
    return AttendanceList(
        tuple(found.sorted()),
        reports(project, session),
        tuple(_strangers(found)),
        tuple(one for one in asked if one.is_needed and not one.row),
        tuple(one for one in wrong if one not in of_rows),
        len(of_rows) + sum(bool(one.row) for one in asked),
        tuple(one for one in found.remarks if one.path != found.path),
    )


def set_there(project: Project, session: str, person: tuple[int, str], was: bool) -> SavedRoster:
    """Write whether somebody came, given as the row and the name that were ticked.

    Raises CallError where the list has nobody of this name any longer or cannot be changed, and
    WorldError.
    """
    with _TICKING:
        found = _found(project, session, person)
        saved = _written(project, session, {found.row: was})
        if not was and found.hours is not None:
            cleared: Attendance = {_found(project, session, person).row: None}
            return _written(project, session, cleared)
        return saved


def set_hours(project: Project, session: str, person: tuple[int, str], hours: str) -> SavedRoster:
    """Write for how many hours somebody was there; empty where it was the whole session.

    Raises CallError for what is no number of hours, and as `set_there` does.
    """
    value = _hours(hours)
    with _TICKING:
        found = _found(project, session, person)
        if value is not None and found.attended is False:
            _written(project, session, {found.row: True})
            found = _found(project, session, person)
        return _written(project, session, {found.row: value})


def set_all_there(project: Project, session: str) -> SavedRoster | None:
    """Write that everybody came; None where nothing had to be written. Raises as `set_there`."""
    with _TICKING:
        people = roster_of(project, session).participants
        absent = {one.row: True for one in people if not was_there(one)}
        return _written(project, session, absent) if absent else None


def name_stranger(
    project: Project, session: str, written: str, person: str
) -> SavedDetails | Conflict:
    """Keep who somebody of a report is, by their name on the list; empty where it is nobody.

    Raises CallError where there is no such person, ContentError and WorldError.
    """
    found = roster_of(project, session)
    if person and all(one.name != person for one in found.participants):
        raise CallError(message("attendance.nobody-of-this-name", name=person))
    file = f"{folder_of(project, session)}/{ROSTER_FILE}"
    before = read_details(project, file)
    ignored = before.values.get("ignore")
    changes: Mapping[Location, object] = (
        {("names", written): person}
        if person
        else {("ignore",): [*(ignored if isinstance(ignored, list) else []), written]}
    )
    return save_details(project, file, changes, before.version)


def _strangers(found: Roster) -> Iterator[Stranger]:
    """Yield who is asked about; of many the first few, and the others once these are answered."""
    for one in found.problems:
        texts = dict(one.message.parameters)["everybody"] if _asks_who(one, found) else ()
        for text in texts if isinstance(texts, tuple) else ():
            if isinstance(text, str) and text.startswith('"'):
                written = str(yaml.safe_load(text))
                yield Stranger(written, tuple(_by_likeness(written, found)))


def _asks_who(problem: Problem, found: Roster) -> bool:
    """Whether a problem is that nobody knows who is meant in a report; a list can be corrected."""
    is_of_report = problem.path != found.path
    return is_of_report and "everybody" in dict(problem.message.parameters)


def _by_likeness(written: str, found: Roster) -> list[str]:
    def unlike(name: str) -> float:
        return -difflib.SequenceMatcher(None, written.casefold(), name.casefold()).ratio()

    return sorted((one.name for one in found.participants), key=unlike)


def _found(project: Project, session: str, person: tuple[int, str]) -> Participant:
    """Return somebody by row and name, or by the name alone where the rows have moved."""
    row, name = person
    called = [one for one in roster_of(project, session).participants if one.name == name]
    at_row = [one for one in called if one.row == row]
    if len(at_row or called) != 1:
        raise CallError(message("attendance.nobody-of-this-name", name=name))
    return (at_row or called)[0]


def _written(project: Project, session: str, values: Attendance) -> SavedRoster:
    """Write what was ticked; where it is in the list for the first time, of everybody.

    What a report says of the others would not count any longer beside cells that are empty.
    """
    table = read_table(project, session)
    is_said = any(one.attended is not None for one in table.people)
    is_own = any(column.holds in _OWN for column in table.columns)
    if any(isinstance(one, bool) for one in values.values()) and is_said and not is_own:
        values = {one.row: was_there(one) for one in table.people} | dict(values)
    return set_attendance(project, session, values, table.version)


def _hours(text: str) -> Decimal | None:
    plain = text.strip().replace(",", ".")
    if not plain:
        return None
    wrong: Message = message("attendance.no-hours", text=text)
    try:
        hours = Decimal(plain)
    except InvalidOperation as error:
        raise CallError(wrong) from error
    if not hours.is_finite() or not 0 < hours <= _MOST_HOURS or hours * 4 != int(hours * 4):
        raise CallError(wrong)
    return hours.normalize() if hours != hours.to_integral() else hours.to_integral()
