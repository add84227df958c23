"""Which column of a list holds what: by its heading, what its cells hold, and what is answered."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from handouts.content.roster import contents, headings
from handouts.content.roster.answers import NO_ANSWERS, Answers
from handouts.content.roster.fields import COLUMNS, NAMES
from handouts.content.roster.findings import shortened
from handouts.content.roster.heading_words import WEAK, Meaning, squash, words
from handouts.content.roster.name_parts import taken_apart
from handouts.content.roster.status_words import are_statuses

MOST_COLUMNS = 200
"""Columns in which known headings are looked for."""
_FIRST_ENOUGH = frozenset({"original_name", "checked_in", "role", "guest", "id", "employer"})
"""Columns of which the first is read where there are more: nothing that is printed depends on it,
or they are told apart by nothing."""
_LETTERS = re.compile(r"[A-Z]{1,2}|[a-z]{1,2}", re.ASCII)
_PARTS: tuple[str, str] = ("first", "last")
_LAST_NAME_FIRST = re.compile(r"[^\s,][^,]*,\s*[^\s,][^,]*")
_DEGREE = re.compile(r"(?:Jr|Sr|II|III|IV)\.?|[A-Z][A-Za-z.-]*[A-Z][A-Za-z.-]*")

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class HeadingRow:
    """The row of a table that names its columns."""

    row: int
    """Counted from 1; 0 where the list has no headings."""
    titles: tuple[str, ...]
    """As they stand in the file, from left to right; some may be empty."""
    places: Mapping[str, int]
    """The known columns, by name, and where they are, counted from 0."""
    days: tuple[int, ...] = ()
    """The places of columns that hold one day's attendance each."""
    statuses: tuple[int, ...] = ()
    """The places of all columns that say whether a person is to come, or came."""
    last_first: bool = False
    """Whether the column `name` holds the last name first, with a comma, in all rows."""
    doubles: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """The places of columns that are equally good for one thing and do not hold the same."""
    stays: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """The places of all columns of times of coming and of leaving, where there are several."""

    def title(self, column: str) -> str:
        """Return what the file calls a column, in quotation marks."""
        return f'"{self.called(self.places[column])}"'

    def called(self, place: int) -> str:
        """Return the heading of a column, or its letter where it has none."""
        titled = self.titles[place : place + 1]
        return shortened("".join(titled)) or letters(place)


