"""Lists of people edited as tables: to the letter in CSV, once made CSV from workbooks."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from handouts.errors import CallError
from handouts.project.layout import Project
from handouts.workflows.edit_details import SavedDetails
from handouts.workflows.edit_files import NEW
from handouts.workflows.edit_roster import (
    add_person,
    remove_person,
    set_attendance,
    set_cell,
)
from handouts.workflows.roster_conversion import SavedRoster
from handouts.workflows.roster_questions import answer, questions
from handouts.workflows.roster_table import read_table
from handouts.workflows.trash import trash
from tests.small_project import small_project

SESSION = "tea/may"
CSV = b"Name,Email,Attended\r\nBo Lind,bo@example.org,yes\r\n\r\nAda Poe,ada@,no\r\n"


@pytest.fixture
def tea(tmp_path: Path) -> Project:
    project = small_project(tmp_path)
    folder = project.content / "tea/sessions/may"
    folder.mkdir(parents=True)
    (folder / "session.yaml").write_text(
        "days:\n  - date: 2026-05-04\nplace: K\nhours: 5\n", "utf-8"
    )
    return project


def place(project: Project, name: str = "roster.csv") -> Path:
    return project.content / "tea/sessions/may" / name


def put(project: Project, content: bytes, name: str = "roster.csv") -> None:
    place(project, name).write_bytes(content)


def held(project: Project) -> bytes:
    return place(project).read_bytes()


def version(project: Project) -> str:
    return read_table(project, SESSION).version


def cells(project: Project) -> list[tuple[str, ...]]:
    return [line.cells for line in read_table(project, SESSION).rows]


def test_a_list_is_a_table_with_its_problems_at_their_cells(tea: Project) -> None:
    put(tea, CSV)
    table = read_table(tea, SESSION)
    assert [(one.title, one.holds) for one in table.columns] == [
        ("Name", "name"), ("Email", "email"), ("Attended", "attended"),
    ]  # fmt: skip
    assert [(line.row, line.cells) for line in table.rows] == [
        (2, ("Bo Lind", "bo@example.org", "yes")), (4, ("Ada Poe", "ada@", "no")),
    ]  # fmt: skip
    assert [(one.row, one.column) for one in table.problems] == [(4, 1)]
    assert [person.name for person in table.people] == ["Bo Lind", "Ada Poe"]
    assert not table.is_workbook


def test_one_cell_changes_its_own_row_alone(tea: Project) -> None:
    put(tea, CSV)
    saved = set_cell(tea, SESSION, (4, 1, 'ada "x", y'), version(tea))
    assert held(tea) == CSV.replace(b"ada@", b'"ada ""x"", y"')
    assert saved.notes == ()
    assert saved.version == version(tea)


@pytest.mark.parametrize(
    ("content", "old", "new"),
    [
        ("Name;Email\nBo Lind;b@x.org\n".encode("utf-16"), "Bo Lind", "Zoë"),
        (b"sep=;\r\nName;Email\r\nBo Lind;b@x.org", "Bo Lind", "Zo"),
        (b'"Name","Email"\r\n"Bo Lind","b@x.org"\r\n', "Bo Lind", "Zo, E"),
        ("Name\tEmail\rBo Lind\tKäse@x.org\r".encode("mac_roman"), "Bo Lind", "Zoë"),
        ("Name,Email\nBo Lind,Käse@x.org\n".encode("cp1252"), "Bo Lind", "Zoë"),
        (b"\xef\xbb\xbfCourse list\n\nName,Email\nBo Lind,b@x.org\nTotal,1\n", "Bo Lind", "Zo"),
        (b'Name,Note\nBo Lind,"two\nlines"\nAda Poe,="007"\n', "Bo Lind", "Zo"),
    ],
)
def test_encoding_separator_and_quotation_marks_stay(
    tea: Project, content: bytes, old: str, new: str
) -> None:
    codec = next(
        c for c in ("utf-16", "utf-8", "cp1252", "mac_roman")
        if (c != "utf-16" or content[:2] == b"\xff\xfe") and _decodes(content, c)
        and (c != "cp1252" or b"\x8a" not in content)
    )  # fmt: skip
    put(tea, content)
    row = next(line.row for line in read_table(tea, SESSION).rows)
    set_cell(tea, SESSION, (row, 0, new), version(tea))
    assert held(tea).decode(codec) == content.decode(codec).replace(old, new)


def _decodes(content: bytes, codec: str) -> bool:
    try:
        content.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def test_a_letter_that_the_encoding_lacks_makes_it_utf_8_and_that_is_said(tea: Project) -> None:
    put(tea, "Name,Email\nJürgen Poe,b@x.org\n".encode("cp1252"))
    saved = set_cell(tea, SESSION, (2, 0, "Łucja Poe"), version(tea))
    assert held(tea).decode("utf-8-sig") == "Name,Email\nŁucja Poe,b@x.org\n"
    assert "encoding UTF-8" in str(saved.notes[0])


def test_the_first_letter_with_an_accent_marks_the_file_for_excel(tea: Project) -> None:
    put(tea, CSV)
    assert set_cell(tea, SESSION, (2, 0, "Zoë Lind"), version(tea)).notes == ()
    assert held(tea) == b"\xef\xbb\xbf" + CSV.replace(b"Bo", "Zoë".encode())


def test_people_are_added_below_the_last_one_and_removed(tea: Project) -> None:
    put(tea, CSV + b"\r\nTotal,2")
    add_person(tea, SESSION, ["Cy Orr", "cy@example.org"], version(tea))
    assert held(tea) == CSV + b"Cy Orr,cy@example.org,\r\n" + b"\r\nTotal,2"
    remove_person(tea, SESSION, 2, version(tea))
    assert [row[0] for row in cells(tea)] == ["Ada Poe", "Cy Orr"]
    put(tea, b"Name")
    add_person(tea, SESSION, ["Cy Orr"], version(tea))
    assert held(tea) == b"Name\r\nCy Orr\r\n"


def test_a_list_begins_with_its_first_person(tea: Project) -> None:
    table = read_table(tea, SESSION)
    assert (table.version, table.rows) == (NEW, ())
    assert [column.title for column in table.columns] == ["Name", "Email"]
    add_person(tea, SESSION, ["Bo Lind", "bo@example.org"], NEW)
    assert cells(tea) == [("Bo Lind", "bo@example.org")]
    with pytest.raises(CallError, match="changed elsewhere"):
        add_person(tea, SESSION, ["Ada Poe"], NEW)


def test_a_list_that_was_changed_elsewhere_is_not_overwritten(tea: Project) -> None:
    put(tea, CSV)
    old = version(tea)
    put(tea, CSV + b"Cy Orr,,\r\n")
    for change in (
        lambda: set_cell(tea, SESSION, (2, 0, "x"), old),
        lambda: remove_person(tea, SESSION, 2, old),
        lambda: set_attendance(tea, SESSION, {2: True}, old),
    ):
        with pytest.raises(CallError, match="changed elsewhere"):
            change()
    assert held(tea) == CSV + b"Cy Orr,,\r\n"


def test_attendance_of_many_is_written_at_once(tea: Project) -> None:
    put(tea, b"Name\nBo Lind\nAda Poe\nCy Orr\n")
    wanted = {2: True, 3: Decimal("4.5"), 4: False}
    set_attendance(tea, SESSION, wanted, version(tea))
    assert held(tea) == b"Name,Attended,Hours\nBo Lind,yes\nAda Poe,,4.5\nCy Orr,no\n"
    set_attendance(tea, SESSION, {3: None}, version(tea))
    assert held(tea).splitlines()[2] == b"Ada Poe,,"


@pytest.mark.parametrize("row", [-1, 1, 3, 9])
def test_rows_of_nobody_are_not_changed(tea: Project, row: int) -> None:
    put(tea, CSV)
    with pytest.raises(CallError, match="no person in row"):
        set_cell(tea, SESSION, (row, 0, "x"), version(tea))
    with pytest.raises(CallError, match="no such column"):
        set_cell(tea, SESSION, (2, 3, "x"), version(tea))
    assert held(tea) == CSV


def test_attendance_is_written_in_the_signs_of_its_column(tea: Project) -> None:
    put(tea, CSV)
    set_attendance(tea, SESSION, {4: True}, version(tea))
    assert cells(tea)[1][2] == "yes"
    put(tea, b"Name,Present\nBo Lind,x\nAda Poe,\n")
    set_attendance(tea, SESSION, {3: True}, version(tea))
    assert cells(tea)[1] == ("Ada Poe", "x")
    put(tea, b"Name\nBo Lind\nAda Poe\n")
    set_attendance(tea, SESSION, {3: True}, version(tea))
    assert held(tea) == b"Name,Attended\nBo Lind\nAda Poe,yes\n"
    set_attendance(tea, SESSION, {2: Decimal("4.5")}, version(tea))
    assert held(tea) == b"Name,Attended,Hours\nBo Lind,,4.5\nAda Poe,yes\n"
    assert read_table(tea, SESSION).people[0].hours == Decimal("4.5")
    assert read_table(tea, SESSION).people[1].attended is True


def test_days_are_ticked_together_where_there_is_a_column_for_each(tea: Project) -> None:
    put(tea, b"Name,Day 1,Day 2\nBo Lind,x,x\nAda Poe,x,\n")
    set_attendance(tea, SESSION, {3: True}, version(tea))
    assert cells(tea)[1] == ("Ada Poe", "x", "x")


def workbook(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def people(book: openpyxl.Workbook) -> None:
    sheet = book.active
    assert sheet is not None
    sheet.title = "People"
    for row in (["Course"], [], ["Name", "Email", "Licence number", "Hours"],
                ["Bo Lind", "bo@example.org", "00123", 5.5],
                ["Ada Poe", "ada@example.org", 4711, 4], ["Cy Orr", "", "", 3]):  # fmt: skip
        sheet.append(row)
    sheet["A6"].font = Font(strike=True)
    book.create_sheet("Rooms").append(["Room", "Seats"])


@pytest.mark.long
def test_the_first_change_of_a_workbook_writes_csv_and_moves_it_to_the_trash(tea: Project) -> None:
    put(tea, workbook(people), "Roster.xlsx")
    before = read_table(tea, SESSION)
    assert before.is_workbook
    saved = set_cell(tea, SESSION, (5, 0, "Ada Poë"), before.version)
    assert held(tea).decode("utf-8-sig") == (
        "Name,Email,Licence number,Hours\r\nBo Lind,bo@example.org,00123,5.5\r\n"
        "Ada Poë,ada@example.org,4711,4\r\n"
    )
    assert not place(tea, "Roster.xlsx").exists()
    (item,) = trash(tea)
    assert item.place == "content/tea/sessions/may/Roster.xlsx"
    assert [str(note).split(":")[0] for note in saved.notes] == [
        "The list is edited as a plain table from now on",
        "People who were hidden, struck out or listed apart in Roster.xlsx are not in roster.csv",
    ]
    assert "Cy Orr" in str(saved.notes[1])
    after = read_table(tea, SESSION)
    assert (after.source, after.version) == ("tea/sessions/may/roster.csv", saved.version)
    assert [one.email for one in after.people] == ["bo@example.org", "ada@example.org"]


@pytest.mark.long
def test_answers_about_sheets_and_rows_go_with_the_workbook_and_others_stay(tea: Project) -> None:
    put(tea, workbook(people), "roster.xlsx")
    put(tea, b"sheet: People\nheading: 3\nattending: [here]\n", "roster.yaml")
    remove_person(tea, SESSION, 4, version(tea))
    assert place(tea, "roster.yaml").read_bytes() == b"attending: [here]\n"
    assert [row[0] for row in cells(tea)] == ["Ada Poe"]


@pytest.mark.long
def test_answers_about_sheets_alone_leave_a_file_that_can_be_read(tea: Project) -> None:
    put(tea, workbook(people), "roster.xlsx")
    put(tea, b"sheet: People\n", "roster.yaml")
    add_person(tea, SESSION, ["Di Ott"], version(tea))
    assert read_table(tea, SESSION).problems == ()
    assert [row[0] for row in cells(tea)] == ["Bo Lind", "Ada Poe", "Di Ott"]


def test_a_question_is_answered_by_a_choice(tea: Project) -> None:
    put(tea, b"Name,Status\nBo Lind,zork\nAda Poe,confirmed\n")
    (asked,) = questions(tea, SESSION)
    assert [str(choice.label) for choice in asked.choices] == [
        '"zork": they are to come', '"zork": they are not to come',
    ]  # fmt: skip
    assert isinstance(answer(tea, SESSION, asked.id, 1), SavedDetails)
    assert place(tea, "roster.yaml").read_bytes() == b"out:\n  - zork\n"
    assert questions(tea, SESSION) == ()
    assert [one.name for one in read_table(tea, SESSION).people] == ["Ada Poe"]
    with pytest.raises(CallError, match="answered already"):
        answer(tea, SESSION, asked.id, 0)


def two_lists(book: openpyxl.Workbook) -> None:
    sheet = book.active
    assert sheet is not None
    sheet.title = "Monday"
    for row in (["Name", "Email"], ["Bo Lind", "b@example.org"]):
        sheet.append(row)
    other = book.create_sheet("Tuesday")
    for row in (["Name", "Email"], ["Ada Poe", "a@example.org"]):
        other.append(row)


@pytest.mark.long
def test_the_sheet_is_chosen_before_there_is_a_table(tea: Project) -> None:
    put(tea, workbook(two_lists), "roster.xlsx")
    assert read_table(tea, SESSION).columns == ()
    (asked,) = questions(tea, SESSION)
    labels = [str(choice.label) for choice in asked.choices]
    assert labels == ['The sheet "Monday"', 'The sheet "Tuesday"']
    answer(tea, SESSION, asked.id, 1)
    assert cells(tea) == [("Ada Poe", "a@example.org")]


def without_headings(book: openpyxl.Workbook) -> None:
    sheet = book.active
    assert sheet is not None
    for row in (["Bo Lind", "bo@example.org"], ["Ada Poe", "ada@example.org"]):
        sheet.append(row)


@pytest.mark.long
def test_a_workbook_without_headings_is_changed_once_its_columns_are_known(tea: Project) -> None:
    put(tea, workbook(without_headings), "roster.xlsx")
    with pytest.raises(CallError, match="cannot be changed yet"):
        set_cell(tea, SESSION, (2, 0, "Ada Pod"), version(tea))
    (asked,) = questions(tea, SESSION)
    labels = [str(choice.label) for choice in asked.choices]
    assert labels == ['"A" is the column "name" and "B" is the column "email"']
    answer(tea, SESSION, asked.id, 0)
    set_cell(tea, SESSION, (2, 0, "Ada Pod"), version(tea))
    assert held(tea) == (b"\xef\xbb\xbfBo Lind,bo@example.org\r\nAda Pod,ada@example.org\r\n")
    assert [one.name for one in read_table(tea, SESSION).people] == ["Bo Lind", "Ada Pod"]


def test_what_looks_like_attendance_and_is_not_clear_is_asked_word_by_word(tea: Project) -> None:
    put(tea, b"Name,Attended\nBo Lind,zig\nAda Poe,zag\n")
    asked = questions(tea, SESSION)
    assert [len(one.choices) for one in asked] == [2, 2]
    answer(tea, SESSION, asked[0].id, 0)
    (left,) = questions(tea, SESSION)
    answer(tea, SESSION, left.id, 1)
    assert [one.attended for one in read_table(tea, SESSION).people] == [True, False]


TEXTS = st.text(st.sampled_from("ab,;\"'\n =é\t"), max_size=6)


@pytest.mark.long
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(TEXTS, st.sampled_from(["", "utf-8-sig", "utf-16", "cp1252"]), st.sampled_from(",;\t"))
def test_whatever_is_typed_comes_back_and_other_rows_stay(
    tea: Project, text: str, codec: str, separator: str
) -> None:
    rows = ["Name,Email,Note", "Bo Lind,bo@example.org,é", "Ada Poe,ada@example.org,", "Cy Orr,,x"]
    content = "\r\n".join(row.replace(",", separator) for row in rows).encode(codec or "utf-8")
    put(tea, content)
    saved = set_cell(tea, SESSION, (3, 2, text), version(tea))
    assert isinstance(saved, SavedRoster)
    found = held(tea).decode(codec or "utf-8").split("\r\n")
    assert found[:2] == [row.replace(",", separator) for row in rows[:2]]
    assert found[-1] == rows[-1].replace(",", separator)
    table = read_table(tea, SESSION)
    typed = next(line for line in table.rows if line.cells[0] == "Ada Poe").cells[2]
    assert typed.lstrip(" ") == text.lstrip(" ")
