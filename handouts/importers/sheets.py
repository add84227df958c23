"""The sheets of a workbook → a web page with a table for each, as charts are read from pages.

Each row of the first sheet stands on the line of the page that is its number in the workbook.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from handouts.importers.document import SourceDocument
from handouts.importers.packed import UnreadableError
from handouts.importers.parts import Cell, LeftOut, fitness
from handouts.messages import message

SHEET = "data-sheet"
"""The attribute of a table that has the name of its sheet."""
TOO_LARGE = message("chart_import.large-workbook")
MOST_ROWS, MOST_COLUMNS = 20_000, 500
MOST_PLACES = 30_000
"""From the first cell of a comparison to its last one."""
MOST_CELLS = 200_000
"""Of all sheets, with something in them. A comparison has a thousandth of that."""
_MOST_LISTED = 50
"""Hidden rows of a sheet that are listed one by one; of more only the sheet is named."""


@dataclass(frozen=True)
class Words:
    """Some letters of a cell in one look."""

    text: str
    """`\\n` is a line break."""
    bold: bool = False
    italic: bool = False


@dataclass
class WorkbookSheet:
    """One sheet; rows and columns are counted from 1."""

    name: str
    cells: dict[tuple[int, int], Sequence[Words]] = field(default_factory=dict)
    """Those with something in them, by row and column."""
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """Of merged cells: how many rows and columns each takes, itself counted."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False

    def put(self, row: int, column: int, words: Sequence[Words]) -> None:
        """Write a cell. Raises UnreadableError where that makes the sheet too large."""
        if not any(each.text.strip() for each in words):
            return
        if row > MOST_ROWS or column > MOST_COLUMNS or len(self.cells) >= MOST_CELLS:
            raise UnreadableError(TOO_LARGE)
        self.cells[row, column] = words

    def text(self, place: tuple[int, int]) -> str:
        """Return the letters of a cell."""
        return "".join(words.text for words in self.cells.get(place, ()))


def document(sheets: Sequence[WorkbookSheet], kind: str, file: str) -> SourceDocument:
    """Return the sheets that can be seen as a page, the one most like a comparison first.

    What is hidden is left out and listed. Raises UnreadableError where nothing can be seen.
    """
    seen = [sheet for sheet in sheets if sheet.cells and not sheet.hidden]
    seen.sort(key=_fitness, reverse=True)
    if not any(_shown(sheet) for sheet in seen):
        raise UnreadableError(message("chart_import.empty-workbook"))
    read = [sheet for sheet in seen if _fitness(sheet)[0]] or seen
    lines: list[str] = []
    for sheet in read:
        lines += _table(sheet)
    left_out = [_other(sheet, file) for sheet in seen if sheet not in read]
    texts = tuple(sheet.text(place) for sheet in sheets for place in sheet.cells)
    left_out += _hidden(sheets, file)
    return SourceDocument("\n".join(lines), kind, left_out=tuple(left_out), words=texts)


def _other(sheet: WorkbookSheet, file: str) -> LeftOut:
    """Return a sheet that is no comparison, without its cells: it may be a list of people."""
    rows = len({row for row, _ in sheet.cells})
    return LeftOut(file, 1, sheet.name, message("chart_import.another-sheet", count=rows))


def _shown(sheet: WorkbookSheet) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row, column in sorted(sheet.cells)
        if row not in sheet.hidden_rows and column not in sheet.hidden_columns
    ]


def _fitness(sheet: WorkbookSheet) -> tuple[bool, int]:
    rows: dict[int, list[Cell]] = {}
    for row, column in _shown(sheet):
        rows.setdefault(row, []).append(Cell(sheet.text((row, column)), row))
    return fitness(list(rows.values()))


def _table(sheet: WorkbookSheet) -> list[str]:
    """Return the lines of a sheet's table, one for each row down to the last one."""
    places = _shown(sheet)
    last_row = max((row for row, _ in places), default=1)
    columns = [
        column
        for column in range(1, max((column for _, column in places), default=0) + 1)
        if column not in sheet.hidden_columns
    ]
    if last_row * len(columns) > MOST_PLACES:
        raise UnreadableError(TOO_LARGE)
    covered = {
        (row + down, column + across)
        for (row, column), (rows, width) in sheet.spans.items()
        for down in range(min(rows, MOST_ROWS))
        for across in range(min(width, MOST_COLUMNS))
        if down or across
    }
    lines = []
    for row in range(1, last_row + 1):
        cells = [
            _cell(sheet, (row, column))
            for column in columns
            if (row, column) not in covered and row not in sheet.hidden_rows
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>" if cells else "")
    return [f'<table {SHEET}="{escape(sheet.name)}">{lines[0]}', *lines[1:], "</table>"]


def _cell(sheet: WorkbookSheet, place: tuple[int, int]) -> str:
    rows, columns = sheet.spans.get(place, (1, 1))
    rows = sum(row not in sheet.hidden_rows for row in range(place[0], place[0] + rows))
    across = range(place[1], place[1] + columns)
    columns = sum(column not in sheet.hidden_columns for column in across)
    spans = f' rowspan="{rows}"' if rows > 1 else ""
    spans += f' colspan="{columns}"' if columns > 1 else ""
    return f"<td{spans}>{''.join(map(_html, sheet.cells.get(place, ())))}</td>"


def _html(words: Words) -> str:
    text = escape(words.text, quote=False).replace("\n", "<br>")
    text = f"<i>{text}</i>" if words.italic else text
    return f"<b>{text}</b>" if words.bold else text


def _hidden(sheets: Iterable[WorkbookSheet], file: str) -> Iterable[LeftOut]:
    """Yield the rows of what the workbook does not show: sheets, rows, and cells of columns."""
    for sheet in sheets:
        rows: dict[int, list[str]] = {}
        for row, column in sorted({*sheet.cells} - {*([] if sheet.hidden else _shown(sheet))}):
            rows.setdefault(row, []).append(sheet.text((row, column)))
        reason = message("chart_import.hidden-cells")
        if sheet.hidden:
            reason = message("chart_import.hidden-sheet", name=sheet.name)
        if len(rows) > _MOST_LISTED:
            yield LeftOut(file, 1, sheet.name, reason)
            continue
        for row, texts in rows.items():
            yield LeftOut(file, row, " | ".join(texts), reason)
