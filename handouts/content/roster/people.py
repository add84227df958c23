"""Rows → people: every cell looked at, and the person kept where only a lesser cell is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass

from handouts.content.roster import Out, Participant, cells, group_remarks, names
from handouts.content.roster.answers import Answers
from handouts.content.roster.entries import REPORT, Entry, entries
from handouts.content.roster.findings import CellError, Findings, RowDiagnostic
from handouts.content.roster.found import FoundList
from handouts.content.roster.names import folded
from handouts.content.roster.rejoined import grouped, together, with_names_of_addresses
from handouts.content.roster.rows import RosterRow
from handouts.messages import message

_GIVEN = ("credentials", "license_state", "license_number")


@dataclass(frozen=True)
class People:
    """Everybody on a list."""

    participants: tuple[Participant, ...]
    out: tuple[Out, ...]
    """Who has cancelled, waits for a place, is struck out."""
    columns: frozenset[str]
    """The names of the columns that say something."""


def people(table: FoundList, findings: Findings) -> People:
    """Return everybody below the heading; what is wrong with a row goes to the findings."""
    found = entries(table, findings)
    is_report = not REPORT.isdisjoint(table.heading.places)
    there = with_names_of_addresses(found.there) if is_report else list(found.there)
    likely = [one for one in there if one.written.unlikely is None]
    group_remarks.ask_who_they_are([one for one in there if one.written.unlikely], findings)
    group_remarks.report_unnamed([one for one in likely if not one.written.written], findings)
    likely = [one for one in likely if one.written.written]
    groups = grouped(likely) if is_report else [[entry] for entry in likely]
    persons = [(group, _person(group, table.answers)) for group in groups]
    participants = [person for _, person in persons if person is not None]
    group_remarks.remark(found, [group for group, person in persons if person], findings)
    columns = set(table.heading.places) | ({"day"} if table.heading.days else set())
    if any(person.attended is not None for person in participants):
        columns.add("attended")
    return People(tuple(participants), found.out, frozenset(columns))


def _person(rows: Sequence[Entry], answers: Answers) -> Participant | None:
    """Return the person that one row or several are of, or None and problems."""
    first = rows[0]
    best = max(rows, key=lambda one: len(one.name.split()))
    name = checked_name(best)
    email = next(filter(None, (email_of(one.row, answers) for one in rows)), "")
    given = {column: _given(column, rows) for column in _GIVEN}
    given["credentials"] = with_degrees(given["credentials"], best)
    if name is None:
        return None
    presence = together([one.presence for one in rows])
    return Participant(
        row=first.row.number,
        name=name,
        family=best.written.family,
        email=email,
        attended=presence.attended,
        hours=presence.hours,
        id=_id(rows),
        time=presence.time,
        stays=presence.stays,
        days=presence.days,
        **given,
    )


def email_of(row: RosterRow, answers: Answers) -> str | None:
    """Return the e-mail address of a row, None and a problem where what stands there is none."""
    said = row["email"].casefold()
    if said in map(str.casefold, answers.no_email):
        return ""
    meant = next((it for cell, it in answers.emails.items() if cell.casefold() == said), None)
    return row.read("email", cells.email if meant is None else lambda _: cells.email(meant))


def _given(column: str, rows: Sequence[Entry]) -> str:
    """Return the first cell of a column that says something."""
    found = (one.row.read(column, cells.given) or "" for one in rows)
    return next(filter(None, found), "")


def _id(rows: Sequence[Entry]) -> str:
    """Return the ID, which is printed nowhere: one that was damaged is none."""
    for one in rows:
        try:
            if found := cells.given(one.row["id"]):
                return found
        except CellError as error:
            if not cells.is_damaged(one.row["id"]):
                one.row.report("id", error.complaint)
    return ""


def with_degrees(written: str, entry: Entry) -> str:
    """Return credentials with those that stood behind the name, each once."""
    title = folded(next(iter(entry.name.split()), ""))
    own = "" if written and folded(written) == title else written
    known = {_squashed(one) for one in [*own.replace(";", ",").split(","), own]}
    known |= {_squashed(word) for word in own.replace(",", " ").split()}
    added = [one for one in entry.written.credentials if _squashed(one) not in known]
    return ", ".join(filter(None, [own, *dict.fromkeys(added)]))


def _squashed(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def checked_name(entry: Entry) -> str | None:
    """Return the name as it is to be printed, or None and a problem."""
    row, name = entry.row, entry.name
    columns = _columns(row)
    if not entry.written.is_answer:
        for column in columns:
            if row.read(column, cells.printed) is None:
                return None
    try:
        names.checked(cells.printed(name))
    except CellError as error:
        row.report(_culprit(row, columns), error.complaint)
        return None
    _remark(entry)
    return name


def _columns(row: RosterRow) -> list[str]:
    """Return the columns that the name of a row comes from."""
    if cells.filled(row["name"]):
        return ["name"]
    parts = [
        column for column in ("first", "middle", "last", "suffix") if cells.filled(row[column])
    ]
    return parts or ["email"]  # by which roster.yaml names whoever has no name in the list


def _culprit(row: RosterRow, columns: Sequence[str]) -> str:
    """Return the column that alone would be refused, or the last one."""
    for column in columns[:-1]:
        try:
            names.checked(row[column])
        except CellError:
            return column
    return columns[-1]


def _remark(entry: Entry) -> None:
    """Say what should be looked at in a name that can be printed."""
    row, name, assembled = entry.row, entry.name, entry.written.assembled
    if oddity := names.oddity(name):
        row.findings.remark(row.number, RowDiagnostic(oddity, quoted=name))
    if "name" in row.heading.places:
        if assembled and folded(assembled) != folded(name):
            other = message("people.other-parts", column=row.heading.title("name"))
            diagnostic = RowDiagnostic(other, quoted=f"{name} | {assembled}")
            row.findings.remark(row.number, diagnostic)
        return
    missing = {"first", "last"} - {c for c in ("first", "last") if cells.filled(row[c])}
    if missing and " " not in name:
        first = "first" in missing
        lacking = message("people.no-first-name" if first else "people.no-last-name")
        row.findings.remark(row.number, RowDiagnostic(lacking, quoted=name))
