"""A spreadsheet of LibreOffice (.ods) → its sheets, with what is hidden and struck out in them.

Elements and attributes are those of OpenDocument 1.3, part 3: 9.1 (tables), 19.385 (types of
values), 19.746 (visibility), 20.381 (lines through text).
"""

import re
from collections.abc import Mapping
from typing import Any

from handouts.content.roster.workbook_size import (
    LAST_COLUMN,
    LAST_ROW,
    MOST_CELLS,
    WorkbookTooLargeError,
)
from handouts.content.roster.workbook_xml import read_parts
from handouts.messages import message

_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_UNSEEN = frozenset({"collapse", "filter"})
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_NOT_TEXT = frozenset({"annotation", "tracked-changes"})

Attributes = Mapping[str, str]


def sheets(xml: bytes) -> list[dict[str, Any]]:
    """Return the sheets that can be seen and have anything in them, as `workbook_process` does.

    `xml` is `content.xml`. Raises WorkbookTooLargeError where a sheet reaches too far, and
    ValueError or ExpatError where it is damaged.
    """
    reader = _Reader()
    read_parts(xml, reader)
    return [sheet for sheet in reader.sheets if sheet["rows"]]


class _Reader:
    """Follows tables, rows, cells and paragraphs, and the styles that strike out."""

    def __init__(self) -> None:
        self.sheets: list[dict[str, Any]] = []
        self._struck: set[str] = set()
        self._unseen: set[str] = set()
        self._style = ""
        self._rows = _Rows("")
        self._cell: _Cell | None = None
        self._aside = 0

    def start(self, name: str, attributes: Attributes) -> None:
        local = name.rpartition(":")[2]
        found = {key.rpartition(":")[2]: text for key, text in attributes.items()}
        if local in _NOT_TEXT:
            self._aside += 1
        elif not self._aside:
            self._start_style(local, found)
            self._start_part(local, found)

    def _start_style(self, local: str, found: Attributes) -> None:
        if local == "style":
            self._style = found.get("name", "")
        elif local == "text-properties":
            if found.get("text-line-through-style", "none") != "none":
                self._struck.add(self._style)
        elif local == "table-properties" and found.get("display") == "false":
            self._unseen.add(self._style)

    def _start_part(self, local: str, found: Attributes) -> None:
        style = found.get("style-name")
        if local == "table":
            self._rows = _Rows(found.get("name", ""), seen=style not in self._unseen)
        elif local == "table-column":
            self._rows.add_column(found)
        elif local == "table-row":
            self._rows.begin(found)
        elif local in _CELLS:
            self._cell = _Cell(found, style in self._struck)
        elif self._cell is not None:
            self._cell.start(local, found, style in self._struck)

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local in _NOT_TEXT:
            self._aside -= 1
        elif self._aside:
            return
        elif local in _CELLS and self._cell is not None:
            self._rows.add(self._cell)
            self._cell = None
        elif local == "table-row":
            self._rows.finish()
        elif local == "table" and self._rows.seen:
            self.sheets.append(self._rows.sheet())
        elif self._cell is not None:
            self._cell.end(local)

    def letters(self, text: str) -> None:
        if self._cell is not None and not self._aside:
            self._cell.letters(text)


