"""Attendance reports beside a roster: who of the roster was there, and for how long."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from handouts.content.roster import Participant, Roster
from handouts.content.roster.answers import Answers
from handouts.content.roster.columns import is_letter
from handouts.content.roster.entries import Entry, entries
from handouts.content.roster.findings import Findings, RowDiagnostic, shortened
from handouts.content.roster.found import FoundList
from handouts.content.roster.group_remarks import limited, quoted_yaml
from handouts.content.roster.matching import KnownPeople
from handouts.content.roster.names import folded
from handouts.content.roster.presence import Presence
from handouts.content.roster.rejoined import grouped, together
from handouts.messages import message

NAME = "attendance"
"""How the names of reports begin: `attendance.csv`, `attendance-1.xlsx`, `attendance day 2.csv`."""


@dataclass(frozen=True)
class Report:
    """One attendance report."""

    table: FoundList | None
    """The list in it; None where it could not be read."""
    findings: Findings


def is_report(name: str) -> bool:
    """Whether a file of a session's folder is an attendance report, by its name."""
    return PurePosixPath(name).stem.casefold().startswith(NAME)


def for_reports(answers: Answers) -> Answers:
    """Return what is answered about reports too: people, and columns by their headings.

    The sheet, the row of the headings, and the letters of columns are those of the roster.
    """
    kept = {"ignore", "names", "attending", "out", "present", "absent"}
    return Answers.model_validate(
        {
            **answers.model_dump(include=kept),
            "columns": {of: title for of, title in answers.columns.items() if not is_letter(title)},
            "unused": [title for title in answers.unused if not is_letter(title)],
        }
    )


def applied(roster: Roster, reports: Sequence[Report]) -> Roster:
    """Return a roster with what the reports say of its people, and who of them is unknown.

    Where the roster says itself who attended, it comes before the reports.
    """
    if not reports:
        return roster
    people = KnownPeople(roster.participants)
    of_reports = [_presences(one, people, roster) for one in reports if one.table is not None]
    by_row = {
        person.row: _of_all([found.get(person.row) for found in of_reports])
        for person in roster.participants
    }
    findings = Findings(roster.path)
    own = any(map(_says_itself, roster.participants))
    persons = [
        _with_own(person, by_row[person.row]) if own else _with(person, by_row[person.row])
        for person in roster.participants
    ]
    if own:
        _compare(roster.participants, by_row, findings)
    every = [findings, *(one.findings for one in reports)]
    return dataclasses.replace(
        roster,
        participants=tuple(persons),
        columns=roster.columns | {"attended"} if of_reports else roster.columns,
        problems=(*roster.problems, *(p for one in every for p in one.problems)),
        remarks=(*roster.remarks, *(r for one in every for r in one.remarks)),
    )


def _presences(report: Report, people: KnownPeople, roster: Roster) -> dict[int, Presence]:
    """Return what a report says of each person, by the row of the roster."""
    if report.table is None:
        return {}
    found = entries(report.table, report.findings)
    by_row: dict[int, list[Presence]] = {}
    unknown: list[Entry] = []
    doubtful: list[tuple[Entry, Sequence[Participant]]] = []
    _remark_on_nameless([one for one in found.there if not _is_of_somebody(one)], report.findings)
    for group in grouped(filter(_is_of_somebody, found.there)):
        persons = people.called(group)
        if len(persons) == 1:
            by_row.setdefault(persons[0].row, []).append(together([o.presence for o in group]))
        elif persons:
            doubtful.append((group[0], persons))
        else:
            unknown += group
    _report_strangers(unknown, roster, report.findings)
    _report_doubts(doubtful, report.findings)
    return {row: together(presences) for row, presences in by_row.items()}


def _is_of_somebody(entry: Entry) -> bool:
    """Whether a row has a name, or an address by which its person can be found."""
    return bool(entry.written.written or entry.row["email"])


def _remark_on_nameless(entries: Sequence[Entry], findings: Findings) -> None:
    """Remark on rows that say that somebody was there, and not who."""
    came = [one.row.number for one in entries if one.presence.attended]
    if came:
        rows = limited(f"row {number}" for number in came)
        what = message("people.nameless-in-report", count=len(came), rows=rows)
        findings.remark(came[0], RowDiagnostic(what))


