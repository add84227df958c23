"""A LibreOffice sheet (.ods) → its sheets; each cell holds what is shown of it, line by line.

Elements: OpenDocument 1.3, part 3, chapters 9 and 6.
"""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from handouts.importers import sheets
from handouts.importers.document import SourceDocument
from handouts.importers.packed import DAMAGED, PackedFile, UnreadableError
from handouts.importers.sheets import Words, WorkbookSheet
from handouts.importers.xml_names import attribute, local

MIME_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_MOST_SHEETS = 50
_NONE = frozenset[str]()


def read(package: PackedFile, file: str) -> SourceDocument:
    """Return what a LibreOffice sheet shows; `file` is its name, for what is left out.

    Raises UnreadableError where it is damaged or too large, or where nothing can be seen.
    """
    root = package.xml("content.xml")
    if root is None:
        raise UnreadableError(DAMAGED)
    looks = {
        attribute(style, "name"): frozenset(_look(style))
        for style in root.iter()
        if local(style) == "style"
    }
    tables = [each for each in root.iter() if local(each) == "table"][:_MOST_SHEETS]
    found = [_sheet(table, looks) for table in tables]
    return sheets.document(found, "a LibreOffice sheet", file)


def _look(style: Element) -> Iterator[str]:
    """Yield what a style makes of its text or its sheet."""
    for each in style.iter():
        if attribute(each, "font-weight") in {"bold", "700", "800", "900"}:
            yield "bold"
        if attribute(each, "font-style") in {"italic", "oblique"}:
            yield "italic"
        if attribute(each, "display") == "false":
            yield "hidden"


def _sheet(table: Element, looks: dict[str, frozenset[str]]) -> WorkbookSheet:
    hidden = "hidden" in looks.get(attribute(table, "style-name"), _NONE)
    sheet = WorkbookSheet(attribute(table, "name"), hidden=hidden)
    column = 1
    for each in _inside(table, "table-column"):
        times = _repeated(each, "number-columns-repeated", sheets.MOST_COLUMNS)
        if _is_hidden(each):
            sheet.hidden_columns |= set(range(column, column + times))
        column += times
    row = 1
    for each in _inside(table, "table-row"):
        times = _repeated(each, "number-rows-repeated", sheets.MOST_ROWS)
        has_text = any(list(_lines(cell, looks)) for cell in _cells(each))
        for number in range(row, row + (times if has_text else 1)):
            _read_row(sheet, each, number, looks)
        if _is_hidden(each):
            sheet.hidden_rows |= set(range(row, row + times))
        row += times
    return sheet


def _read_row(
    sheet: WorkbookSheet, row: Element, number: int, looks: dict[str, frozenset[str]]
) -> None:
    column = 1
    for cell in _cells(row):
        times = _repeated(cell, "number-columns-repeated", sheets.MOST_COLUMNS)
        words = list(_lines(cell, looks))
        for place in range(column, column + (times if words else 0)):
            sheet.put(number, place, words)
        down = _repeated(cell, "number-rows-spanned", sheets.MOST_ROWS)
        across = _repeated(cell, "number-columns-spanned", sheets.MOST_COLUMNS)
        if words and (down > 1 or across > 1):
            sheet.spans[number, column] = down, across
        column += times


def _inside(table: Element, name: str) -> Iterator[Element]:
    """Yield the rows or columns of a table, those of groups and of its head among them."""
    for child in table:
        if local(child) == name:
            yield child
        elif local(child) in {
            f"{name}s",
            f"{name}-group",
            "table-header-rows",
            "table-header-columns",
        }:
            yield from _inside(child, name)


def _cells(row: Element) -> Iterator[Element]:
    return (each for each in row if local(each) in {"table-cell", "covered-table-cell"})


def _repeated(element: Element, name: str, most: int) -> int:
    text = attribute(element, name)
    is_number = text.isascii() and text.isdecimal() and len(text) < 10
    return min(max(1, int(text)), most) if is_number else 1


def _is_hidden(element: Element) -> bool:
    return attribute(element, "visibility") in {"collapse", "filter"}


def _lines(cell: Element, looks: dict[str, frozenset[str]]) -> Iterator[Words]:
    """Yield the words of a cell, its paragraphs parted by line breaks; notes to it are no words."""
    first = True
    for paragraph in (each for each in cell if local(each) == "p"):
        if not first:
            yield Words("\n")
        first = False
        yield from _words(paragraph, looks, _NONE)


def _words(
    element: Element, looks: dict[str, frozenset[str]], look: frozenset[str]
) -> Iterator[Words]:
    yield from _said(element.text, look)
    for child in element:
        match local(child):
            case "s":
                yield Words(" " * _repeated(child, "c", 1000))
            case "tab":
                yield Words("\t")
            case "line-break":
                yield Words("\n")
            case "annotation" | "note":
                pass
            case _:
                own = looks.get(attribute(child, "style-name"), _NONE)
                yield from _words(child, looks, look | own)
        yield from _said(child.tail, look)


def _said(text: str | None, look: frozenset[str]) -> Sequence[Words]:
    return [Words(text, "bold" in look, "italic" in look)] if text else []
