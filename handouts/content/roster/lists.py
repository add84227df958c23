"""Where the lists of a sheet are: their headings, their titles, and where each of them ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handouts.content.roster import contents, headings
from handouts.content.roster.answers import NO_ANSWERS, Answers
from handouts.content.roster.columns import MOST_COLUMNS, HeadingRow, assemble, letters
from handouts.content.roster.fields import NAMES
from handouts.content.roster.heading_words import squash

_FIRST_ROWS = 100
"""Rows of which each may be that of headings; below them only one that begins a new part."""
_MOST_OF_A_TITLE = 2
"""Filled cells of a row that parts a list: its title, and a number or an empty text."""

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Section:
    """One list of a sheet."""

    heading: HeadingRow
    title: str
    """The line above it, or nothing."""
    end: int
    """The number of the last row that can be one of its people."""

    def is_like(self, other: "Section") -> bool:
        """Whether another list has the same columns."""
        mine, others = (tuple(map(squash, one.heading.titles)) for one in (self, other))
        return mine == others


def sections(rows: Rows, answers: Answers = NO_ANSWERS) -> list[Section]:
    """Return the lists of a sheet whose headings can be recognised, from above."""
    if answers.heading is not None:
        return [_answered(rows, answers)]
    places = list(_heading_rows(rows))
    found = []
    for number, (first, last) in enumerate(places):
        following = places[number + 1][0] if number + 1 < len(places) else len(rows)
        end = following - (_title_rows(rows, following) if following < len(rows) else 0)
        titles = _together(rows, first, last)
        heading = assemble(last + 1, titles, rows[last + 1 : end], answers)
        found.append(Section(heading, _title(rows, first), end))
    return [section for section in found if _has_people(section, rows)] or found


def _answered(rows: Rows, answers: Answers) -> Section:
    """Return the list whose heading the trainer has named; row 0 is none at all."""
    row = answers.heading or 0
    titles: Sequence[str] = rows[row - 1] if 0 < row <= len(rows) else ()
    titles = titles if row else [*map(letters, range(max(map(len, rows))))]
    later = [first for first, _ in _heading_rows(rows) if first >= row] if row else []
    end = later[0] - _title_rows(rows, later[0]) if later else len(rows)
    return Section(assemble(row, titles, rows[row:end], answers), "", end)


def _heading_rows(rows: Rows) -> list[tuple[int, int]]:
    """Return the first and the last row of each heading, counted from 0.

    A line `Name, Two Ways` above a fuller heading is no heading; a lone `Participants` is one
    where there is no other.
    """
    found = [(first, last) for first, last in _possible(rows)]
    fullest = [len(_columns(rows[last])) > 1 for _, last in found]
    begin = fullest.index(True) if any(fullest) else 0
    return found[begin:] or [(place, place) for place in _lone_nouns(rows)][:1]


def _possible(rows: Rows) -> Iterator[tuple[int, int]]:
    place, found = 0, False
    while place < len(rows):
        above = _filled(rows[place - 1]) if place else []
        begins = place < _FIRST_ROWS or (
            len(above) <= _MOST_OF_A_TITLE and any(map(headings.is_plain, rows[place]))
        )
        if begins and _is_heading(rows[place], first=not found):
            last, found = place, True
            while last + 1 < len(rows) and _goes_on(rows[last], rows[last + 1]):
                last += 1
            yield place, last
            place = last
        place += 1


def _lone_nouns(rows: Rows) -> Iterator[int]:
    for place, row in enumerate(rows[:_FIRST_ROWS]):
        filled = _filled(row)
        if len(filled) == 1 and headings.is_noun(filled[0]):
            yield place


def _is_heading(row: Sequence[str], *, first: bool) -> bool:
    """Whether a row names columns, one of them that of names.

    `Participant` is a role in many lists: alone or below the first heading it names no column.
    """
    filled = _filled(row)
    if any(map(contents.is_email, filled)):
        return False
    named = [title for title in filled[:MOST_COLUMNS] if _column(title) in NAMES]
    if all(map(headings.is_noun, named)):
        data = any(contents.is_time(cell) or contents.is_number(cell) for cell in filled)
        return bool(named) and first and not data and len(_columns(row)) > 1
    return True


def _columns(row: Sequence[str]) -> set[str]:
    """Return the columns that the titles of a row mean."""
    return {column for title in _filled(row)[:MOST_COLUMNS] if (column := _column(title))}


def _goes_on(row: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row below a heading is one more row of it: of names, or of what has no title."""
    filled = _filled(below)
    if len(filled) < _MOST_OF_A_TITLE or any(map(contents.is_email, filled)):
        return False
    upper, lower = _columns(row), _columns(below)
    if {"first", "last"} <= lower:
        return True
    names = [place for place, title in enumerate(row) if _column(title) in NAMES]
    return (
        bool(upper)
        and all(place >= len(below) or not below[place].strip() for place in names)
        and all(_column(cell) is not None or headings.is_day(cell) for cell in filled)
    )


def _column(title: str) -> str | None:
    found = headings.meaning(" ".join(title.split()))
    return found.column if found else None


def _together(rows: Rows, first: int, last: int) -> list[str]:
    """Return the titles of a heading, each from its lowest row that has one.

    A row above whose cells reach down to it, as merged cells do, fills what is empty.
    """
    above = rows[first - 1] if first else ()
    filled = _filled(above)
    reaches = len(filled) > _MOST_OF_A_TITLE and not any(
        contents.is_time(cell) or contents.is_email(cell) or contents.is_number(cell)
        for cell in filled
    )
    layers = [*([above] if reaches else []), *rows[first : last + 1]]
    width = max(map(len, layers))
    titles = [""] * width
    for layer in layers:
        for place, title in enumerate(layer):
            titles[place] = title if title.strip() else titles[place]
    return titles


def _title_rows(rows: Rows, heading: int) -> int:
    """Return how many rows right above a heading are its title, and empty ones around it."""
    count = 0
    while count < heading and len(_filled(rows[heading - count - 1])) == 0:
        count += 1
    if count < heading and len(_filled(rows[heading - count - 1])) <= 1:
        return count + 1
    return count


def _title(rows: Rows, heading: int) -> str:
    count = _title_rows(rows, heading)
    filled = _filled(rows[heading - count]) if count else []
    return filled[0] if filled else ""


def _has_people(section: Section, rows: Rows) -> bool:
    """Whether a list is one of people: a count under `Participants` is none."""
    names = [place for column, place in section.heading.places.items() if column in NAMES]
    body = rows[section.heading.row : section.end]
    cells = [cell for place in names for cell in contents.cells(body, place)]
    return not cells or any(map(contents.has_letters, cells))


def _filled(row: Sequence[str]) -> list[str]:
    return [text for cell in row if (text := " ".join(cell.split()))]
