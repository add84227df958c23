"""Spreadsheets of LibreOffice, written by hand as their standard has them."""

import io
import zipfile

import pytest

from handouts.content.roster import open_document
from handouts.content.roster.workbook_size import WorkbookTooLargeError
from tests.content.roster.tables import cells, the_list

NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
LINE = "style:text-properties style:text-line-through-style="
STYLES = (
    f'<style:style style:name="ce1"><{LINE}"solid"/></style:style>'
    f'<style:style style:name="ce2"><{LINE}"none"/></style:style>'
    '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
)


def content(tables: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="{NAMES}{name}:1.0"' for name in ("office", "style", "table", "text")
    )
    return (
        f"<office:document-content {spaces}><office:automatic-styles>{STYLES}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    ).encode()


def table(rows: str, attributes: str = "") -> str:
    return f'<table:table table:name="List" {attributes}>{rows}</table:table>'


def row(*written: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(written)}</table:table-row>"


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def rows(xml: str) -> list[list[str]]:
    (sheet,) = open_document.sheets(content(table(xml)))
    read: list[list[str]] = sheet["rows"]
    return read


@pytest.mark.parametrize(
    ("attributes", "shown", "typed"),
    [
        ('office:value-type="string"', "00123", "00123"),
        ('office:value-type="float" office:value="5.5"', "5,50", "5.5"),
        ('office:value-type="float" office:value="123"', "00123", "00123"),
        ('office:value-type="date" office:date-value="2027-04-10"', "10.04.27", "2027-04-10"),
        (
            'office:value-type="date" office:date-value="2027-04-10T09:05:00"',
            "10.04.27",
            "2027-04-10 09:05:00",
        ),
        ('office:value-type="time" office:time-value="PT05H50M00S"', "05:50", "5:50"),
        ('office:value-type="boolean" office:boolean-value="true"', "WAHR", "True"),
        ('office:value-type="string"', "#N/A", "#N/A"),
    ],
)
def test_cells_are_read_as_they_are_typed(attributes: str, shown: str, typed: str) -> None:
    assert rows(row(cell(shown, attributes))) == [[typed]]


def test_repeated_cells_and_rows_keep_their_places() -> None:
    xml = (
        row("<table:table-cell/>", attributes='table:number-rows-repeated="3"')
        + row('<table:table-cell table:number-columns-repeated="2"/>', cell("Name"))
        + row(
            cell("x", 'table:number-columns-repeated="2"'),
            attributes='table:number-rows-repeated="2"',
        )
        + row("<table:table-cell/>", attributes='table:number-rows-repeated="1048569"')
    )
    assert rows(xml) == [[], [], [], ["", "", "Name"], ["x", "x"], ["x", "x"]]


def test_comments_are_no_text_and_lines_are_kept_apart() -> None:
    note = "<office:annotation><text:p>secret</text:p></office:annotation>"
    lines = "<text:p>Ann<text:s/>Lee</text:p><text:p>Fox</text:p>"
    assert rows(row(f"<table:table-cell>{note}{lines}</table:table-cell>")) == [["Ann Lee\nFox"]]


def test_what_is_hidden_or_struck_out_is_marked() -> None:
    span = '<text:span text:style-name="ce1">Cy</text:span>'
    xml = table(
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
        + row(cell("Ann", 'table:style-name="ce1"'), cell("x", 'table:style-name="ce2"'))
        + row(cell("Bob"), attributes='table:visibility="filter"')
        + row(cell(span), cell(f"{span} Fox"))
    )
    (sheet,) = open_document.sheets(content(xml))
    assert sheet["struck"] == [(1, 1), (3, 1)]
    assert sheet["rows"][2] == ["Cy", " Fox"]
    assert (sheet["hidden"], sheet["hidden_columns"]) == ([2], [3])


def test_a_hidden_sheet_is_not_read() -> None:
    xml = table(row(cell("Old")), 'table:style-name="ta2"') + table(row(cell("New")))
    assert [sheet["rows"] for sheet in open_document.sheets(content(xml))] == [[["New"]]]


@pytest.mark.parametrize(
    "xml",
    [
        row(cell("x"), attributes='table:number-rows-repeated="1048577"'),
        row(cell("x", 'table:number-columns-repeated="16385"')),
        row(
            cell("x", 'table:number-columns-repeated="100"'),
            attributes='table:number-rows-repeated="50001"',
        ),
    ],
)
def test_a_sheet_that_would_fill_the_memory_is_refused(xml: str) -> None:
    with pytest.raises(WorkbookTooLargeError, match="it reaches to row"):
        rows(xml)


def test_a_spreadsheet_is_read_as_a_list() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content(table(row(cell("Name")) + row(cell("Ann Lee")))))
    assert cells(the_list(archive.getvalue(), "list.ods"), "name") == {2: ("Ann Lee",)}
