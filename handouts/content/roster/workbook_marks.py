"""What a workbook shows of its cells that is no value: struck out, hidden, filled up with zeros.

The places of all of it are those of ECMA-376, part 1: 18.3.1.73 (rows), 18.3.1.13 (columns),
18.8.10 (formats of cells), 18.8.22 (fonts) and 18.8.30 (formats of numbers).
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from handouts.content.roster.workbook_size import LAST_COLUMN, column_number

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_ZEROS = re.compile(r"0{2,20}")
"""A format that fills whole numbers up with zeros: `00000` shows 123 as 00123."""
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_NO = frozenset({"0", "false", "off"})

Attributes = Mapping[str, str]


@dataclass
class Marks:
    """What one sheet shows of its cells; rows and columns are counted from 1."""

    hidden: list[int] = field(default_factory=list)
    """Rows that a filter or the trainer has hidden."""
    hidden_columns: list[int] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)
    """Row and column of cells that are struck out."""
    left: dict[tuple[int, int], str] = field(default_factory=dict)
    """What is left of texts that are struck out in part, by row and column."""
    digits: dict[tuple[int, int], int] = field(default_factory=dict)
    """How many digits a whole number is shown with, by row and column."""
    without_result: list[tuple[int, int]] = field(default_factory=list)
    """Row and column of formulas of which no result is kept, as programs write them that cannot
    work them out."""


@dataclass
class _Styles:
    """The formats of cells, by the numbers that cells name them by."""

    struck: list[bool] = field(default_factory=list)
    digits: list[int] = field(default_factory=list)


def marks(parts: Mapping[str, bytes]) -> dict[str, Marks]:
    """Return the marks of each sheet by its name; `parts` are the XML files of the workbook.

    Raises ExpatError or ValueError where a part is damaged.
    """
    by_name = {name.lower().lstrip("/"): xml for name, xml in parts.items()}
    styles = _styles(by_name.get("xl/styles.xml", b""))
    texts = _struck_texts(by_name.get("xl/sharedstrings.xml", b""))
    return {
        name: _sheet_marks(by_name[part], styles, texts)
        for name, part in _sheets(by_name).items()
        if part in by_name
    }


def _sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the part of each sheet by the sheet's name."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            place = target[1:] if target.startswith("/") else posixpath.join("xl", target)
            targets[attributes.get("Id", "")] = posixpath.normpath(place).lower()

    def sheet(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            ids = (text for key, text in attributes.items() if key.endswith(":id"))
            sheets[attributes.get("name", "")] = targets.get(next(ids, ""), "")

    _parse(parts.get("xl/_rels/workbook.xml.rels", b""), relation)
    _parse(parts.get("xl/workbook.xml", b""), sheet)
    return sheets


def _styles(xml: bytes) -> _Styles:
    fonts: list[bool] = []
    formats: dict[str, str] = {}
    found = _Styles()
    inside: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        inside.append(name)
        if inside[-2:-1] == ["fonts"] and name == "font":
            fonts.append(False)
        elif name == "strike" and "fonts" in inside:
            fonts[-1] = attributes.get("val", "1") not in _NO
        elif name == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and "cellXfs" in inside:
            font = int(attributes.get("fontId", 0))
            found.struck.append(font < len(fonts) and fonts[font])
            code = formats.get(attributes.get("numFmtId", ""), "")
            found.digits.append(len(code) if _ZEROS.fullmatch(code) else 0)

    _parse(xml, start, lambda _: inside.pop())
    return found


@dataclass
class _Runs:
    """Follows the runs of one text, to what of it is not struck out."""

    struck: bool = False
    """Whether anything of it is."""
    left: str = ""
    _strikes: bool = False
    _in_text: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "r":
            self._strikes = False
        elif name == "strike":
            self._strikes = attributes.get("val", "1") not in _NO
        elif name == "t":
            self._in_text = True
            self.struck = self.struck or self._strikes

    def end(self, name: str) -> None:
        if name == "t":
            self._in_text = False

    def letters(self, text: str) -> None:
        if self._in_text and not self._strikes:
            self.left += text


class _SharedTexts:
    """Follows the texts that cells share, to what is left of those that are struck out."""

    def __init__(self) -> None:
        self.left: dict[int, str] = {}
        self._number = -1
        self._runs = _Runs()

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self._number += 1
            self._runs = _Runs()
        self._runs.start(name, attributes)

    def end(self, name: str) -> None:
        self._runs.end(name)
        if name == "si" and self._runs.struck:
            self.left[self._number] = self._runs.left

    def letters(self, text: str) -> None:
        self._runs.letters(text)


def _struck_texts(xml: bytes) -> dict[int, str]:
    """Return what is left of the shared texts that are struck out in part, by their numbers."""
    texts = _SharedTexts()
    if b"strike" in xml:
        _parse(xml, texts.start, texts.end, texts.letters)
    return texts.left


class _Cells:
    """Follows the rows and cells of one sheet."""

    def __init__(self, styles: _Styles, texts: Mapping[int, str]) -> None:
        self.marks = Marks()
        self._styles, self._texts = styles, texts
        self._row = self._column = 0
        self._is_shared = self._in_value = False
        self._value = ""
        self._waits_for_result = self._may_have_result = False
        self._runs = _Runs()

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
            if attributes.get("hidden", "0") not in _NO:
                self.marks.hidden.append(self._row)
        elif name == "col" and attributes.get("hidden", "0") not in _NO:
            last = min(int(attributes.get("max", 0)), LAST_COLUMN)
            self.marks.hidden_columns += range(int(attributes.get("min", 1)), last + 1)
        elif name == "c":
            self._cell(attributes)
        elif name == "f":
            self._waits_for_result = self._may_have_result
        elif name == "v":
            self._in_value, self._value = True, ""
        else:
            self._runs.start(name, attributes)

    def _cell(self, attributes: Attributes) -> None:
        self._column += 1
        if found := _REFERENCE.fullmatch(attributes.get("r", "")):
            self._column = column_number(found[1])
        kind, style = attributes.get("t", "n"), int(attributes.get("s", 0))
        self._is_shared = kind == "s"
        self._may_have_result = kind != "str"  # whose result may be the empty text
        self._waits_for_result = False
        self._runs = _Runs()
        if style < len(self._styles.struck):
            if self._styles.struck[style]:
                self.marks.struck.append((self._row, self._column))
            if self._styles.digits[style] and kind == "n":
                self.marks.digits[self._row, self._column] = self._styles.digits[style]

    def end(self, name: str) -> None:
        self._runs.end(name)
        if name == "v" and self._in_value:
            self._in_value = False
            self._waits_for_result = self._waits_for_result and not self._value.strip()
            if not self._is_shared:
                return
            number = int(self._value) if self._value.strip().isdecimal() else -1
            if number in self._texts:
                self._strike(self._texts[number])
        elif name == "c" and self._waits_for_result:
            self.marks.without_result.append((self._row, self._column))
        elif name == "is" and self._runs.struck:
            self._strike(self._runs.left)

    def _strike(self, left: str) -> None:
        """Mark a cell of whose text only this is left."""
        place = (self._row, self._column)
        if left.strip():
            self.marks.left[place] = left
        else:
            self.marks.struck.append(place)

    def letters(self, text: str) -> None:
        self._runs.letters(text)
        if self._in_value:
            self._value += text


def _sheet_marks(xml: bytes, styles: _Styles, texts: Mapping[int, str]) -> Marks:
    by_style = any(styles.struck) or any(styles.digits)
    if not (by_style or texts or b"hidden" in xml or b"strike" in xml or _FORMULA.search(xml)):
        return Marks()  # as most sheets are; reading all of one takes as long as its cells
    cells = _Cells(styles, texts)
    _parse(xml, cells.start, cells.end, cells.letters)
    return cells.marks


def _parse(
    xml: bytes,
    start: Callable[[str, Attributes], object],
    end: Callable[[str], object] | None = None,
    letters: Callable[[str], object] | None = None,
) -> None:
    """Call what follows the elements of a part by their names without prefix."""
    if not xml:
        return
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, found: start(name.rpartition(":")[2], found)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if letters is not None:
        parser.CharacterDataHandler = letters
    parser.buffer_text = True
    parser.Parse(xml, True)
