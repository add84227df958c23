"""The rows of a table as they stand → its title, the heads of its columns, its rows and its notes.

Spreadsheets hold more than a table: titles above it, heads in several rows, headings between its
rows, cells that go on in the row below, notes under it. Each becomes part of the chart, or is
listed with its reason.
"""

import re
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from handouts.importers import leftovers
from handouts.importers.parts import Cell, LeftOut
from handouts.messages import Message, message

_MOST_HEADS = 4
_SHORT_HEADS = 0.6
"""Of the letters of a usual row: heads below numbers have fewer."""
_FEWEST_BELOW_COUNT = 4
"""Rows of a table whose columns are counted: the numbers, the heads, and two of its own."""
_LONGEST_HEAD = 60
"""Letters of what may stand in a second row of heads."""
_SIGNS_OF_NOTES = re.compile(
    r"[¹²³⁴⁵⁶⁷⁸⁹*†‡§]|\(?\d\)|\[\d{1,2}\]|(sources?|notes?|nb|quellen?|anm\w*|fuentes?|notas?|fonti?|bron)\b[.:]?",
    re.IGNORECASE,
)
"""What notes begin with: a sign of reference, or a word that says so."""

Row = list[Cell]


@dataclass
class Shape:
    """A table whose rows are sorted out; its first column may still be anything."""

    file: str
    """The name of its file, without the folder."""
    plain: Callable[[Cell], str]
    """Returns what can be seen of a cell, on one line."""
    head: Row = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    title: str = ""
    notes: list[Cell] = field(default_factory=list)
    """What stands below the rows, from the top."""
    left_out: list[LeftOut] = field(default_factory=list)
    recognised: list[Message] = field(default_factory=list)

    def leave_out(self, row: Sequence[Cell], reason: Message) -> None:
        """List the cells of a row as left out, in one line."""
        text = " | ".join(cell.text for cell in row if self.plain(cell))
        if text:
            self.left_out.append(LeftOut(self.file, row[0].line, text, reason))

    def filled(self, row: Sequence[Cell]) -> list[int]:
        """Return the places of the cells of a row with something in them."""
        return [place for place, cell in enumerate(row) if self.plain(cell)]


def shaped(shape: Shape, rows: Sequence[Sequence[Cell]], heads: int) -> Shape:
    """Sort the rows of a table out, into `shape`.

    `heads` is how many rows, from the top, the file marks as heads; 0 where it marks none.
    """
    table = [list(row) for row in rows if shape.filled(row)]
    if not table:
        return shape
    heads -= _without_letters_of_sheet(shape, table)
    table = _without_empty_columns(shape, table)
    heads -= _titles(shape, table)
    heads -= _without_counted_columns(shape, table)
    _notes(shape, table)
    if not table:
        return shape
    count = _heads(shape, table, heads)
    shape.head = _head(shape, table[:count])
    named = [[shape.plain(cell) for cell in row] for row in table[:count]]
    for row in table[count:]:
        if [shape.plain(cell) for cell in row] in named:
            shape.leave_out(row, message("chart_import.heads-again"))
        else:
            shape.rows.append(row)
    return shape


def _without_letters_of_sheet(shape: Shape, table: list[Row]) -> int:
    """Take off the A, B, C and 1, 2, 3 that a sheet has around it; return the rows taken off."""
    letters = [shape.plain(cell) for cell in table[0][1:]]
    if shape.plain(table[0][0]) or len(table) < 2 or not letters:
        return 0
    numbers = [shape.plain(row[0]) for row in table[1:]]
    if letters != [chr(ord("A") + place) for place in range(len(letters))][:26]:
        return 0
    if not all(number.isdecimal() for number in numbers) or numbers[0] != "1":
        return 0
    first = table.pop(0)
    own = [*first, *(row.pop(0) for row in table)]
    shape.leave_out(own, message("chart_import.letters-of-sheet"))
    table[:] = [row for row in table if shape.filled(row)]
    return 1


def _without_counted_columns(shape: Shape, table: list[Row]) -> int:
    """Take off a row that counts the columns, 1, 2, 3 or A, B, C; return how many there were.

    Above the heads it is one where the next row is shorter than those below, so that 1, 2, 3 are no
    heads themselves; below the heads each column has its number.
    """
    if len(table) < _FEWEST_BELOW_COUNT:
        return 0
    sizes = [sum(map(len, map(shape.plain, row))) for row in table]
    below = sizes[2:]
    if _counts(shape, table[0]) and sizes[1] < _SHORT_HEADS * statistics.median(below):
        shape.leave_out(table.pop(0), message("chart_import.numbers-of-columns"))
        return 1
    if len(shape.filled(table[1])) == len(table[1]) > 2 and _counts(shape, table[1]):
        shape.leave_out(table.pop(1), message("chart_import.numbers-of-columns"))
    return 0


def _counts(shape: Shape, row: Row) -> bool:
    """Whether the cells of a row count the columns."""
    texts = [shape.plain(row[place]).strip("().") for place in shape.filled(row)]
    numbers = [str(place + 1) for place in range(len(texts))]
    letters = [chr(ord("A") + place) for place in range(len(texts))]
    return len(texts) > 1 and len(row) > 2 and texts in (numbers, letters)


def _without_empty_columns(shape: Shape, table: list[Row]) -> list[Row]:
    filled = {place for row in table for place in shape.filled(row)}
    return [[cell for place, cell in enumerate(row) if place in filled] for row in table]