def _of_all(found: Sequence[Presence | None]) -> Presence:
    """Return what several reports say together; each may be that of one day."""
    there = [one for one in found if one is not None]
    days = tuple(one is not None and one.attended is not False for one in found)
    if not there:
        return Presence(attended=False, days=days if len(days) > 1 else ())
    whole = together(there)
    return dataclasses.replace(
        whole,
        attended=whole.attended is not False,
        days=whole.days or (days if len(days) > 1 else ()),
    )


def _says_itself(person: Participant) -> bool:
    return bool(person.attended or person.time) or person.hours is not None


def _with(person: Participant, presence: Presence) -> Participant:
    return dataclasses.replace(
        person,
        attended=presence.attended,
        hours=presence.hours,
        time=presence.time,
        stays=presence.stays,
        days=presence.days,
    )


def _with_own(person: Participant, presence: Presence) -> Participant:
    """Return a person of a roster that says who attended, with the time of those who did."""
    if person.attended is False or person.hours is not None or person.time is not None:
        return person
    attended = presence.attended if person.attended is None else person.attended
    return _with(person, dataclasses.replace(presence, attended=attended))


def _compare(
    people: Iterable[Participant], by_row: Mapping[int, Presence], findings: Findings
) -> None:
    """Report where the roster and the reports do not agree on who was there."""
    missing = [
        one.name
        for one in people
        if one.attended and one.hours is None and one.time is None and not by_row[one.row].attended
    ]
    if missing:
        what = message("people.in-no-report", count=len(missing), named=limited(missing))
        findings.report(0, RowDiagnostic(what))
    there = [o.name for o in people if o.attended is False and by_row[o.row].attended]
    if there:
        what = message("people.in-report-only", count=len(there), named=limited(there))
        findings.remark(0, RowDiagnostic(what))


def _report_strangers(strangers: Sequence[Entry], roster: Roster, findings: Findings) -> None:
    """Report who is in a report and not on the roster; who did not attend is only named."""
    out = {folded(one.name): one for one in roster.out}
    came = [one for one in strangers if one.presence.attended is not False]
    cancelled = [one for one in came if folded(one.name) in out]
    unknown = [one for one in came if folded(one.name) not in out]
    if cancelled:
        named = [f"{o.name} ({out[folded(o.name)].why})" for o in cancelled]
        names = dict.fromkeys(named)
        what = message("people.out-and-there", count=len(names), named=limited(names))
        findings.report(cancelled[0].row.number, RowDiagnostic(what))
    if unknown:
        written = list(dict.fromkeys(map(_written, unknown)))
        what = message(
            "people.not-on-roster",
            count=len(written),
            named=limited(f"{_first(text, unknown)}" for text in written),
            first=quoted_yaml(written[0]),
            everybody=limited(map(quoted_yaml, written)),
        )
        findings.report(unknown[0].row.number, RowDiagnostic(what))
    absent = [one for one in strangers if one.presence.attended is False]
    if absent:
        names = dict.fromkeys(map(_written, absent))
        what = message("people.absent-strangers", count=len(names), named=limited(names))
        findings.remark(absent[0].row.number, RowDiagnostic(what))


def _written(entry: Entry) -> str:
    """Return what a row calls its person."""
    return shortened(entry.written.written or entry.row["email"])


def _first(written: str, rows: Iterable[Entry]) -> str:
    row = next(one.row.number for one in rows if _written(one) == written)
    return f"{written} (row {row})"


def _report_doubts(
    doubtful: Sequence[tuple[Entry, Sequence[Participant]]], findings: Findings
) -> None:
    for entry, persons in doubtful:
        names = tuple(f"{one.name} (row {one.row})" for one in persons)
        what = message("people.may-be-several", name=entry.name, names=limited(names))
        kind = message("people.may-be-several-kind")
        findings.report(entry.row.number, RowDiagnostic(what, kind=kind))
