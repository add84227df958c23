"""Who was there and for how long, from what the columns of a list say of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from handouts.content.roster import Stay, cells, durations, moments, words
from handouts.content.roster.answers import Answers
from handouts.content.roster.columns import HeadingRow
from handouts.content.roster.findings import Findings, RowDiagnostic, shortened
from handouts.content.roster.names import folded
from handouts.content.roster.rows import RosterRow
from handouts.messages import message

_Unit = Literal["minutes", "hours", "shares", "unknown"]
_MARK = re.compile(r"([^\s()])\s*\([^()]*\)")
"""`P (2/2)`, as Moodle writes that somebody was present."""
_CHECK_MARKS = frozenset({"✓", "✔", "☑", "✅", "yes", "y"})
_MOST_LISTED = 5
_MEASURED = ("joined", "minutes", "duration")
_LONGEST_STAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Presence:
    """What one row says of who was there."""

    attended: bool | None = None
    """None where no column says it."""
    hours: Decimal | None = None
    """Clock hours to be certified, in quarters."""
    time: timedelta | None = None
    """How long the person was there."""
    stays: tuple[Stay, ...] = ()
    days: tuple[bool, ...] = ()
    """For each column of a day whether the person was there."""
    late: bool = False
    """Whether the list says that the person came late."""


@dataclass(frozen=True)
class Attendance:
    """How the columns of one list are to be understood, which no row alone can say."""

    heading: HeadingRow
    answers: Answers
    units: Mapping[int, _Unit]
    """What numbers without a unit mean, by the places of their columns."""
    unclear: frozenset[str]
    """Words that may mean yes or no."""

    def of(self, row: RosterRow) -> Presence:
        """Return what a row says; cells that say nothing plain are reported for the whole list."""
        places = self.heading.places
        hours, time = self._hours(row)
        stays = _stays(row)
        measured = self._time(row, places.get("minutes"), places.get("duration"))
        self._report_unmeasured(row, stays)
        time = time or measured
        if time is None and stays:
            time = sum((left - joined for joined, left in stays), timedelta())
        days = tuple(self._came_on(row.at(place)) for place in self.heading.days)
        of_days = self._time(row, *self.heading.days)
        said = [row.at(place) for place in self.heading.days] + [row["attended"]]
        return Presence(
            self._attended(row, days, time if hours is None else hours),
            hours,
            time if time is not None or not of_days else of_days,
            stays,
            days,
            any(words.are("late", _mark(cell)) for cell in said),
        )

    def _attended(
        self, row: RosterRow, days: Sequence[bool], amount: Decimal | timedelta | None
    ) -> bool | None:
        places = self.heading.places
        for column in ("attended", "checked_in"):
            if column in places:
                return self._came(row[column])
        if days:
            return any(days)
        if places.keys() & {"joined", "minutes", "duration"}:
            filled = [cell for column in _MEASURED if (cell := _filled(row[column]))]
            return bool(amount) if amount is not None or not filled else None
        return None

    def _report_unmeasured(self, row: RosterRow, stays: Sequence[Stay]) -> None:
        """Report cells of times and lengths of time that name none."""
        for column in ("minutes", "duration"):
            place, cell = self.heading.places.get(column), _filled(row[column])
            is_number = durations.number(cell) is not None  # asked about for the whole column
            if place is not None and cell and not is_number and self._length(cell, place) is None:
                row.report(column, RowDiagnostic(message("people.no-duration")))
        joined, left = _filled(row["joined"]), _filled(row["left"])
        if (
            joined
            and left
            and not stays
            and not (_filled(row["minutes"]) or _filled(row["duration"]))
        ):
            row.report("left", RowDiagnostic(message("people.no-stay")))

    def _came(self, text: str) -> bool | None:
        """Return whether a cell says yes, or None where it is unclear; an empty cell is no."""
        key = folded(_mark(text))
        if key in map(folded, self.answers.present):
            return True
        if key in map(folded, self.answers.absent) or not cells.filled(text):
            return False
        if key in self.unclear:
            return None
        return says_yes(text)

    def _came_on(self, text: str) -> bool:
        """Return whether the cell of one day says that somebody was there."""
        return bool(self._came(text) or durations.number(text))

    def _hours(self, row: RosterRow) -> tuple[Decimal | None, timedelta | None]:
        """Return hours that are in quarters, or else the time that the cell of hours names."""
        place = self.heading.places.get("hours")
        if place is None or not cells.filled(row.at(place)):
            return None, None
        if self.units.get(place) == "shares":
            time = self._time(row, place)
        else:
            time = row.read("hours", cells.hours)
        if time is None:
            return None, None
        quarters = Decimal(time // timedelta(minutes=15)) / 4
        return (quarters, None) if time == timedelta(hours=float(quarters)) else (None, time)

    def _time(self, row: RosterRow, *columns: int | None) -> timedelta | None:
        """Return the times of cells together, or None where they name none."""
        found = [
            time
            for place in columns
            if place is not None and (time := self._length(row.at(place), place)) is not None
        ]
        return sum(found, timedelta()) if found else None

    def _length(self, text: str, place: int) -> timedelta | None:
        amount = durations.number(text)
        if amount is None:
            return durations.stated(text)
        match self.units.get(place):
            case "minutes":
                return durations.in_unit(amount, "minutes")
            case "hours":
                return durations.in_unit(amount, "hours")
            case "shares":
                return durations.share_of_a_day(amount)
            case _:
                return None


def attendance(
    rows: Sequence[RosterRow], heading: HeadingRow, answers: Answers, findings: Findings
) -> Attendance:
    """Return how the columns of attendance are to be understood; one question for each unclear."""
    said = {folded(title): unit for title, unit in answers.units.items()}
    units = {
        place: said.get(folded(heading.titles[place])) or _unit(place, rows, heading)
        for place in _measured(heading)
    }
    _ask_for_units(units, rows, heading, findings)
    unclear: set[str] = set()
    for place in _said_columns(heading):
        unclear |= _ask_for_words(place, rows, answers, findings)
    return Attendance(heading, answers, units, frozenset(unclear))


def overlap(stays: Iterable[Stay]) -> timedelta:
    """Return the time that stays count more than once, as of somebody with two devices."""
    twice, until = timedelta(), datetime.min
    for joined, left in sorted(stays):
        if joined < until:
            twice += min(left, until) - joined
        until = max(until, left)
    return twice


def _measured(heading: HeadingRow) -> list[int]:
    columns = ("hours", "minutes", "duration")
    return [*(heading.places[c] for c in columns if c in heading.places), *heading.days]


def _said_columns(heading: HeadingRow) -> list[int]:
    columns = ("attended", "checked_in")
    return [*(heading.places[c] for c in columns if c in heading.places), *heading.days]


def _unit(place: int, rows: Iterable[RosterRow], heading: HeadingRow) -> _Unit:
    amounts = [amount for row in rows if (amount := durations.number(row.at(place))) is not None]
    title = folded(heading.titles[place])
    if place == heading.places.get("minutes") or re.search(r"\bmin", title):
        return "minutes"
    if durations.are_shares_of_a_day(amounts):
        return "shares"
    if place == heading.places.get("hours") or re.search(r"\b(?:hours|hrs|stunden)\b", title):
        return "hours"
    return durations.unit_of(amounts) or "unknown"


def _ask_for_units(
    units: Mapping[int, _Unit], rows: Sequence[RosterRow], heading: HeadingRow, findings: Findings
) -> None:
    for place, unit in units.items():
        numbers = [row for row in rows if (durations.number(row.at(place)) or 0) > 1]
        if unit == "unknown" and numbers:
            examples = tuple(dict.fromkeys(row.at(place) for row in numbers))[:_MOST_LISTED]
            title = heading.titles[place]
            day = place in heading.days
            asked = message(
                "people.unit-of-day" if day else "people.unit", column=title, examples=examples
            )
            findings.report(heading.row, RowDiagnostic(asked))


def _ask_for_words(
    place: int, rows: Sequence[RosterRow], answers: Answers, findings: Findings
) -> set[str]:
    """Report the words of a column that say neither yes nor no, once, and return them folded.

    In the column of a day a number is a length of time, and `?` a day that was not noted.
    """

    def passed(cell: str) -> bool:
        of_day = rows[0].heading.days.count(place) > 0
        return of_day and (cell == "?" or durations.number(cell) is not None)

    answered = {folded(word) for word in (*answers.present, *answers.absent)}
    said = [(row, row.at(place), folded(_mark(row.at(place)))) for row in rows]
    checks = any(word in _CHECK_MARKS for _, _, word in said)
    unclear = [
        (row, cell, word)
        for row, cell, word in said
        if cells.filled(cell)
        and word not in answered
        and ((says_yes(cell) is None and not passed(cell)) or (checks and word == "x"))
    ]
    if unclear:
        row = unclear[0][0]
        column = row.heading.titles[place]
        listed = tuple(dict.fromkeys(shortened(cell) for _, cell, _ in unclear))[:_MOST_LISTED]
        asked = message("people.neither-yes-nor-no", column=column, words=listed, rows=len(unclear))
        if all(durations.number(cell) is not None for _, cell, _ in unclear):
            asked = message("people.unit", column=column, examples=listed)
        findings.report(row.number, RowDiagnostic(asked))
    return {word for _, _, word in unclear}


def says_yes(text: str) -> bool | None:
    """Return whether a cell that is not empty says yes or no; None where it says neither.

    A time, or a length of time, means yes.
    """
    mark = _mark(text)
    if words.are("came", mark):
        return True
    if words.are("absent", mark):
        return False
    length = durations.stated(text)
    if length is not None:
        return length > timedelta()
    return True if moments.moment(text) is not None else None


def _mark(text: str) -> str:
    found = _MARK.fullmatch(text)
    return found[1] if found else text


def _filled(cell: str) -> str:
    return "" if words.are("nothing", cell) else cell


def _stays(row: RosterRow) -> tuple[Stay, ...]:
    """Return when somebody was there; a cell may have a line for each time that they came."""
    stays = []
    coming = "joined" if "joined" in row.heading.places else "checked_in"
    for first, last in zip(row.lines(coming), row.lines("left"), strict=False):
        joined, left = moments.moment(first), moments.moment(last)
        if joined is None or left is None:
            continue
        if left < joined and not moments.has_date(left):
            left = datetime.combine(joined.date(), left.time())
            left += timedelta(days=1) if left < joined else timedelta()
        if timedelta() < left - joined <= _LONGEST_STAY:
            stays.append((joined, left))
    return tuple(sorted(stays))
