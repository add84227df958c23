"""Charts in workbooks: made by openpyxl as Excel writes them, and saved again by LibreOffice."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from handouts.errors import ContentError
from handouts.importers.chart import read_chart, read_charts
from handouts.importers.given import Given
from handouts.importers.parts import ReadChart
from handouts.importers.source import read_source

from .conftest import Import

BOLD = InlineFont(b=True)


def saved(workbook: Workbook) -> bytes:
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def workbook(*rows: list[Any]) -> Workbook:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    return made


def comparison() -> Workbook:
    made = workbook(
        ["Two ways to teach"],
        ["Criterion", "In person", "Online"],
        ["Travel", CellRichText("Everybody ", TextBlock(BOLD, "comes")), "Nobody leaves"],
        ["Cost", 1200, 450],
        ["Preparation", "• book a room\n• order coffee", "- book a licence\n- test it"],
        ["Size", 20.0, None],
        ["End", "the same"],
        ["Secret", "x", "y"],
    )
    sheet = made.active
    sheet.title = "Comparison"
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("B7:C7")
    sheet["B4"].number_format = '"$"#,##0'
    sheet.row_dimensions[8].hidden = True
    people = made.create_sheet("People")
    people.append(["Name", "E-mail", "Phone"])
    for number in range(20):
        people.append([f"Person {number}", f"p{number}@example.org", "555"])
    made.create_sheet("Old").append(["put aside"])
    made["Old"].sheet_state = "hidden"
    return made


def read(content: bytes, name: str = "chart.xlsx") -> ReadChart:
    return read_chart(read_source(Given(f"in/{name}", content), "chart"))


def check_comparison(chart: ReadChart) -> None:
    assert chart.title == "Two ways to teach"
    assert list(chart.columns.values()) == ["In person", "Online"]
    assert chart.labels == ("Travel", "Cost", "Preparation", "Size", "End")
    assert chart.rows == (
        ("Everybody **comes**", "Nobody leaves"),
        ("$1,200", "450"),
        ("- book a room\n- order coffee", "- book a licence\n- test it"),
        ("20", "–"),
        ("the same", "the same"),
    )
    assert chart.lines == (3, 4, 5, 6, 7)
    left = {each.text: str(each.reason) for each in chart.left_out}
    assert left["Secret | x | y"] == "a hidden row or column"
    assert left["put aside"] == 'the hidden sheet "Old"'
    assert left["People"] == "another sheet, of 21 rows, which is not a comparison"


def test_a_workbook_is_read_as_it_is_seen() -> None:
    check_comparison(read(saved(comparison())))


@pytest.mark.long
@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_what_libreoffice_saves_is_read_as_excels(tmp_path: Path, kind: str) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not on this machine")
    (tmp_path / "chart.xlsx").write_bytes(saved(comparison()))
    saved_again = tmp_path / "again"
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [office, home, "--headless", "--convert-to", kind, "--outdir", saved_again]
    subprocess.run([*command, tmp_path / "chart.xlsx"], check=True, capture_output=True)

    check_comparison(read((saved_again / f"chart.{kind}").read_bytes(), f"chart.{kind}"))


def test_each_sheet_that_is_a_comparison_is_a_chart() -> None:
    made = workbook(["Topic", "Lawn", "Meadow"], ["Height", "low", "tall"], ["Mown", "a", "b"])
    made.active.title = "Gardens"
    second = made.create_sheet("Roofs")
    for row in (
        ["Topic", "Flat", "Steep"],
        ["Snow", "stays", "slides"],
        ["Rain", "stands", "runs"],
    ):
        second.append(row)
    charts = read_charts(read_source(Given("c.xlsx", saved(made)), "chart"))

    assert [(chart.name, list(chart.columns)) for chart in charts] == [
        ("Gardens", ["lawn", "meadow"]),
        ("Roofs", ["flat", "steep"]),
    ]
    assert not [each for chart in charts for each in chart.left_out if each.text != "Topic"]


def test_a_workbook_is_imported_with_all_its_words(imported: Import) -> None:
    result = imported(chart=saved(comparison()), names=("article.txt", "chart.xlsx"))

    assert "      - book a room\n" in result.files["chart.yaml"]


def test_a_problem_names_the_row_of_the_sheet() -> None:
    made = workbook([], [], ["Topic", "A", "A"], ["x", "low", "high"], ["y", "none", "much"])
    with pytest.raises(ContentError) as raised:
        read(saved(made))

    (problem,) = raised.value.problems
    assert (problem.line, problem.message.code) == (3, "chart_import.same-titles")


def changed(change: Callable[[str, bytes], bytes]) -> bytes:
    """A workbook with some of its parts changed."""
    content = io.BytesIO()
    given = zipfile.ZipFile(io.BytesIO(saved(comparison())))
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in given.namelist():
            copy.writestr(name, change(name, given.read(name)))
    return content.getvalue()


def far(_: str, part: bytes) -> bytes:
    return part.replace(b'"C7"', b'"XFD1048576"').replace(b'r="B3"', b'r="XFD3"')


def entities(name: str, part: bytes) -> bytes:
    return part if name != "xl/styles.xml" else b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def large(name: str, part: bytes) -> bytes:
    cells = b'<row r="9">' + b"<c><v>1</v></c>" * 400_000 + b"</row></sheetData>"
    return part.replace(b"</sheetData>", cells) if "sheet1" in name else part


def wide(_: str, part: bytes) -> bytes:
    return part.replace(b'r="B3"', b'r="SF3"').replace(b'r="B6"', b'r="B19999"')


def merged(_: str, part: bytes) -> bytes:
    return part.replace(b'ref="B7:C7"', b'ref="B7:ALL20000"')


def broken(name: str, part: bytes) -> bytes:
    return part[: len(part) // 2] if "sheet1" in name else part


@pytest.mark.parametrize("change", [far, wide, entities, large, merged, broken])
def test_bombs_and_damaged_workbooks_are_refused(change: Callable[[str, bytes], bytes]) -> None:
    with pytest.raises(ContentError) as raised:
        read(changed(change))

    (problem,) = raised.value.problems
    assert problem.fix


def test_a_workbook_of_hidden_sheets_is_refused() -> None:
    made = workbook(["Topic", "A", "B"], ["x", "low", "high"])
    made.active.row_dimensions[1].hidden = made.active.row_dimensions[2].hidden = True
    with pytest.raises(ContentError, match="nothing to be seen"):
        read(saved(made))


def test_a_formula_without_a_result_is_refused_and_not_read_as_nothing() -> None:
    content = saved(workbook(["Aspect", "Alone", "Together"], ["Sum", "=1+1", "some text"]))

    with pytest.raises(ContentError) as caught:
        read_source(Given("c.xlsx", content), "chart")

    assert caught.value.problems[0].message.code == "chart_import.formula-without-result"
