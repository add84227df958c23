"""An Excel workbook (.xlsx) → its sheets, numbers as Excel shows them.

Not by python-calamine, which reads rosters: it gives neither the formats of numbers nor bold and
italic words, which a chart keeps. Elements: ECMA-376, part 1, 18.3 and 18.4.
"""

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from handouts.importers import number_formats, sheets
from handouts.importers.document import SourceDocument
from handouts.importers.packed import DAMAGED, PackedFile, UnreadableError
from handouts.importers.sheets import MOST_CELLS, TOO_LARGE, Words, WorkbookSheet
from handouts.importers.xml_names import attribute, local
from handouts.messages import message

_MAIN = "xl/workbook.xml"
_MOST_SHEETS = 50
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def read(package: PackedFile, file: str) -> SourceDocument:
    """Return what an Excel workbook shows; `file` is its name, for what is left out.

    Raises UnreadableError where it is damaged or too large, or where nothing can be seen.
    """
    return sheets.document(list(_Workbook(package).sheets()), "an Excel workbook", file)


def _named(element: Element | None, *path: str) -> Iterator[Element]:
    """Yield the elements that are reached by these names, whatever their namespace."""
    if element is None:
        return
    if not path:
        yield element
        return
    for child in element:
        if local(child) == path[0]:
            yield from _named(child, *path[1:])


@dataclass
class _Workbook:
    package: PackedFile
    shared: list[Sequence[Words]] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    """Of each style of cells, by its number."""
    from_1904: bool = False

    def sheets(self) -> Iterator[WorkbookSheet]:
        main = self.package.xml(_MAIN)
        if main is None:
            raise UnreadableError(DAMAGED)
        shared = self.package.xml("xl/sharedStrings.xml")
        self.shared = [tuple(_words(item)) for item in _named(shared, "si")]
        self.formats = list(_formats(self.package.xml("xl/styles.xml")))
        self.from_1904 = any(
            attribute(each, "date1904") in {"1", "true"} for each in _named(main, "workbookPr")
        )
        relations = self.package.xml("xl/_rels/workbook.xml.rels")
        targets = {
            attribute(each, "Id"): posixpath.normpath(
                posixpath.join("/xl", attribute(each, "Target"))
            ).lstrip("/")
            for each in _named(relations, "Relationship")
        }
        for listed in list(_named(main, "sheets", "sheet"))[:_MOST_SHEETS]:
            root = self.package.xml(targets.get(attribute(listed, "id"), ""))
            if root is not None:
                hidden = attribute(listed, "state") in {"hidden", "veryHidden"}
                yield self._sheet(root, WorkbookSheet(attribute(listed, "name"), hidden=hidden))

    def _sheet(self, root: Element, sheet: WorkbookSheet) -> WorkbookSheet:
        for column in _named(root, "cols", "col"):
            if attribute(column, "hidden") in {"1", "true"}:
                first, last = (_number(attribute(column, name)) for name in ("min", "max"))
                sheet.hidden_columns |= set(range(first, min(last, sheets.MOST_COLUMNS) + 1))
        number = 0
        for row in _named(root, "sheetData", "row"):
            number = _number(attribute(row, "r")) or number + 1
            if attribute(row, "hidden") in {"1", "true"}:
                sheet.hidden_rows.add(number)
            place = 0
            for cell in _named(row, "c"):
                found = _PLACE.fullmatch(attribute(cell, "r"))
                place = _column(found[1]) if found else place + 1
                sheet.put(number, place, self._cell(cell))
        for merged in _named(root, "mergeCells", "mergeCell"):
            _merge(sheet, attribute(merged, "ref"))
        return sheet

    def _cell(self, cell: Element) -> Sequence[Words]:
        kind = attribute(cell, "t")
        if kind == "inlineStr":
            return [words for inline in _named(cell, "is") for words in _words(inline)]
        value = "".join(each.text or "" for each in _named(cell, "v"))
        if kind == "s":
            place = _number(value, -1)
            return self.shared[place] if 0 <= place < len(self.shared) else ()
        if kind == "b":
            return [Words("TRUE" if value.strip() == "1" else "FALSE")]
        if kind in {"", "n"} and not value and any(each.text for each in _named(cell, "f")):
            raise UnreadableError(message("chart_import.formula-without-result"))
        if kind in {"str", "e", "d"} or not value:
            return [Words(_unescaped(value))]
        style = _number(attribute(cell, "s"))
        code = self.formats[style] if style < len(self.formats) else "General"
        try:
            text = number_formats.shown(float(value), code, from_1904=self.from_1904)
        except (ValueError, OverflowError):
            text = value
        return [Words(text)]


def _words(item: Element) -> Iterator[Words]:
    """Yield the words of a text in one look or several; how to read its signs is left aside."""
    for child in item:
        if local(child) == "t":
            yield Words(_unescaped(child.text or ""))
        elif local(child) == "r":
            text = "".join(each.text or "" for each in _named(child, "t"))
            bold, italic = (_is_on(child, name) for name in ("b", "i"))
            yield Words(_unescaped(text), bold, italic)


def _is_on(run: Element, name: str) -> bool:
    return any(attribute(each, "val") not in {"0", "false"} for each in _named(run, "rPr", name))


def _unescaped(text: str) -> str:
    """Return a text with the characters that Excel writes as `_x000D_`, its lines as usual."""
    text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _formats(styles: Element | None) -> Iterator[str]:
    own = {
        _number(attribute(each, "numFmtId")): attribute(each, "formatCode")
        for each in _named(styles, "numFmts", "numFmt")
    }
    for style in _named(styles, "cellXfs", "xf"):
        yield number_formats.format_code(_number(attribute(style, "numFmtId")), own)


def _merge(sheet: WorkbookSheet, reference: str) -> None:
    corners = [_PLACE.fullmatch(corner) for corner in reference.split(":")]
    if len(corners) != 2 or corners[0] is None or corners[1] is None:
        return
    (left, top), (right, bottom) = ((_column(each[1]), int(each[2])) for each in corners if each)
    rows, columns = bottom - top + 1, right - left + 1
    if rows < 1 or columns < 1 or top > sheets.MOST_ROWS or left > sheets.MOST_COLUMNS:
        return
    rows, columns = min(rows, sheets.MOST_ROWS), min(columns, sheets.MOST_COLUMNS)
    sheet.spans[top, left] = rows, columns
    if sum(down * across for down, across in sheet.spans.values()) > MOST_CELLS:
        raise UnreadableError(TOO_LARGE)


def _number(text: str, otherwise: int = 0) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else otherwise


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
