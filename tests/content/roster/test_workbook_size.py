"""What is counted is what a reader of the XML sees, however it is written."""

from xml.parsers.expat import ExpatError

import pytest

from handouts.content.roster.workbook_size import Extent, WorkbookTooLargeError, check, extent

CELL = "<v>1</v></c>"


def reach(rows: str) -> tuple[int, int]:
    found = extent(f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode())
    return found.row, found.column


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="1048576"><c r="XFD1048576">{CELL}</row>',
        f"<row r='1048576'><c\n r = 'XFD1048576'>{CELL}</row>",
        f'<row><c r="xfd1048576">{CELL}</row>',
        f'<row r="1048576"><c r="XFC7">{CELL}<c>{CELL}</row>',
        f'<row r="1048575"/><row><c r="xFd1">{CELL}</row>',
        f'<row><c r="&#x58;FD&#49;048576">{CELL}</row>',
        f'<x:row xmlns:x="s" r="1048576"><x:c r="XFD1"/></x:row><row r="1"><c r="A1">{CELL}</row>',
        f'<row r="1"><c r="A1">{CELL}</row><row r="1048576"><c r="XFD1048576"/></row>',
    ],
)
def test_the_last_cell_is_found_however_it_is_written(rows: str) -> None:
    assert reach(rows) == (1_048_576, 16_384)


def test_cells_and_rows_without_a_place_follow_each_other() -> None:
    assert reach("<row/><row><c/><c/></row><row><c/></row>") == (3, 2)


def test_what_a_sheet_says_of_its_own_size_does_not_count() -> None:
    said = '<dimension ref="A1:XFD1048576"/><mergeCell ref="A1:XFD1048576"/>'
    assert reach(f'{said}<row><c r="B7">{CELL}</row>') == (7, 2)


@pytest.mark.parametrize(
    "rows",
    [
        '<row><c r="AAAAAAAA1"/></row>',
        '<row><c r="XFE1"/></row>',
        '<row><c r="A1048577"/></row>',
        '<row r="1048576"/><row><c/></row>',
        '<row r="999999999"><c r="A1"/></row>',
        '<row r="many"/>',
        '<row><c r=" A1 "/></row>',
        '<row><c r="1A"/></row>',
    ],
)
def test_a_place_that_no_sheet_has_is_damage(rows: str) -> None:
    with pytest.raises(ValueError, match=r"stands outside|not the place of a cell|invalid literal"):
        reach(rows)


@pytest.mark.parametrize("xml", [b"<a", b"<c r='A1' r='B1'/>", b"<a>&b;</a>", b""])
def test_what_is_no_xml_is_damage(xml: bytes) -> None:
    with pytest.raises(ExpatError):
        extent(xml)


def test_a_document_type_is_refused() -> None:
    with pytest.raises(ValueError, match="no document type"):
        extent(b"<!DOCTYPE a [<!ENTITY b 'cccc'>]><a>&b;</a>")


@pytest.mark.parametrize("number", ["0", " 0 ", "00", "+0", "<![CDATA[0]]>", "&#48;"])
def test_a_shared_text_counts_for_each_cell_that_uses_it(number: str) -> None:
    run = f"<r><t>{'x' * 500}</t></r>"
    texts = extent(f"<sst><si>{run * 2_000}</si></sst>".encode())
    cell = f"<c t='s'><v>{number}</v></c>"
    cells = extent(f"<row>{cell * 51}</row>".encode())
    with pytest.raises(WorkbookTooLargeError, match="its cells have more than 50 million letters"):
        check([cells, texts])


def test_numbers_and_unknown_texts_do_not_count() -> None:
    texts = extent(b"<sst><si><t>xxxxx</t></si></sst>")
    cells = extent(b"<row><c><v>0</v></c><c t='s'><v>7</v></c><c t='s'><v>x</v></c></row>")
    assert check([cells, texts]) is None
    assert (list(texts.shared), dict(cells.uses)) == ([5], {"7": 1, "x": 1})


def test_empty_cells_up_to_the_last_one_count() -> None:
    assert check([Extent(row=1_000_000, column=5)]) is None
    with pytest.raises(WorkbookTooLargeError, match="it reaches to row 1000000, column 6"):
        check([Extent(row=7, column=1), Extent(row=1_000_000, column=6)])
