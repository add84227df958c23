"""A list of people → an entry for each row: who it is, and what it says of them."""

from collections import Counter
from dataclasses import dataclass, replace

from handouts.content.roster import Out, cells, words
from handouts.content.roster.findings import Findings
from handouts.content.roster.found import STRUCK, FoundList
from handouts.content.roster.names import folded
from handouts.content.roster.presence import Presence, attendance
from handouts.content.roster.rows import RosterRow, rows
from handouts.content.roster.status_words import is_out
from handouts.content.roster.statuses import Standing, ask, compared, standing
from handouts.content.roster.written_names import WrittenName, is_ignored, written_name
from handouts.messages import Message, message

REPORT = frozenset({"joined", "left", "minutes", "duration"})
"""Columns of a list that has a row for each time that somebody joined."""


@dataclass(frozen=True)
class Entry:
    """One row that names somebody."""

    row: RosterRow
    written: WrittenName
    presence: Presence

    @property
    def name(self) -> str:
        """As it is to be printed."""
        return self.written.name


@dataclass(frozen=True)
class Entries:
    """Everybody whom a list names."""

    there: tuple[Entry, ...]
    """Who is to come, or came; rows without a name are among them."""
    out: tuple[Out, ...]
    """Who has cancelled, waits for a place, is struck out."""
    ignored: tuple[Entry, ...]
    """Who is nobody's name, as the trainer has said."""
    unsure: frozenset[int]
    """The rows whose status nobody knows."""


def entries(table: FoundList, findings: Findings) -> Entries:
    """Return an entry for each row with something in it; questions go to the findings."""
    answers, heading = table.answers, table.heading
    known = [(row, written_name(row, answers)) for row in rows(table, findings)]
    ignored = [(row, name) for row, name in known if is_ignored(row, name, answers)]
    standings = compared({row.number: standing(row, answers) for row, _ in known})
    out: list[Out] = []
    there: list[tuple[RosterRow, WrittenName]] = []
    ignored_rows = {row.number for row, _ in ignored}
    for row, name in known:
        why = _why_out(table, row, standings[row.number]) or _out_beside_name(name)
        if row.number in ignored_rows:
            continue
        if why is None:
            there.append((row, name))
        else:
            out.append(Out(row.number, name.name or name.written, why, row["email"]))
    ask([(row, standings[row.number]) for row, _ in there], findings)
    how = attendance([row for row, _ in there], heading, answers, findings)
    insiders = _insiders([row for row, _ in known])
    return Entries(
        tuple(
            Entry(
                row,
                _leading(name, row, insiders),
                _with_status(how.of(row), standings[row.number]),
            )
            for row, name in there
        ),
        tuple(out),
        tuple(Entry(row, name, Presence()) for row, name in ignored),
        frozenset(row.number for row, _ in there if standings[row.number].status == "unknown"),
    )


def _why_out(table: FoundList, row: RosterRow, status: Standing) -> Message | None:
    """Return why somebody is out, or None."""
    mark = table.marks.get(row.number)
    if mark is not None:
        return message("people.struck-out" if mark == STRUCK else "people.hidden")
    under = table.under.get(row.number)
    if under is not None:
        return message("people.said-of-them", said=under)
    return message("people.said-of-them", said=status.said) if status.status == "out" else None


def _out_beside_name(name: WrittenName) -> Message | None:
    """Return why somebody is out where it stands beside the name: `Ann Lee (CANCELLED)`."""
    said = next((one for one in name.left_out if is_out(folded(one))), None)
    return None if said is None else message("people.said-of-them", said=said)


def _with_status(presence: Presence, status: Standing) -> Presence:
    """Return what a row says of attendance, where a status such as `Checked in` says it."""
    if presence.attended is None and status.status in ("came", "absent"):
        return replace(presence, attended=status.status == "came")
    return presence


def _insiders(known: list[RosterRow]) -> frozenset[int]:
    """Return the rows of the few that are no guests of a meeting, but of the host's own account."""
    columns = known[0].heading.places.keys() if known else set()
    if "guest" not in columns or REPORT.isdisjoint(columns):
        return frozenset()
    said = {row.number: _yes(row["guest"]) for row in known}
    counted = Counter(said.values())
    if not 0 < counted[False] < counted[True]:
        return frozenset()
    return frozenset(number for number, guest in said.items() if guest is False)


def _yes(cell: str) -> bool | None:
    text = cells.filled(cell)
    if words.are("came", text):
        return True
    return False if text and words.are("absent", text) else None


def _leading(name: WrittenName, row: RosterRow, insiders: frozenset[int]) -> WrittenName:
    """Return a name, with a doubt where the row says that the person leads the session."""
    if name.is_answer or name.unlikely or not name.name:
        return name
    if words.are("leading", row["role"]) or row.number in insiders:
        return replace(name, unlikely="leading")
    return name