def _titles(shape: Shape, table: list[Row]) -> int:
    """Take off the rows above the heads; the first is the title. Return how many there were."""
    count = 0
    while len(table) > 1 and _is_above(shape, table):
        row = table.pop(0)
        count += 1
        if shape.title or len(shape.filled(row)) > 1:
            shape.leave_out(row, message("chart_import.above-the-heads"))
        else:
            shape.title = shape.plain(row[shape.filled(row)[0]])
    return count


def _is_above(shape: Shape, table: list[Row]) -> bool:
    """Whether the first row is a title or a remark: it is narrow, and a wider one follows."""
    filled = shape.filled(table[0])
    widest = max(len(shape.filled(row)) for row in table[1:])
    if len(filled) == 1:
        return widest > 1
    named = shape.plain(table[0][0]).endswith(":")
    return len(filled) == 2 and filled == [0, 1] and widest > 2 and named


def _notes(shape: Shape, table: list[Row]) -> None:
    """Take off the rows below the last one that has two cells or more, if they are notes."""
    while len(table) > 2 and shape.filled(table[-1]) == [0]:
        text = shape.plain(table[-1][0])
        reason = leftovers.reason(text, at_edge=True)
        if not reason and not _is_note(shape, table):
            return
        note = table.pop()
        if reason:
            shape.leave_out(note, reason)
        else:
            shape.notes.insert(0, note[0])


def begins_note(text: str) -> bool:
    """Whether a text begins as notes do: with a sign of reference, or a word that says so."""
    return _SIGNS_OF_NOTES.match(text) is not None


def _is_note(shape: Shape, table: list[Row]) -> bool:
    """Whether the last row says something of its own: a row without its cells has a short label."""
    text = shape.plain(table[-1][0])
    if begins_note(text):
        return True
    longest = max(len(shape.plain(row[0])) for row in table[1:-1])
    return len(table[0]) > 2 and (len(text) > longest or text.endswith("."))


def _heads(shape: Shape, table: list[Row], heads: int) -> int:
    """Return how many rows are heads of the columns."""
    if heads > 0:
        heads = min(heads, len(table))
        while heads > 1 and shape.filled(table[heads - 1]) == [0]:
            heads -= 1  # it heads the rows below, and no column
        return heads
    count = 1
    while count < min(_MOST_HEADS, len(table) - 1) and _is_head(shape, table, count):
        count += 1
    return count


def _is_head(shape: Shape, table: list[Row], count: int) -> bool:
    """Whether the row after the first `count` heads is one more of them.

    It has no label where all rows below have one; and the heads so far are not whole, or alike, or
    it only adds something in brackets.
    """
    row, below = table[count], table[count + 1 :]
    texts = [shape.plain(cell) for cell in row]
    if texts[0] or len(texts) < 3 or max(map(len, texts)) > _LONGEST_HEAD:
        return False
    while len(below) > 1 and not shape.plain(below[0][0]):
        below = below[1:]
    if not all(shape.plain(line[0]) for line in below[:3]):
        return False
    above = [shape.plain(cell) for cell in table[count - 1][1:]]
    whole = all(above) and len(set(above)) == len(above)
    return not whole or all(text.startswith("(") for text in texts if text)


def _head(shape: Shape, rows: list[Row]) -> Row:
    """Return the heads of the columns, those of several rows in one."""
    if len(rows) == 1:
        return rows[0]
    levels = [_filled_right(shape, row) for row in rows[:-1]] + [rows[-1]]
    for level, row in zip(levels, rows, strict=True):
        named = {shape.plain(cell) for cell in level[1:]}
        if len(named) == 1 and len(level) > 2 and level is not levels[-1]:
            if shape.title:
                shape.leave_out(row, message("chart_import.above-the-heads"))
            shape.title = shape.title or named.pop()
            level[1:] = [replace(cell, text="", markdown="") for cell in level[1:]]
    shape.recognised.append(message("chart_import.several-heads", count=len(rows)))
    width = max(map(len, levels))
    head = []
    for place in range(width):
        cells = [level[place] for level in levels if place < len(level)]
        head.append(_whole(shape, cells))
    return head


def _filled_right(shape: Shape, row: Row) -> Row:
    """Return heads in which one that stands over several columns stands over each of them."""
    filled = list(row)
    for place in range(2, len(filled)):
        if not shape.plain(filled[place]) and filled[place].merged != "down":
            filled[place] = replace(filled[place - 1], line=filled[place].line)
    return filled


def _whole(shape: Shape, cells: Sequence[Cell]) -> Cell:
    """Return one cell for the heads above one another: `Teaching: In person (max. 20)`."""
    whole = cells[0]
    for cell in cells[1:]:
        text = shape.plain(cell)
        if not text or text == shape.plain(whole):
            continue
        between = " " if text.startswith("(") else ": "
        whole = cell if not shape.plain(whole) else joined((whole, cell), between)
    return whole


def joined(cells: Sequence[Cell], between: str) -> Cell:
    """Return one cell with the texts of several."""
    first = cells[0]
    text = between.join(cell.text for cell in cells)
    if first.markdown is None:
        return replace(first, text=text, merged="")
    markdown = between.join(cell.markdown or "" for cell in cells)
    return replace(first, text=text, markdown=markdown, merged="")
