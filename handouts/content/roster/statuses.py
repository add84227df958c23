"""What the columns of statuses say: who is to come, who came, and who is out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handouts.content.roster import presence, words
from handouts.content.roster.answers import Answers
from handouts.content.roster.findings import Findings, RowDiagnostic, shortened
from handouts.content.roster.names import folded
from handouts.content.roster.rows import RosterRow
from handouts.content.roster.status_words import Status, is_out, status_of
from handouts.messages import message

_MOST_LISTED = 8
_NO_SHOW = frozenset({"no show", "marked as no show", "marked no show"})
_TIME_IN_TITLE = re.compile(r"^date |(?: date)? (?:at|on|am|le|il|op|em)$", re.IGNORECASE)
"""What a heading has of the time of a cancellation: `Date cancelled`, `Storniert am`."""


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
        of_status = [one for one in found if one.status == status]
        if status == "attending":  # `Not checked in` may say more: see `compared`
            of_status.sort(key=lambda one: not words.are("absent", one.said))
        if of_status:
            return of_status[0]
    return Standing(None)


def compared(standings: Mapping[int, Standing]) -> dict[int, Standing]:
    """Return standings in which `Not checked in` means absent where others are checked in."""
    anybody_came = any(one.status == "came" for one in standings.values())
    return {
        row: Standing("absent", one.said)
        if anybody_came and one.status == "attending" and words.are("absent", one.said)
        else one
        for row, one in standings.items()
    }


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
    """Return what a cell says; in a column `Cancelled`, a yes or a date says that somebody is.

    So it does of who is absent in a column `No show`.
    """
    key = folded(_TIME_IN_TITLE.sub("", title).strip(" ?:*"))
    absent = key in _NO_SHOW
    if absent or is_out(key):
        said = presence.says_yes(cell)
        if said is not None and not _is_answered(cell, answers):
            return Standing("absent" if absent else "out", title) if said else Standing(None)
    return Standing(_status(cell, answers), cell)


def _is_answered(cell: str, answers: Answers) -> bool:
    return folded(cell) in map(folded, (*answers.attending, *answers.out))


def _status(cell: str, answers: Answers) -> Status:
    key = folded(cell)
    if key in map(folded, answers.attending):
        return "attending"
    if key in map(folded, answers.out):
        return "out"
    return status_of(cell)
