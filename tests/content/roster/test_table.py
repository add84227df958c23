import codecs
from pathlib import Path

import pytest

from handouts.content.roster import Roster
from tests.content.roster.rosters import problems, read, remarks

SAVE = 'Save it in Excel as "CSV UTF-8", or as an Excel workbook (.xlsx).'


def people(found: Roster) -> list[tuple[int, str, str]]:
    assert problems(found) == []
    return [(person.row, person.name, person.credentials) for person in found.participants]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_cells_are_separated_and_rows_end_as_in_any_program(
    tmp_path: Path, separator: str, end: str
) -> None:
    rows = [["Name", "Credentials"], ["Ann Lee", '"PhD, LPC; NCC\t1"'], ["Bob Ray", ""]]
    text = end.join(separator.join(row) for row in rows)
    assert people(read(tmp_path, text)) == [
        (2, "Ann Lee", "PhD, LPC; NCC 1"),
        (3, "Bob Ray", ""),
    ]


def test_the_headings_tell_the_separator_not_the_title_above_them(tmp_path: Path) -> None:
    text = "Tea, coffee, cocoa, and so on\n\nName;Credentials\nAnn Lee;A, B, C\n"
    assert people(read(tmp_path, text)) == [(4, "Ann Lee", "A, B, C")]


@pytest.mark.parametrize("first", ["sep=;", '"SEP=;"'])
def test_a_line_that_tells_the_separator_is_no_row(tmp_path: Path, first: str) -> None:
    text = f"{first}\r\nName;Credentials\r\nAnn Lee;B, C\r\n"
    assert people(read(tmp_path, text)) == [(2, "Ann Lee", "B, C")]


def test_a_space_may_stand_before_a_quotation_mark(tmp_path: Path) -> None:
    text = 'Name, Credentials\nAnn Lee, "B, C"\n'
    assert people(read(tmp_path, text)) == [(2, "Ann Lee", "B, C")]


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    text = 'Name,Credentials\n\n"Ann\nLee","A\r\nB"\n,\n  ,\nBob Ray\n'
    assert people(read(tmp_path, text)) == [(3, "Ann Lee", "A B"), (6, "Bob Ray", "")]


@pytest.mark.parametrize(
    "content",
    [
        "Name\nZoë Łęcka\n".encode(),
        codecs.BOM_UTF8 + '"Name"\nZoë Łęcka\n'.encode(),
        codecs.BOM_UTF16_LE + "Name\nZoë Łęcka\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "Name\nZoë Łęcka\n".encode("utf-16-be"),
        "Name\nZoe\u0308 Łęcka\n".encode(),
    ],
)
def test_the_encoding_is_seen(tmp_path: Path, content: bytes) -> None:
    found = read(tmp_path, content)
    assert people(found) == [(2, "Zo\u00eb Łęcka", "")]
    assert remarks(found) == []


def test_an_older_excel_is_understood_with_a_remark(tmp_path: Path) -> None:
    found = read(tmp_path, "Name\nZoë O’Neil\n".encode("cp1252"))
    assert people(found) == [(2, "Zoë O’Neil", "")]
    assert remarks(found) == [
        f"roster.csv: the file was read as text with the encoding Windows-1252\n"
        f"  See whether the letters with accents are right. {SAVE}"
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"Name\n" + b"\0" * 100,
        b"Name\n\xff" + bytes(range(1, 9)) * 4,
        codecs.BOM_UTF16_LE + b"N\0a",
    ],
)
def test_what_is_no_text(tmp_path: Path, content: bytes) -> None:
    found = read(tmp_path, content)
    assert problems(found) == [f"roster.csv: the file is not plain text\n  {SAVE}"]


def test_a_workbook_under_a_wrong_name(tmp_path: Path) -> None:
    found = read(tmp_path, b"PK\x03\x04" + bytes(range(256)))
    assert problems(found) == [
        "roster.csv: this is an Excel workbook, not CSV\n  Rename it to roster.xlsx."
    ]


@pytest.mark.parametrize("bad", ['"Cy Fox,x\nDi Poe,y\n', '"Cy" Fox,x\n'])
def test_a_stray_quotation_mark_is_told_with_its_row(tmp_path: Path, bad: str) -> None:
    found = read(tmp_path, f'Name,Credentials\n"Ann\nLee",a\n{bad}')
    assert problems(found) == [
        "roster.csv:3: "
        "a cell has a quotation mark that is never closed, or that ends it too early\n"
        f"    {bad.splitlines()[0]}\n"
        f"  Delete the mark. {SAVE}"
    ]
    assert [person.name for person in found.participants] == ["Ann Lee"]


def test_a_cell_without_end(tmp_path: Path) -> None:
    found = read(tmp_path, f"Name\n{'A' * 200_000}\n")
    assert problems(found) == [
        f"roster.csv:2: a cell has more than 131,072 letters\n    {'A' * 79}…\n"
        "  A quotation mark may be missing at its end. Correct it in a spreadsheet program."
    ]


def test_a_row_with_more_cells_than_headings_is_not_guessed_at(tmp_path: Path) -> None:
    found = read(tmp_path, "Name,Hours\nAnn Lee,5,5\nBob Ray,6,,\n")
    assert problems(found) == [
        "roster.csv:2: the row has more cells than the row of headings\n    Ann Lee | 5 | 5\n"
        "  Put quotation marks around a cell with a comma or semicolon in it, or save the list "
        "anew from a spreadsheet program."
    ]
    assert [person.name for person in found.participants] == ["Bob Ray"]
