"""A chart as tab-, comma- or semicolon-separated text → the grid of its cells."""

import re
from dataclasses import replace

from handouts.errors import ContentError, Problem
from handouts.importers import spaces
from handouts.importers.parts import Cell, Grid
from handouts.importers.source import ImportedFile
from handouts.messages import Message, message

_SEPARATORS = "\t;,|"
_PARTING = ",;\t\n \u00a0\u200b\ufeff\"'|"
"""Characters that part cells, stand around them, or print as nothing."""
_WIDE = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_RULE = re.compile(r"(?m)^[ \t]*-{3,}[-\t ]*$")
_SAMPLE = 50_000
"""Letters from which the separator is found."""
_MOST_PASTED = 5_000
"""Lines of a table that was pasted as text; a chart has far fewer."""
_ANNOUNCED = re.compile(r"\A\s*\"?sep=(.)\"?[ \t]*(?:\n|\Z)", re.IGNORECASE)


def read_separated(source: ImportedFile) -> Grid:
    """Return the cells of the text.

    Raises ContentError where no separator parts the first line into columns.
    """
    text = spaces.without_line_ends(source.text)
    has_gaps = False
    announced = _ANNOUNCED.match(text)
    if announced and announced[1] in _SEPARATORS:
        separator = announced[1]
        # The line stays, empty, so that the others keep their numbers.
        text = "\n" * text[: announced.end()].count("\n") + text[announced.end() :]
    else:
        separator = _separator(text, source.suffix)
        if not separator and (columns := _WIDE.sub("\t", text)) != text:
            # Columns of a mail, or of pandoc, with spaces between them and perhaps a rule.
            text = _RULE.sub("", columns)
            separator = _separator(text, source.suffix)
            has_gaps = True
    rows = [row for row in _split(text, separator) if any(_visible(cell) for cell in row)]
    if not rows or not text.strip(_PARTING):
        raise ContentError([Problem(source.path, 0, message("chart_import.no-words"))])
    if not separator:
        first = rows[0][0]
        quoted = first.text.split("\n")[0][:160]
        wrong = message("chart_import.no-separator")
        raise ContentError([Problem(source.path, first.line, wrong, source=quoted)])
    recognised = [_read_as("" if has_gaps else separator, source)]
    rows, pasted = _without_broken_rows(rows, separator)
    if pasted:
        recognised.append(message("chart_import.broken-rows", count=pasted))
    return Grid(source.path, tuple(map(tuple, rows)), recognised=tuple(recognised))


def _read_as(separator: str, source: ImportedFile) -> Message:
    about = {"file": source.name, "encoding": source.encoding}
    match separator:
        case "\t":
            return message("chart_import.tab-separated", **about)
        case ";":
            return message("chart_import.semicolon-separated", **about)
        case "|":
            return message("chart_import.bar-separated", **about)
        case "":
            return message("chart_import.space-separated", **about)
    return message("chart_import.comma-separated", **about)


def _without_broken_rows(rows: list[list[Cell]], separator: str) -> tuple[list[list[Cell]], int]:
    """Return rows of a table that was pasted as text, and how many lines went on the row above.

    Word writes each paragraph of a cell on a line of its own, so that a row of three cells may take
    four lines. It is so where a line of fewer cells than the first and the lines below it have as
    many separators together as the first.
    """
    width = max(map(len, rows))
    if separator != "\t" or width < 3 or not 3 <= len(rows) <= _MOST_PASTED:
        return rows, 0
    whole: list[list[Cell]] = [rows[0]]
    completed = lines = 0
    for place, row in enumerate(rows[1:], 1):
        above = whole[-1]
        parted = 1 < len(above) < width
        after = next((len(each) for each in rows[place + 1 :] if len(each) > 1), width)
        if parted and len(above) + len(row) - 1 <= width:
            whole[-1] = _pasted(above, row)
            completed += len(whole[-1]) == width
            lines += 1
        elif len(row) == 1 and place > 1 and completed and after == width:
            whole[-1] = _pasted(above, row)
            lines += 1
        else:
            whole.append(row)
    is_whole = completed and all(len(row) in {1, width} for row in whole)
    return (whole, lines) if is_whole else (rows, 0)


def _pasted(above: list[Cell], row: list[Cell]) -> list[Cell]:
    last = replace(above[-1], text=f"{above[-1].text}\n\n{row[0].text}")
    return [*above[:-1], last, *row[1:]]


def _visible(cell: Cell) -> bool:
    return bool(spaces.fix(cell.text))


def _separator(text: str, suffix: str) -> str:
    """Return what parts most rows into as many cells as the first, or `""`."""
    best, best_share = "", 0.0
    text = text[:_SAMPLE]
    order = ",;\t|" if suffix == ".csv" else "\t;,|"
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
