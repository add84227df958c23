import datetime
import io
import tracemalloc
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from handouts.content import roster
from handouts.content.roster import Participant, Roster
from handouts.content.roster import workbook as workbook_reader
from handouts.content.roster.findings import Findings
from handouts.content.roster.workbook import WorkbookLimits
from tests.content.roster.rosters import (
    FOLDER,
    problems,
    read_workbook,
    remarks,
    the_one,
    workbook,
    written,
)

LIE = '<sst xmlns="{}" count="4294967295" uniqueCount="4294967295"><si><t>x</t></si></sst>'
"""Shared texts that say there are more of them than any memory holds."""
SAVE = 'Open it in Excel and save it anew as "Excel Workbook (.xlsx)" or as "CSV UTF-8".'
SHEET = "xl/worksheets/sheet1.xml"
COPY = "Copy the rows of the list into a new workbook."


def one_row(book: openpyxl.Workbook) -> None:
    book.active.append(["Name"])
    book.active.append(["Ann Lee"])


def read_bytes(folder: Path, content: bytes) -> Roster:
    return roster.read(written(folder, xlsx=content), FOLDER)


def changed(parts: dict[str, bytes]) -> bytes:
    """A workbook with other parts in the place of its own, or besides them."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(one_row))) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        own = {name: old.read(name) for name in old.namelist()}
        for name, part in {**own, **parts}.items():
            new.writestr(name, part)
    return content.getvalue()


SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(rows: str) -> bytes:
    return f'<worksheet xmlns="{SPACE}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def test_cells_of_any_type_are_read_as_they_are_typed(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        page = book.active
        page["B2"] = "Workshop, May"
        page["B4"], page["C4"], page["D4"] = "Name", "License #", "Attended"
        page["E4"], page["F4"], page["G4"] = "Hours", "ID", "Credentials"
        page["B6"], page["C6"], page["D6"] = " Ann\u00a0 Lee ", 12345.0, True
        page["E6"], page["F6"], page["G6"] = 5.5, datetime.date(2026, 5, 1), None

    expected = Participant(*(6, "Ann Lee", "Lee", "", True, Decimal("5.5"), "", "", "12345", ""))
    assert the_one(read_workbook(tmp_path, fill)) == expected


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("12345.0", "12345"),
        ("0.30000000000000004", "0.3"),
        ("1234567890123456", "1234567890123456"),
        ("1E2", "100"),
    ],
)
def test_numbers_are_shown_as_they_were_typed(tmp_path: Path, stored: str, typed: str) -> None:
    text = '<c r="{0}" t="inlineStr"><is><t>{1}</t></is></c>'
    headings = text.format("A1", "Name") + text.format("B1", "ID")
    row = text.format("A2", "Ann Lee") + f'<c r="B2"><v>{stored}</v></c>'
    content = changed({SHEET: sheet(f'<row r="1">{headings}</row><row r="2">{row}</row>')})
    assert the_one(read_bytes(tmp_path, content)).id == typed


def test_hours_may_be_times(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["Name", "Hours"])
        book.active.append(["Ann Lee", datetime.time(5, 30)])
        book.active.append(["Bob Ray", datetime.timedelta(hours=30, minutes=15)])

    found = read_workbook(tmp_path, fill)
    assert [person.hours for person in found.participants] == [Decimal("5.5"), Decimal("30.25")]


def test_the_sheet_that_can_be_seen_and_has_a_list_is_read_and_others_are_named(
    tmp_path: Path,
) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        hidden = book.create_sheet("Old")
        hidden.append(["Name"])
        hidden.sheet_state = "hidden"
        book.create_chartsheet("Chart")
        book.create_sheet("Prices").append(["Tea", 3])
        for title in ("List", "Cancelled"):
            book.create_sheet(title).append(["Name"])
            book[title].append([f"Ann {title}"])

    found = read_workbook(tmp_path, fill)
    assert the_one(found).name == "Ann List"
    assert remarks(found) == [
        'roster.xlsx: the sheet "List" was read; there is something in others too: "Prices", '
        '"Cancelled"\n'
        "  Nothing need be done if the list is there; else write the name of its sheet in "
        "roster.yaml, beside the roster, as: sheet: NAME"
    ]


def test_lists_on_two_sheets_are_asked_about_once(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        for title in ("North", "South 2"):
            book.create_sheet(title).append(["Name"])
            book[title].append([f"Ann {title}"])

    found = read_workbook(tmp_path, fill)
    assert problems(found) == [
        'roster.xlsx: which sheet has the roster? There are lists of people on "North" and '
        '"South 2"\n'
        "  Write the name of the right one in the file roster.yaml, beside the roster:\n"
        "  sheet: North"
    ]


def test_a_workbook_with_nothing_in_it(tmp_path: Path) -> None:
    found = read_workbook(tmp_path, lambda _: None)
    assert problems(found) == [
        "roster.xlsx: the file is empty\n  Write the list, or delete the file."
    ]


@pytest.mark.parametrize(
    ("content", "cause", "cure"),
    [
        (b"<html><table>", "this is not an Excel workbook", SAVE),
        (b"", "this is not an Excel workbook", SAVE),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
            "the workbook has a password, or it is an old .xls under a new name",
            f"Take the password off. {SAVE}",
        ),
        (workbook(one_row)[:2000], "the workbook is damaged", SAVE),
        (changed({SHEET: b"<worksheet><sheetData><row>"}), "the workbook is damaged", SAVE),
        (changed({SHEET: "<worksheet/>".encode("utf-16")}), "the workbook is damaged", SAVE),
        (changed({SHEET: sheet('<row r="0"><c r="A0"/></row>')}), "the workbook is damaged", SAVE),
        (changed({"xl/workbook.xml": b"x"}), "the workbook is damaged", SAVE),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes, cause: str, cure: str) -> None:
    found = read_bytes(tmp_path, content)
    assert problems(found) == [f"roster.xlsx: {cause}\n  {cure}"]


def test_a_part_that_is_there_twice(tmp_path: Path) -> None:
    content = io.BytesIO(workbook(one_row))
    with zipfile.ZipFile(content, "a") as book, pytest.warns(UserWarning, match="Duplicate name"):
        book.writestr(SHEET, sheet(""))
    found = read_bytes(tmp_path, content.getvalue())
    assert problems(found) == [f"roster.xlsx: the workbook is damaged\n  {SAVE}"]


def test_an_encrypted_part(tmp_path: Path) -> None:
    content = bytearray(workbook(one_row))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + flags] |= 1
    found = read_bytes(tmp_path, bytes(content))
    cause = "the workbook is packed with a password"
    assert problems(found) == [f"roster.xlsx: {cause}\n  {SAVE}"]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = changed({"xl/styles.xml": b" " * 60_000_000})
    assert len(bomb) < 100_000
    project = written(tmp_path, xlsx=bomb)
    tracemalloc.start()
    found = roster.read(project, FOLDER)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert problems(found) == [
        f"roster.xlsx: the workbook has more than 50 MB when it is unpacked\n  {COPY}"
    ]
    assert most < 10_000_000


def test_a_part_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    honest = changed({SHEET: sheet(" " * 100_000)})
    liar = honest.replace((100_000 + len(sheet(""))).to_bytes(4, "little"), b"\x40\0\0\0")
    assert liar != honest
    found = read_bytes(tmp_path, liar)
    assert problems(found) == [f"roster.xlsx: the workbook is damaged\n  {SAVE}"]


def test_a_stray_cell_far_away_does_not_fill_the_memory(tmp_path: Path) -> None:
    cells = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    found = read_bytes(tmp_path, changed({SHEET: sheet(cells)}))
    cause = "the sheet is too large: it reaches to row 1048576, column 16384"
    assert problems(found) == [f"roster.xlsx: {cause}\n  {COPY}"]


def test_a_long_text_that_many_cells_share_does_not_fill_the_memory(tmp_path: Path) -> None:
    cells = "".join(f'<c r="A{row}" t="s"><v>0</v></c>' for row in range(1, 2001))
    shared = f"<sst><si><t>{'x' * 1_000_000}</t></si></sst>".encode()
    content = changed({SHEET: sheet(f"<row>{cells}</row>"), "xl/texts.xml": shared})
    found = read_bytes(tmp_path, content)
    cause = "the sheet is too large: its cells have more than 50 million letters"
    assert problems(found) == [f"roster.xlsx: {cause}\n  {COPY}"]


def test_a_workbook_that_ends_its_reader_is_refused_and_the_next_one_is_read() -> None:
    findings = Findings("roster.xlsx")
    bomb = changed({"xl/sharedStrings.xml": LIE.format(SPACE).encode()})
    assert workbook_reader.sheets(bomb, findings) == []
    assert [str(problem) for problem in findings.problems] == [
        "roster.xlsx: the workbook takes more than 1,000 MB of memory or 20 seconds to read\n"
        f"  {COPY}"
    ]
    (read,) = workbook_reader.sheets(workbook(one_row), Findings(""))
    assert read.rows == [["Name"], ["Ann Lee"]]


def test_a_workbook_that_takes_too_long_is_refused() -> None:
    findings = Findings("roster.xlsx")
    assert workbook_reader.sheets(workbook(one_row), findings, WorkbookLimits(seconds=0)) == []
    assert [problem.cause for problem in findings.problems] == [
        "the workbook takes more than 1,000 MB of memory or 0 seconds to read"
    ]


def test_a_fault_of_the_reading_process_is_not_taken_for_one_of_the_workbook() -> None:
    with pytest.raises(RuntimeError, match="ValueError: invalid literal for int"):
        workbook_reader.sheets(workbook(one_row), Findings(""), WorkbookLimits(memory="much"))  # type: ignore[arg-type]