class _Cell:
    """One cell while it is read."""

    def __init__(self, attributes: Attributes, struck: bool) -> None:
        self._given = attributes
        self._in_style = struck
        self._paragraphs: list[str] = []
        self._left: list[str] = []
        self._inside = 0
        self._struck_spans: list[bool] = []
        self._plain = self._struck = False

    @property
    def repeated(self) -> int:
        return int(self._given.get("number-columns-repeated", 1))

    @property
    def struck(self) -> bool:
        return self._in_style or (self._struck and not self._plain)

    def start(self, local: str, attributes: Attributes, struck: bool) -> None:
        if local == "p":
            self._inside += 1
            self._paragraphs.append("")
            self._left.append("")
        elif local == "span":
            self._struck_spans.append(struck)
        elif local == "s":
            self.letters(" " * min(int(attributes.get("c", 1)), 100))
        elif local in ("tab", "line-break"):
            self.letters(" ")

    def end(self, local: str) -> None:
        if local == "p":
            self._inside -= 1
        elif local == "span" and self._struck_spans:
            self._struck_spans.pop()

    def letters(self, text: str) -> None:
        if self._inside:
            struck = any(self._struck_spans)
            self._paragraphs[-1] += text
            self._left[-1] += "" if struck else text
            if text.strip():
                self._struck, self._plain = self._struck or struck, self._plain or not struck

    def text(self) -> str:
        """Return the cell as a person would type it: 12345, 5:50, 2027-04-10, True.

        Of a text that is struck out in part, what is left.
        """
        in_part = self._struck and self._plain
        shown = "\n".join(self._left if in_part else self._paragraphs)
        kind = self._given.get("value-type", "")
        if kind in ("float", "currency"):
            value = float(self._given.get("value", "nan"))
            whole = f"{value:.0f}" if value.is_integer() and abs(value) < 1e18 else f"{value:.15g}"
            return shown if shown.isdecimal() and shown.lstrip("0") == whole else whole
        if kind == "date":
            return self._given.get("date-value", shown).replace("T", " ").removesuffix(" 00:00:00")
        if kind == "time" and (found := _DURATION.fullmatch(self._given.get("time-value", ""))):
            hours, minutes, seconds = map(int, found.groups())
            return f"{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
        if kind == "boolean":
            return str(self._given.get("boolean-value") == "true")
        return shown


class _Rows:
    """The rows of one sheet; what is repeated without end and empty is not kept."""

    def __init__(self, name: str, *, seen: bool = True) -> None:
        self.seen = seen
        self._name = name
        self._rows: list[list[str]] = []
        self._hidden: list[int] = []
        self._hidden_columns: list[int] = []
        self._struck: list[tuple[int, int]] = []
        self._columns = 0
        self._number = 0
        self._row: list[str] = []
        self._row_struck: list[int] = []
        self._place = 0
        self._repeated = 1
        self._is_hidden = False
        self._cells = 0

    def add_column(self, attributes: Attributes) -> None:
        count = min(int(attributes.get("number-columns-repeated", 1)), LAST_COLUMN)
        if attributes.get("visibility") in _UNSEEN:
            self._hidden_columns += range(self._columns + 1, self._columns + count + 1)
        self._columns += count

    def begin(self, attributes: Attributes) -> None:
        self._repeated = int(attributes.get("number-rows-repeated", 1))
        self._is_hidden = attributes.get("visibility") in _UNSEEN
        self._row, self._row_struck, self._place = [], [], 0

    def add(self, cell: _Cell) -> None:
        text, count = cell.text(), cell.repeated
        if text.strip():
            self._check(self._number + 1, self._place + count)
            self._row += [""] * (self._place - len(self._row)) + [text] * count
            if cell.struck:
                self._row_struck += range(self._place + 1, self._place + count + 1)
        self._place += count

    def finish(self) -> None:
        if self._row:
            self._check(self._number + self._repeated, len(self._row))
            self._rows += [[]] * (self._number - len(self._rows))
            for number in range(self._number + 1, self._number + self._repeated + 1):
                self._rows.append(self._row)
                self._struck += [(number, column) for column in self._row_struck]
                if self._is_hidden:
                    self._hidden.append(number)
        self._number += self._repeated

    def _check(self, row: int, column: int) -> None:
        self._cells = max(self._cells, row * column)
        if row > LAST_ROW or column > LAST_COLUMN or self._cells > MOST_CELLS:
            raise WorkbookTooLargeError(
                message("roster.sheet-reaches-too-far", row=row, column=column)
            )

    def sheet(self) -> dict[str, Any]:
        return {
            "name": self._name,
            "rows": self._rows,
            "hidden": self._hidden,
            "hidden_columns": self._hidden_columns,
            "struck": self._struck,
            "without_result": [],  # programs that write this format write the results too
        }
