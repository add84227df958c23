"""What a workbook shows: rows out of sight, cells struck out, numbers with zeros before them."""

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from handouts.content.roster import workbook as reader
from handouts.content.roster.findings import Findings
from handouts.content.roster.sheets import VisibleSheet
from handouts.content.roster.workbook_marks import marks
from tests.content.roster.rosters import Fill, workbook
from tests.content.roster.tables import found, remarks, the_list

STRUCK = InlineFont(strike=True)


def sheet(fill: Fill) -> VisibleSheet:
    findings = Findings("list.xlsx")
    (read,) = reader.sheets(workbook(fill), findings)
    assert findings.problems == ()
    return read


def test_hidden_rows_and_columns() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        for name in ("Name", "Ann", "Bob", "Cy"):
            book.active.append([name, "", "x"])
        book.active.row_dimensions[2].hidden = True
        book.active.column_dimensions["C"].hidden = True

    read = sheet(fill)
    assert (read.hidden, read.hidden_columns) == ({2}, {2})


def test_cells_that_are_struck_out_by_their_style_or_all_of_their_letters() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        page = book.active
        for row in (["Name", "Note"], ["Ann", "x"], ["Bob", "x"], ["", ""], ["", ""]):
            page.append(row)
        page["A2"].font = Font(strike=True)
        page["B3"].font = Font(strike=False, bold=True)
        page["A4"] = CellRichText(TextBlock(STRUCK, "Cy "), TextBlock(STRUCK, "Fox"))
        page["A5"] = CellRichText(TextBlock(STRUCK, "Di "), "Poe")

    read = sheet(fill)
    assert read.struck == {2: {0}, 4: {0}}
    assert read.rows[4][0] == "Poe"


def test_numbers_that_are_shown_with_zeros_before_them() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append([123, 123, 123456, "7"])
        for cell in book.active[1]:
            cell.number_format = "00000"
        book.active["B1"].number_format = "0.00"

    assert sheet(fill).rows == [["00123", "123", "123456", "7"]]


def test_who_is_struck_out_is_told_by_the_name() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        page = book.active
        for row in (["First name", "Last name", "Note"], ["Ann", "Lee", "x"], ["Bob", "Ray", "x"]):
            page.append(row)
        for cell in ("A2", "B2", "A3", "C3"):
            page[cell].font = Font(strike=True)

    assert the_list(workbook(fill), "list.xlsx").marks == {2: "struck"}


def test_a_hidden_column_that_is_read_is_named() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["Name", "Attended", "Colour"])
        book.active.append(["Ann Lee", "yes", "red"])
        for column in "BC":
            book.active.column_dimensions[column].hidden = True

    _, findings = found(workbook(fill), "list.xlsx")
    assert 'these columns are hidden in the sheet, and are read: "Attended"' in remarks(findings)


@pytest.mark.parametrize("sheet_name", ["Größe & Co", "A 'quoted' name"])
def test_sheets_are_told_apart_by_any_name(sheet_name: str) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.title = "Read me"
        book.active["A1"] = "x"
        page = book.create_sheet(sheet_name)
        page.append(["Name"])
        page.append(["Ann Lee"])
        page.row_dimensions[2].hidden = True

    table = the_list(workbook(fill), "list.xlsx")
    assert table.marks == {2: "hidden"}


def test_texts_that_cells_share_may_be_struck_out_in_part() -> None:
    runs = (
        "<si><t>Name</t></si>"
        "<si><r><rPr><strike/></rPr><t>Ann </t></r>"
        '<r><rPr><strike val="0"/></rPr><t>Lee</t></r></si>'
        "<si><r><rPr><strike/></rPr><t>Bob</t></r></si>"
    )
    rows = "".join(f'<row><c t="s"><v>{n}</v></c></row>' for n in range(3))
    parts = {
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheet name="S" r:id="i"/></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="i" Target="/xl/a.xml"/>'
        "</Relationships>",
        "xl/sharedStrings.xml": f"<sst>{runs}</sst>",
        "xl/a.xml": f"<worksheet>{rows}</worksheet>",
    }
    read = marks({name: xml.encode() for name, xml in parts.items()})["S"]
    assert (read.left, read.struck) == ({(2, 1): "Lee"}, [(3, 1)])


def test_formulas_without_results_are_reported_where_they_are_read() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        page = book.active
        page.append(["Name", "Attended", "Paid"])
        page.append(["Ann Lee", "yes", "=1+1"])
        page.append(['="Bo" & " Ek"', '=IF(TRUE,"yes","no")', 5])
        page.append(["Total", "=COUNTA(B2:B3)"])
        page.append(["='Other'!A2", "='Other'!B2"])

    _, findings = found(workbook(fill), "list.xlsx")
    (problem,) = findings.problems
    assert (problem.line, problem.cause) == (
        3,
        "4 cells have formulas whose result is not in the file, as that of A3, B3, A5, B5",
    )


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A2" t="str"><f>B2</f><v></v></c>',
        '<c r="A2"><f>B2</f><v>5</v></c>',
        '<c r="A2" t="b"><f>B2</f><v>0</v></c>',
        '<c r="A2"><v></v></c>',
    ],
)
def test_formulas_with_results_and_empty_cells_are_in_order(cell: str) -> None:
    parts = {
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheet name="S" r:id="i"/></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="i" Target="/xl/a.xml"/>'
        "</Relationships>",
        "xl/a.xml": f'<worksheet><row r="2">{cell}<c r="B2"><f>1</f></c></row></worksheet>',
    }
    read = marks({name: xml.encode() for name, xml in parts.items()})["S"]
    assert read.without_result == [(2, 2)]
