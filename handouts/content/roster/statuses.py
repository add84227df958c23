"""What the columns of statuses say: who is to come, who came, and who is out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from handouts.content.roster import presence, words
from handouts.content.roster.answers import Answers
from handouts.content.roster.findings import Findings, RowDiagnostic, shortened
from handouts.content.roster.names import folded
from handouts.content.roster.rows import RosterRow
from handouts.messages import message

Status = Literal["attending", "out", "came", "absent", "unknown"]
_MOST_LISTED = 8
_OUT_BEGINNINGS = ("cancel", "refund", "declin", "denied", "waitlist", "wait list", "waiting list")
"""How statuses begin that go on: `cancelled on 3 March`, `waitlist (4)`."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the statuses of one row come to."""

    status: Status | None
    """None where they say nothing."""
    said: str = ""
    """The cell that says so."""


def standing(row: RosterRow, answers: Answers) -> Standing:
    """Return what the statuses of a row come to: one that says `out` wins."""
    found = [
        one
        for place in row.heading.statuses
        if (cell := row.at(place)) and not words.are("nothing", cell)
        for one in [_of_cell(cell, row.heading.titles[place], answers)]
    ]
    for status in ("out", "unknown", "absent", "came", "attending"):
        for one in found:
            if one.status == status:
                return one
    return Standing(None)


def ask(standings: Iterable[tuple[RosterRow, Standing]], findings: Findings) -> None:
    """Report statuses that nobody knows: one question for all of them."""
    unknown = [(row, one.said) for row, one in standings if one.status == "unknown"]
    if not unknown:
        return
    said = tuple(dict.fromkeys(shortened(text) for _, text in unknown))[:_MOST_LISTED]
    titles = _titles([row for row, _ in unknown])
    rows = len({row.number for row, _ in unknown})
    asked = message("people.unknown-status", statuses=said, columns=titles, rows=rows)
    findings.report(unknown[0][0].number, RowDiagnostic(asked))


def _titles(rows: Sequence[RosterRow]) -> tuple[str, ...]:
    """Return the headings of the columns in which something stands, in quotation marks."""
    heading = rows[0].heading
    used = [place for place in heading.statuses if any(row.at(place) for row in rows)]
    return tuple(f'"{shortened(heading.titles[place])}"' for place in used)


def _of_cell(cell: str, title: str, answers: Answers) -> Standing:
    """Return what a cell says; in a column `Cancelled`, a yes or a date says that somebody is."""
    if _is_out(folded(title)):
        said = presence.says_yes(cell)
        if said is not None and not _is_answered(cell, answers):
            return Standing("out", title) if said else Standing(None)
    return Standing(_status(cell, answers), cell)


def _is_answered(cell: str, answers: Answers) -> bool:
    return folded(cell) in map(folded, (*answers.attending, *answers.out))


def _is_out(key: str) -> bool:
    return key in words.words("out") or key.startswith(_OUT_BEGINNINGS)


def _status(cell: str, answers: Answers) -> Status:
    key = folded(cell)
    if key in map(folded, answers.attending):
        return "attending"
    if key in map(folded, answers.out):
        return "out"
    for status in ("attending", "out", "came", "absent"):
        if words.are(status, cell):
            return status
    if key.endswith(" completed"):
        return "attending"
    return "out" if _is_out(key) else "unknown"
