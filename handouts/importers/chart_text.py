"""A chart as tab-, comma- or semicolon-separated text → the grid of its cells."""

import re
from collections.abc import Sequence

from handouts.errors import ContentError, Problem
from handouts.importers import leftovers, spaces
from handouts.importers.parts import Cell, Grid, LeftOut
from handouts.importers.source import Source

_SEPARATORS = {"\t": "tab-separated", ";": "semicolon-separated", ",": "comma-separated"}
_PARTING = ",;\t\n \u00a0\u200b\ufeff\"'|"
"""Characters that part cells, stand around them, or print as nothing."""
_ANNOUNCED = re.compile(r"\A\s*\"?sep=(.)\"?[ \t]*(?:\n|\Z)", re.IGNORECASE)


def read_separated(source: Source) -> Grid:
    """Return the cells of the text.

    Raises ContentError where no separator parts the first line into columns.
    """
    text = spaces.without_line_ends(source.text)
    announced = _ANNOUNCED.match(text)
    if announced and announced[1] in _SEPARATORS:
        separator = announced[1]
        # The line stays, empty, so that the others keep their numbers.
        text = "\n" * text[: announced.end()].count("\n") + text[announced.end() :]
    else:
        separator = _separator(text, source.suffix)
    rows = [row for row in _split(text, separator) if any(_visible(cell) for cell in row)]
    if not rows or not text.strip(_PARTING):
        cure = "Save the chart into it again, or name another file."
        cause = "there are no words in this file, only what parts them"
        raise ContentError([Problem(source.path, 0, cause, cure)])
    if not separator:
        raise ContentError([_no_separator(source, rows[0][0])])
    rows = _trimmed(rows)
    recognised = f"{source.name}: {_SEPARATORS[separator]}, {source.encoding}"
    title, left_out = "", []
    while len(rows) > 1 and _only_first(rows[0]) and len(rows[1]) > 1 and not title:
        title = spaces.fix(rows.pop(0)[0].text)
    while len(rows) > 1 and _only_first(rows[-1]) and _leftover(rows[-1][0]):
        cell = rows.pop()[0]
        left_out.append(LeftOut(source.name, cell.line, cell.text, _leftover(cell)))
    return Grid(
        source.path, tuple(tuple(row) for row in rows), title, tuple(left_out), (recognised,)
    )


def _visible(cell: Cell) -> bool:
    return bool(spaces.fix(cell.text))


def _only_first(row: Sequence[Cell]) -> bool:
    return _visible(row[0]) and not any(_visible(cell) for cell in row[1:])


def _leftover(cell: Cell) -> str:
    return leftovers.reason(spaces.fix(cell.text), at_edge=True)


def _trimmed(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Drop the columns at the right that are empty in every row: spreadsheets write them."""
    width = max(place for row in rows for place, cell in enumerate(row, 1) if _visible(cell))
    return [row[:width] for row in rows]


def _no_separator(source: Source, first: Cell) -> Problem:
    cause = "no tab, comma or semicolon parts this line into columns"
    cure = (
        "Write each row on one line with a tab between its cells, or save the table from Excel "
        "as CSV UTF-8 (.csv)."
    )
    return Problem(source.path, first.line, cause, cure, first.text.split("\n")[0][:160])


def _separator(text: str, suffix: str) -> str:
    """Return what parts most rows into as many cells as the first, or `""`."""
    best, best_share = "", 0.0
    order = ",;\t" if suffix == ".csv" else "\t;,"
    for separator in order:
        rows = [row for row in _split(text, separator) if any(_visible(cell) for cell in row)]
        if len(rows) > 1 and len(rows[0]) == 1:
            rows = rows[1:]
        width = len(rows[0]) if rows else 0
        share = sum(len(row) == width for row in rows) / max(1, len(rows))
        if width > 1 and share > best_share:
            best, best_share = separator, share
    return best


def _split(text: str, separator: str) -> list[list[Cell]]:
    """Return the cells of all lines, quotes of spreadsheets taken off.

    Not the csv module: it takes the quotation marks from `"Why?" she asked`, which are words
    here. A cell is quoted only where its second mark stands right before a separator or a line's
    end; and in tab-separated text, where spreadsheets quote little and authors much, only where
    quoting is needed or every cell has it.
    """
    pattern = re.compile(rf'[ ]*"((?:[^"]|"")*)"[ ]*(?={separator}|\n|\Z)|([^{separator}\n]*)')
    found = _cells(text, pattern)
    cells = [match for row in found for match, _ in row if match[0].strip()]
    all_quoted = all(match[1] is not None for match in cells)
    rows = []
    for row in found:
        cells_of_row = []
        for match, line in row:
            quoted = match[1]
            literal = quoted is None or (
                separator == "\t" and not all_quoted and not re.search(r'["\t\n]', quoted)
            )
            cells_of_row.append(
                Cell(match[0] if literal or quoted is None else quoted.replace('""', '"'), line)
            )
        rows.append(cells_of_row)
    return rows


def _cells(text: str, pattern: re.Pattern[str]) -> list[list[tuple[re.Match[str], int]]]:
    rows: list[list[tuple[re.Match[str], int]]] = [[]]
    place, line = 0, 1
    while (match := pattern.match(text, place)) is not None:
        rows[-1].append((match, line))
        line += match[0].count("\n")
        place = match.end()
        if place >= len(text):
            break
        if text[place] == "\n":
            # Empty lines are no rows, and there may be very many of them.
            rows.append([])
            while text.startswith("\n", place):
                line, place = line + 1, place + 1
        else:
            place += 1
    return rows