def letters(place: int) -> str:
    """Return what a spreadsheet calls a column: A for 0, AA for 26."""
    before, last = divmod(place, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def is_letter(title: str) -> bool:
    """Whether what an answer calls a column is its letter, and no heading."""
    return _LETTERS.fullmatch(title) is not None


def assemble(
    row: int, titles: Sequence[str], body: Rows, answers: Answers = NO_ANSWERS
) -> HeadingRow:
    """Return what each column of a list holds.

    `row` is that of the headings, counted from 1, and `body` the rows below them.
    """
    cleaned = tuple(" ".join(title.split()) for title in titles)
    found = _Finder(cleaned, body)
    unused = {place for title in answers.unused for place in found.called(title)}
    candidates = found.candidates(unused)
    days = found.days(unused | {place for _, place in candidates.get("name", ())})
    found.settle_attended(candidates, days)
    given: dict[str, int] = {
        column: called[0]
        for column, title in answers.columns.items()
        if (called := found.called(title))
    }
    places, doubles = found.chosen(candidates)
    stays = _several_stays(doubles)
    places |= {column: several[0] for column, several in stays.items()}
    found.settle_either(places, [place for it, place in candidates.get("name", ()) if it.either])
    taken = days | {*given.values()}
    places = {column: place for column, place in places.items() if place not in taken}
    if "license_number" in places and (state := found.state_of_license()) is not None:
        places.setdefault("license_state", state)
    places = {**places, **given}
    named = {place for _, place in candidates.get("status", ())}
    unread = {*range(len(cleaned))} - unused - taken - {*places.values()}
    statuses = tuple(sorted(named | found.statuses(unread)))
    return HeadingRow(
        row,
        cleaned,
        {column: places[column] for column in COLUMNS if column in places},
        tuple(sorted(days - {*given.values()})),
        (given["status"],) if "status" in given else statuses,
        doubles={column: both for column, both in doubles.items() if column not in given},
        stays=stays,
    )


@dataclass(frozen=True)
class _Finder:
    """Looks for the columns of one list."""

    titles: tuple[str, ...]
    body: Rows

    def cells(self, place: int) -> list[str]:
        return contents.cells(self.body, place)

    def called(self, title: str) -> list[int]:
        """Return the places of the columns of a heading, or that of a letter."""
        key = squash(title)
        same = [place for place, other in enumerate(self.titles) if other == title]
        alike = [place for place, other in enumerate(self.titles) if squash(other) == key]
        lettered = [place for place in range(self._width) if letters(place) == title.upper()]
        return same or (alike if key else []) or lettered

    @property
    def _width(self) -> int:
        return min(MOST_COLUMNS, max([len(self.titles), *map(len, self.body[:100])]))

    def candidates(self, unused: Iterable[int]) -> dict[str, list[tuple[Meaning, int]]]:
        """Return the columns that may hold each thing, by their headings, if the cells agree."""
        found: dict[str, list[tuple[Meaning, int]]] = {}
        for place, title in enumerate(self.titles[:MOST_COLUMNS]):
            meaning = headings.meaning(title)
            if meaning and place not in unused and self._agrees(meaning, place):
                found.setdefault(meaning.column, []).append((meaning, place))
        return found

    def _agrees(self, meaning: Meaning, place: int) -> bool:
        """Whether the cells of a column can be what its heading says."""
        cells = self.cells(place)
        if not cells:
            return not meaning.question
        if meaning.column == "email":
            return _are_addresses(meaning, cells)
        if meaning.column in NAMES:
            return _are_names(meaning, cells)
        if not meaning.question:
            return True
        if meaning.column in ("joined", "left"):
            return contents.mostly(cells, contents.is_time_of_day)
        are_marks = contents.mostly(cells, contents.is_mark)
        return (meaning.column in ("duration", "attended")) == are_marks

    def days(self, others: Iterable[int]) -> set[int]:
        """Return the columns that hold one day's attendance each."""
        found = set()
        for place, title in enumerate(self.titles[:MOST_COLUMNS]):
            if place not in others and headings.is_day(title):
                cells = self.cells(place)
                if not cells or contents.mostly(cells, contents.is_mark):
                    found.add(place)
        return found

    def statuses(self, places: Iterable[int]) -> set[int]:
        """Return which of some columns hold statuses, as only their cells tell."""
        return {
            place
            for place in places
            if place < MOST_COLUMNS
            and self.titles[place]
            and headings.meaning(self.titles[place]) is None
            and headings.may_be_of_registration(self.titles[place])
            and are_statuses(self.cells(place))
        }

    def settle_attended(
        self, candidates: dict[str, list[tuple[Meaning, int]]], days: set[int]
    ) -> None:
        """Take several columns of attendance for those of several days."""
        attended = [place for _, place in candidates.get("attended", ())]
        if len({self.titles[place] for place in attended}) > 1 and not self._agree(attended):
            days.update(attended)
            del candidates["attended"]

    def chosen(
        self, candidates: Mapping[str, Sequence[tuple[Meaning, int]]]
    ) -> tuple[dict[str, int], dict[str, tuple[int, ...]]]:
        """Return the best column for each thing, and those between which nothing decides."""
        places: dict[str, int] = {}
        doubles: dict[str, tuple[int, ...]] = {}
        for column, found in candidates.items():
            best = min(meaning.rank for meaning, _ in found)
            if column == "name" and best == WEAK and {*_PARTS} <= candidates.keys():
                continue
            ties = [place for meaning, place in found if meaning.rank == best]
            exact = [p for m, p in found if m.rank == best and not m.either and not m.question]
            ties = exact if column in NAMES and exact else ties
            if column in _FIRST_ENOUGH or column == "status":
                places[column] = ties[0]
                continue
            places[column] = max(ties, key=lambda place: len(self.cells(place)))
            if len(ties) > 1 and not self._agree(ties):
                doubles[column] = tuple(ties)
        return places, doubles

    def _agree(self, places: Sequence[int]) -> bool:
        """Whether columns hold the same in all rows in which more than one holds anything."""
        for row in self.body:
            filled = {" ".join(row[place].split()) for place in places if place < len(row)} - {""}
            if len({*map(str.casefold, filled)}) > 1:
                return False
        return True

    def settle_either(self, places: dict[str, int], either: Sequence[int]) -> None:
        """Take one called `Name` or `Nombre` for the part of the name that has no column else."""
        missing: list[str] = [part for part in _PARTS if part not in places]
        spare = [place for place in either if place not in places.values()]
        if spare and len(missing) == 1:
            places[missing[0]] = spare[0]
        elif places.get("name") in either and len(missing) == 1:
            (other,) = {*_PARTS} - {*missing}
            if not self._within(places[other], places["name"]):
                places[missing[0]] = places.pop("name")

    def _within(self, part: int, whole: int) -> bool:
        """Whether in some row the one name is part of the other, which is then a whole name."""
        for row in self.body:
            if max(part, whole) < len(row):
                inner, outer = (words(row[place]) for place in (part, whole))
                if inner and {*inner} <= {*outer} and len(outer) > len(inner):
                    return True
        return False

    def state_of_license(self) -> int | None:
        """Return the column of a state that stands beside no other part of an address."""
        beside = ["", *self.titles, ""]
        states = [
            place
            for place, title in enumerate(self.titles)
            if headings.is_state(title)
            and not any(map(headings.is_of_address, beside[place : place + 3 : 2]))
        ]
        return states[0] if len(states) == 1 else None


def _several_stays(doubles: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """Take the columns of several stays, as `Sign in AM` and `Sign in PM`, out of the doubles."""
    both = (doubles.get("joined", ()), doubles.get("left", ()))
    if len(both[0]) != len(both[1]) or not both[0]:
        return {}
    return {column: doubles.pop(column) for column in ("joined", "left")}


def is_last_first(heading: HeadingRow, body: Rows) -> bool:
    """Whether the names of a list have the last name first, with a comma, from top to bottom."""
    if "name" not in heading.places:
        return False
    cells = contents.cells(body, heading.places["name"])
    names = [taken_apart(name).name for name in cells]
    with_comma = [name for name in names if "," in name]
    alone = [name for name in names if "," not in name and " " in name]
    said = headings.order_is_last_first(heading.called(heading.places["name"]))
    return (
        bool(with_comma)
        and not alone
        and (said or len(with_comma) > 1 or len(names) == 1)
        and all(_LAST_NAME_FIRST.fullmatch(name) for name in with_comma)
        and not any(_ends_with_degree(name) for name in with_comma)
    )


def _are_addresses(meaning: Meaning, cells: Sequence[str]) -> bool:
    """Whether cells are e-mail addresses, if also bad ones, and no `yes` or `anonymous`."""
    if meaning.rank == WEAK:
        return contents.mostly(cells, contents.is_email)
    alike = contents.mostly(cells, contents.is_mark) or len({*cells}) == 1 < len(cells)
    return any("@" in cell for cell in cells) or not alike


def _are_names(meaning: Meaning, cells: Sequence[str]) -> bool:
    """Whether cells are names, where the heading alone is not enough."""
    if meaning.question:
        return contents.mostly(cells, contents.has_letters) and contents.differ(cells)
    if meaning.rank == WEAK:
        return contents.mostly(cells, contents.is_whole_name)
    return not contents.mostly(cells, contents.is_yes_or_no)


def _ends_with_degree(name: str) -> bool:
    """Whether what follows the comma is a degree or `Jr.`, and no first name."""
    before, _, behind = map(str.strip, name.partition(","))
    in_capitals = before.isupper() and " " not in before
    return not in_capitals and _DEGREE.fullmatch(behind) is not None
