"""How far a workbook's XML reaches, seen as a reader of it sees it, before anything is built."""

import re
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handouts.content.roster.workbook_xml import read_parts
from handouts.messages import Message, message

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Of any sheet: ECMA-376, part 1, 18.3.1.73 and 18.3.1.13."""
MOST_CELLS = 5_000_000
"""From A1 to the last cell. All of them are held in memory, also those that are empty."""
_MOST_LETTERS = 50_000_000
"""Of all cells together; a text that many cells share counts for each of them."""
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


class WorkbookTooLargeError(Exception):
    """A workbook that is too large to be opened; the argument is a message."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


@dataclass
class Extent:
    """What one part of a workbook holds."""

    row: int = 0
    """The last one that has a cell, counted from 1."""
    column: int = 0
    shared: "array[int]" = field(default_factory=lambda: array("L"))
    """The letters of each text that cells share, in order."""
    uses: Counter[str] = field(default_factory=Counter)
    """How many cells use each shared text, by its number as it is written."""


class _Reader:
    """Follows the elements of one part: `row`, `c` and `v` of sheets, `si` of shared texts."""

    def __init__(self) -> None:
        self.extent = Extent()
        self._row = self._column = 0
        self._is_shared = False
        self._value: str | None = None
        self._letters = -1

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self._cell(attributes)
        elif local == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
        elif local == "v":
            self._value = "" if self._is_shared else None
        elif local == "si":
            self._letters = 0

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "v" and self._value is not None:
            self.extent.uses[self._value.strip().removeprefix("+")] += 1
            self._value = None
        elif local == "si" and self._letters >= 0:
            self.extent.shared.append(self._letters)
            self._letters = -1

    def letters(self, text: str) -> None:
        if self._value is not None:
            self._value += text
        elif self._letters >= 0:
            self._letters += len(text)

    def _cell(self, attributes: Mapping[str, str]) -> None:
        """Count a cell; one without a place of its own follows the cell before it."""
        self._column += 1
        self._is_shared = attributes.get("t") == "s"
        row = self._row
        if (place := attributes.get("r")) is not None:
            found = _REFERENCE.fullmatch(place)
            if found is None:
                raise ValueError(f"{place!r} is not the place of a cell")
            self._column, row = column_number(found[1]), int(found[2])
        if not (row <= LAST_ROW and self._row <= LAST_ROW and self._column <= LAST_COLUMN):
            raise ValueError("a cell stands outside of its sheet")
        self.extent.row = max(self.extent.row, row, self._row)
        self.extent.column = max(self.extent.column, self._column)


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 1: 1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def extent(xml: bytes) -> Extent:
    """Return the extent of one part. Raises ValueError or ExpatError where it is damaged."""
    reader = _Reader()
    read_parts(xml, reader)
    return reader.extent


def check(parts: Sequence[Extent]) -> None:
    """Raise WorkbookTooLargeError where the parts of a workbook would fill the memory."""
    widest = max(parts, key=lambda part: part.row * part.column)
    if widest.row * widest.column > MOST_CELLS:
        row, column = widest.row, widest.column
        raise WorkbookTooLargeError(message("roster.sheet-reaches-too-far", row=row, column=column))
    lengths = max((part.shared for part in parts), key=len)
    letters = sum(
        count * lengths[int(number)]
        for part in parts
        for number, count in part.uses.items()
        if number.isdecimal() and int(number) < len(lengths)
    )
    if letters > _MOST_LETTERS:
        millions = _MOST_LETTERS // 1_000_000
        raise WorkbookTooLargeError(message("roster.too-many-letters", millions=millions))
