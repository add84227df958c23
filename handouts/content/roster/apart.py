"""The rows of a list that are nobody's: totals, notes, examples, headings once more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handouts.content.roster import contents, headings
from handouts.content.roster.columns import HeadingRow

_MOST_WORDS = 8
"""Of a line that may be a name."""
_FEWEST_WORDS = 3
"""Of a line with a name that is also the first word of a note: `Page Miller`."""
_MOST_OF_A_LINE = 2
"""Filled cells of a row that says something of the list."""
_MARKED = frozenset({"attended", "checked_in", "guest"})
"""Columns that may be filled in before anybody has come."""
_MACHINE = '{"ImportId"'
"""What the cells of a row begin with that Qualtrics writes below the headings for itself."""

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Body:
    """The rows below a heading, looked at one by one."""

    rows: list[Sequence[str]]
    """As in the file, from its first row; those that are nobody's are empty."""
    under: dict[int, str]
    """The line below which people are out, by the numbers of their rows."""
    apart: dict[int, str]
    """The first text of the rows that are nobody's and say something, by their numbers."""


def body(rows: Rows, heading: HeadingRow, end: int) -> Body:
    """Return the rows of a list, which ends with row `end`."""
    kept: list[Sequence[str]] = [*rows[: heading.row]]
    under: dict[int, str] = {}
    apart: dict[int, str] = {}
    out = ""
    reader = _Lines(heading)
    for number, row in enumerate(rows[heading.row : end], heading.row + 1):
        line = _Line(tuple(" ".join(cell.split()) for cell in row))
        if line.filled and (title := line.title()) is not None:
            out = title
            apart |= {} if out else {number: line.filled[0]}
        elif reader.repeats(line) or reader.is_blank(line):
            pass
        elif reader.is_nobody(line, first=number == heading.row + 1):
            apart[number] = line.filled[0]
        elif line.filled:
            kept.append(row)
            if out:
                under[number] = out
            continue
        kept.append(())
    return Body(kept, under, apart)


@dataclass(frozen=True)
class _Line:
    """One row, its cells on one line each."""

    cells: tuple[str, ...]

    @property
    def filled(self) -> list[str]:
        return [cell for cell in self.cells if cell]

    @property
    def texts(self) -> list[str]:
        return [cell for cell in self.filled if any(map(str.isalpha, cell))]

    def title(self) -> str | None:
        """Return the line where people below it are out, nothing where they are not; or None."""
        if len(self.filled) > _MOST_OF_A_LINE or len(self.texts) != 1:
            return None
        text = self.texts[0]
        if any(headings.is_among(text, "sections", kind) for kind in ("out", "others")):
            return text.rstrip(": ")
        is_title = headings.is_among(text, "sections", "people") or headings.is_of_group(text)
        return "" if is_title else None


@dataclass(frozen=True)
class _Lines:
    """What the rows of one list are compared with."""

    heading: HeadingRow

    def repeats(self, line: _Line) -> bool:
        """Whether a row is the heading once more, as at the top of each printed page."""
        titles = [title.casefold() for title in self.heading.titles if title]
        return bool(titles) and [cell.casefold() for cell in line.filled] == titles

    def is_blank(self, line: _Line) -> bool:
        """Whether a row only has its running number, or marks that say no, as forms do."""
        known = {place: column for column, place in self.heading.places.items()}
        for place, cell in enumerate(line.cells):
            marks = known.get(place) in _MARKED or place in self.heading.days
            if cell and marks and not contents.is_no(cell):
                return False
            if cell and not marks and (place in known or not contents.is_mark(cell)):
                return False
        return True

    def is_nobody(self, line: _Line, *, first: bool) -> bool:
        """Whether a row is no person's; `first` is that right below the heading."""
        if not line.filled or any("@" in cell for cell in line.cells):
            return False
        return (
            self._is_total(line)
            or any(headings.is_among(cell, "rows", "machine") for cell in line.texts[:1])
            or self._is_note(line)
            or self._is_aside(line)
            or (first and (self._is_example(line) or self._is_hint(line)))
            or line.filled[0].startswith(_MACHINE)
        )

    def _is_total(self, line: _Line) -> bool:
        place = next((place for place, cell in enumerate(line.cells) if cell), 0)
        others = [
            taken
            for column, taken in self.heading.places.items()
            if column not in ("name", "first", "last", "id", "email")
        ]
        if not line.texts or place in others or not all(map(_is_total, line.texts[:1])):
            return False
        return all(_is_total(text) or contents.is_mark(text) for text in line.texts[1:])

    def _is_note(self, line: _Line) -> bool:
        if len(line.filled) > _MOST_OF_A_LINE or not line.texts:
            return False
        text = line.texts[0]
        said = len(text.split())
        dated = any(map(contents.is_time, line.filled))
        if headings.begins_with(text, "rows", "notes") and (
            dated or said > _FEWEST_WORDS or any(one.isdigit() or one == ":" for one in text)
        ):
            return True
        if len(line.filled) > 1:
            return text.endswith(":")
        return (
            text[0] in "*©("
            or said > _MOST_WORDS
            or text.endswith(":")
            or (text.endswith(".") and said > 6)
        )

    def _is_aside(self, line: _Line) -> bool:
        """Whether all of a row stands in columns that are not read, as an empty place does."""
        heading = self.heading
        known = {*heading.places.values(), *heading.days, *heading.statuses}
        return all(not cell or place not in known for place, cell in enumerate(line.cells))

    def _is_hint(self, line: _Line) -> bool:
        """Whether the row below the heading says how to write: `hh:mm`, `yes/no`."""
        no_name = not any(self._names(line))
        return (
            no_name
            and not any(map(contents.is_mark, line.filled))
            and not any(letter.isdigit() for cell in line.filled for letter in cell)
        )

    def _is_example(self, line: _Line) -> bool:
        names = [cell for cell in self._names(line) if cell]
        return bool(names) and (
            headings.begins_with(names[0], "rows", "examples")
            or all(name[0] == "(" and name[-1] == ")" for name in names)
        )

    def _names(self, line: _Line) -> Iterator[str]:
        for column in ("name", "first", "last"):
            place = self.heading.places.get(column, len(line.cells))
            if place < len(line.cells):
                yield line.cells[place]


def _is_total(text: str) -> bool:
    """Whether a text counts: `Total`, `Total: 5`, `Points Possible`."""
    if headings.is_among(text, "rows", "totals"):
        return True
    counts = any(letter.isdigit() or letter == ":" for letter in text)
    return counts and headings.begins_with(text, "rows", "totals")
